/** What turns touch of the memory that several processes see. */
import { sharedRanges } from "../image/shared-ranges.ts";
import { type Footprint, READ, type Touch, WRITE } from "./footprint.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";

/** Bytes are told apart in lines of so many; of more lines at once than this nobody keeps account. */
const LINE = 8;
const MOST = 32;

/**
 * A process goes on. Where it stops before each access it makes the one that it was about to make, and no other; elsewhere it may
 * do what it likes to all that it shares.
 */
export function touchShared(footprint: Footprint, kernel: Kernel, process: Process): void {
  const space = process.image?.space;
  if (space?.mappings === undefined || space.mappings.shared === 0) return;
  if (kernel.surroundings.stopsAtAccesses(process)) {
    const { reads, writes } = process.about ?? {};
    if (reads !== undefined) touchRange(footprint, process, reads.from, reads.to, READ);
    if (writes !== undefined) touchRange(footprint, process, writes.from, writes.to, WRITE);
    return;
  }
  for (const { object, shared } of space.mappings.list) {
    if (shared && object !== undefined) footprint.touch(`shared ${object.id}`, WRITE);
  }
}

/** A word is changed by the call that waits for words. */
export function touchWordAt(footprint: Footprint, { image }: Process, address: number): void {
  if (image === undefined) return;
  for (const { object, from } of sharedRanges(image.space, { from: address, to: address + 4 })) {
    footprint.touch(`word ${from} of ${object.id}`, WRITE);
  }
}

/** A range of a process's memory is read or written. */
export function touchRange(footprint: Footprint, { image }: Process, from: number, to: number, how: Touch): void {
  if (image === undefined) return;
  for (const range of sharedRanges(image.space, { from, to })) {
    const { id } = range.object;
    const [first, last] = [Math.floor(range.from / LINE), Math.floor((range.to - 1) / LINE)];
    footprint.touch(`shared ${id}`, last - first < MOST ? READ : WRITE);
    if (last - first < MOST) for (let line = first; line <= last; line++) footprint.touch(`line ${line} of ${id}`, how);
  }
}
