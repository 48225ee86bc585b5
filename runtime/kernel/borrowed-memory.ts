/**
 * The lint on `vfork`: POSIX (vfork, until 2008) lets the child do nothing to the memory that it borrows but store the pid, and
 * Linux's manual says why: its parent goes on in it. So when the child gives the memory back, what it changed besides its own
 * stack frame is told. Nothing is told to the guests, and nothing is looked at where nobody listens.
 */

import { PAGE_SIZE } from "../abi/layout.ts";
import type { Range } from "../image/access.ts";
import type { PageTable } from "../image/page-table.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { imageOf } from "./process.ts";

/** What a vfork child found when it came. */
export interface Borrowed {
  readonly pages: PageTable;
  /** Where it may write: its frame on the stack, and below. Undefined where that is not known. */
  readonly stack: Range | undefined;
}

/** Changes that lie so close together are told as one. */
const NEAR = 16;

/** Remembers the memory that a child borrows from its parent. */
export function lendMemory(kernel: Kernel, parent: Process, child: Process): void {
  const { surroundings } = kernel;
  if (!surroundings.linting) return;
  surroundings.save(parent);
  child.borrowed = { pages: imageOf(parent).space.pages.share(), stack: surroundings.stackOf(parent) };
}

/** Tells what a child has changed in the memory that it gives back. */
export function inspectReturned(kernel: Kernel, child: Process, lender: number): void {
  const { borrowed } = child;
  if (borrowed === undefined) return;
  child.borrowed = undefined;
  kernel.surroundings.save(child);
  const { pages } = imageOf(child).space;
  const told: Range[] = [];
  pages.eachDifference(borrowed.pages, (page) => {
    const [before, after] = [borrowed.pages.get(page).bytes, pages.get(page).bytes];
    const start = page * PAGE_SIZE;
    for (let i = 0; i < PAGE_SIZE; i++) {
      if (before[i] !== after[i] && !contains(borrowed.stack, start + i)) extend(told, start + i);
    }
  });
  for (const { from, to } of told) {
    kernel.emit({ kind: "borrowed-write", pid: child.pid, lender, address: from, length: to - from });
  }
}

function contains(range: Range | undefined, address: number): boolean {
  return range !== undefined && address >= range.from && address < range.to;
}

/** Adds an address behind all others. */
function extend(ranges: Range[], address: number): void {
  const last = ranges.at(-1);
  if (last !== undefined && address - last.to < NEAR) ranges[ranges.length - 1] = { from: last.from, to: address + 1 };
  else ranges.push({ from: address, to: address + 1 });
}
