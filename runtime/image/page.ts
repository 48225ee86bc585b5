/**
 * A page: 4 KiB of a process's memory as an immutable value, shared by every process that has not written to it since.
 * Whoever holds a page must not write to it; a changed page is a new page.
 */
import { PAGE_SIZE, WASM_PAGE } from "../abi/layout.ts";

/** How many of our pages make one Wasm page. */
export const PAGES_PER_WASM_PAGE = WASM_PAGE / PAGE_SIZE;

export class Page {
  /** Its 4 KiB. Two versions may have the same bytes: where it was written is known before what. */
  readonly bytes: Uint8Array;
  /** In which epoch of an address space it was written (`address-space.ts`); 0: it is the program's own; or SHARED. */
  readonly epoch: number;

  constructor(bytes: Uint8Array, epoch = 0) {
    this.bytes = bytes;
    this.epoch = epoch;
  }
}

/** The epoch of a page that belongs to a shared object (`shared-object.ts`), and to no address space. */
export const SHARED = -1;

/** The page that every address points to before anything was written there. */
export const ZERO_PAGE = new Page(new Uint8Array(PAGE_SIZE));

/** What a shared object holds before anything was written to it. */
export const SHARED_ZERO_PAGE = new Page(ZERO_PAGE.bytes, SHARED);

/** Does a memory hold the first `length` bytes of this page at byte `start`? Both are multiples of 4. */
export function holdsPage(memory: Uint8Array, start: number, { bytes }: Page, length = PAGE_SIZE): boolean {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset, length / 4);
  const there = new Int32Array(memory.buffer, memory.byteOffset + start, words.length);
  for (let i = 0; i < words.length; i++) if (there[i] !== words[i]) return false;
  return true;
}

/** As many pages as are saved together lie in one array: engines take longer to make an array than to copy a page. */
const MOST_IN_SLAB = 16;

/** Takes pages out of a memory: `take(page, epoch)` copies the one with this number, of `count` in all. */
export class PageCopier {
  private slab = ZERO_PAGE.bytes;
  private used = PAGE_SIZE;
  private left: number;

  constructor(
    private readonly memory: Uint8Array,
    count: number,
  ) {
    this.left = count;
  }

  take(page: number, epoch: number): Page {
    if (this.used === this.slab.length) {
      this.slab = new Uint8Array(Math.min(Math.max(this.left, 1), MOST_IN_SLAB) * PAGE_SIZE);
      this.used = 0;
    }
    this.left--;
    const bytes = this.slab.subarray(this.used, this.used + PAGE_SIZE);
    this.used += PAGE_SIZE;
    bytes.set(this.memory.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE));
    return new Page(bytes, epoch);
  }
}
