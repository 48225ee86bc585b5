/** Which accesses to shared memory are made, and when: by a process's own code, and by system calls for it. */
import type { Range } from "../../image/access.ts";
import { sharedRanges } from "../../image/shared-ranges.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";

/** A process goes on: what it was about to do it does now, unless a handler comes first; then it is stopped for it again. */
export function goAhead(kernel: Kernel, process: Process): void {
  const { about, signals } = process;
  if (about === undefined) return;
  if (!signals.ready) kernel.world.races?.note(kernel, process, about);
  process.about = undefined;
}

/** Must the caller's stack be captured first, to say where a call is that reads or writes these bytes for it? */
export function needsPlace(kernel: Kernel, process: Process, pieces: readonly Uint8Array[]): boolean {
  const space = process.image?.space;
  if (kernel.world.races === undefined || process.captured || space === undefined) return false;
  return pieces.some((piece) => sharedRanges(space, rangeOf(piece)).length > 0);
}

/** A system call has written the first `size` bytes of these pieces of its caller's memory, or read them. */
export function hasCopied(
  kernel: Kernel,
  process: Process,
  does: "reads" | "writes",
  pieces: readonly Uint8Array[],
  size: number,
): void {
  const { races } = kernel.world;
  if (races === undefined) return;
  let left = size;
  for (const piece of pieces) {
    const { from } = rangeOf(piece);
    const range = { from, to: from + Math.min(left, piece.length) };
    const access = { reads: undefined, writes: undefined, atomic: false, [does]: range };
    races.note(kernel, process, access);
    left -= range.to - from;
  }
}

/** Pieces are parts of the guest's memory. */
function rangeOf({ byteOffset, length }: Uint8Array): Range {
  return { from: byteOffset, to: byteOffset + length };
}
