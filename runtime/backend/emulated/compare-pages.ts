/**
 * Does a memory hold exactly this page? A loop in JavaScript reads a word at a time; Node can ask the C library (`memcmp`),
 * which is eight times as fast. Both say the same.
 */
import { PAGE_SIZE } from "../../abi/layout.ts";
import { holdsPage, type Page } from "../../image/page.ts";

/** Answers whether `memory` holds the first `length` bytes of `page`, all unless told otherwise, at byte `start`. */
export type ComparePages = (memory: Uint8Array, start: number, page: Page, length?: number) => boolean;

/** As Node's `Buffer.prototype.compare`: 0 means equal. */
type NativeCompare = (
  this: Uint8Array,
  target: Uint8Array,
  from: number,
  to: number,
  start: number,
  end: number,
) => number;

/** The fastest that this engine has. */
export function fastestComparison(): ComparePages {
  const native = (globalThis as { Buffer?: { prototype: { compare: NativeCompare } } }).Buffer?.prototype.compare;
  if (native === undefined) return holdsPage;
  return (memory, start, page, length = PAGE_SIZE) =>
    native.call(memory, page.bytes, 0, length, start, start + length) === 0;
}
