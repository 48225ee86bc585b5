/**
 * The host's side of mark-pages.ts: which pages of 4 KiB has the guest written to since the host looked last?
 *
 *     const take = exports["prong:take-mark"];                      // (from, to)->(page)
 *     for (let page = take(0, pages); page < pages; page = take(page + 1, pages)) ... // in order, and they are marked no more
 *     map[address >> PAGE_BITS] = 1                                 // the host writes for the guest
 *
 * Look at the first SPAN bytes of the page behind each, too. `pages` is how many pages of 4 KiB the guest has.
 *
 * A guest that stores behind its own memory may reach the map. The page that it wrote to is then marked, too: a mark at `pages`
 * or behind, or something in the first SPAN bytes behind the guest's end, says that the other marks are not to be trusted. One
 * page of the map holds its own mark, which a loop of stores may clear again: so there, from `pages` on, the map holds CANARY, and
 * anything else says the same.
 */
import { PAGE_SIZE } from "../abi/layout.ts";

/** A mark is for 2 ** PAGE_BITS bytes. */
export const PAGE_BITS = 12;

/** Stores whose offsets from one base lie in the same bucket of so many bytes share a mark. */
export const BUCKET = 256;
/** A marked page may have a store that reaches so far into the next: from the end of a bucket, by the widest store. */
export const SPAN = BUCKET + 16;

/**
 * How many bytes lie between the guest's memory (and the room behind it) and the map of marks: a page, so that no store that
 * shares the mark of the guest's last page reaches the map.
 */
export const GAP = PAGE_SIZE;

/** Two words of 32 bits, in the map from the first page behind the guest's on: no guest has a reason to write these there. */
export const CANARY = [0x5ca1ab1e, 0x0ddba115] as const;
export const CANARY_LENGTH = 4 * CANARY.length;

/** Answers the first marked page from `from` on and takes its mark away; `to` where no page before `to` is marked. */
export type TakeMark = (from: number, to: number) => number;
