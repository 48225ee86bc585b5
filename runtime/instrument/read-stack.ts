/**
 * A captured call stack as a list: who is on it, and at which of its sites each one is. It reads frames, and changes nothing.
 *
 *     for (const { functionIndex, site } of readStack(image.stack, made.frames)) ...    // the innermost first
 *
 * Each frame ends with the numbers of its function and of its site (frame.ts), so chunks are walked from their ends. Asyncify's
 * frames are not for us: where the layout is empty, only an empty stack can be read.
 */
import type { FrameLayout, Frames } from "./capture-stack.ts";
import { FOOTER } from "./frame.ts";

export interface StackFrame {
  /** The function's index in the instrumented module: the guest's own have that of the guest, those of Prong come behind. */
  readonly functionIndex: number;
  /** Which of its calls it is in: see locate-site.ts. */
  readonly site: number;
  /** What it keeps, without the two numbers. */
  readonly bytes: Uint8Array;
}

/** Throws a RangeError where the bytes are no frames of that module. */
export function readStack(frames: Frames, layout: readonly FrameLayout[]): readonly StackFrame[] {
  const outermostFirst: StackFrame[] = [];
  for (const chunk of [...frames].reverse()) readChunk(chunk, layout, outermostFirst);
  return outermostFirst.reverse();
}

function readChunk(chunk: Uint8Array, layout: readonly FrameLayout[], into: StackFrame[]): void {
  const numbers = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  for (let end = chunk.length; end > 0; ) {
    if (end < FOOTER) fail(`${end} bytes are left, and the least is ${FOOTER}`);
    const id = numbers.getUint32(end - FOOTER, true);
    const site = numbers.getUint32(end - FOOTER + 4, true);
    const [functionIndex, size] = layout[id - 1] ?? fail(`there is no function with the number ${id}`);
    if (size > end) fail(`function ${functionIndex} has frames of ${size} bytes, and ${end} are left`);
    if (site === 0) fail(`function ${functionIndex} is at site 0, and the first is 1`);
    into.push({ functionIndex, site, bytes: chunk.subarray(end - size, end - FOOTER) });
    end -= size;
  }
}

function fail(why: string): never {
  throw new RangeError(`Cannot read a call stack: ${why}. These are frames of another program, or damaged`);
}
