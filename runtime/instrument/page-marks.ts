/**
 * The host's side of mark-pages.ts: which pages of 4 KiB has the guest written to since the marks were cleared?
 *
 *     const marks = new PageMarks({ memory, marks: exports["prong:marks"] });
 *     marks.eachMarked(pages, (page) => ...)     // in order. Look at the first SPAN bytes of the page behind each, too
 *     marks.clear(pages)                         // what is written from now on
 *     marks.markWritten(address, length)         // the host writes for the guest
 *
 * `pages` is how many pages of 4 KiB the guest has. A guest that stores behind its own memory may reach the map: it can only
 * mislead the host about itself.
 */

export const PAGE_BITS = 12;
export const PAGE_SIZE = 1 << PAGE_BITS;

/** Stores whose offsets from one base lie in the same bucket of so many bytes share a mark. */
export const BUCKET = 256;
/** A marked page may have a store that reaches so far into the next: from the end of a bucket, by the widest store. */
export const SPAN = BUCKET + 16;

export interface MarkedMemory {
  readonly memory: { readonly buffer: ArrayBufferLike };
  /** Where the map begins: a multiple of 64 KiB. As an i32 of WebAssembly: it may be negative. */
  readonly marks: { readonly value: number };
}

export class PageMarks {
  readonly #memory: MarkedMemory["memory"];
  readonly #marks: MarkedMemory["marks"];

  constructor({ memory, marks }: MarkedMemory) {
    this.#memory = memory;
    this.#marks = marks;
  }

  markWritten(address: number, length: number): void {
    if (length <= 0) return;
    const last = Math.floor((address + length - 1) / PAGE_SIZE);
    this.#map(last + 1).fill(1, Math.floor(address / PAGE_SIZE));
  }

  isMarked(page: number): boolean {
    return this.#map(page + 1)[page] !== 0;
  }

  /** Eight pages at a time where none is marked: the map of 60 MB takes 2 us. */
  eachMarked(pages: number, visit: (page: number) => void): void {
    const map = this.#map(pages);
    const eights = new Float64Array(map.buffer, map.byteOffset, pages >> 3);
    for (let eight = 0; eight < eights.length; eight++) {
      if (eights[eight] !== 0 || Object.is(eights[eight], -0)) visitMarked(map, 8 * eight, 8 * eight + 8, visit);
    }
    visitMarked(map, 8 * eights.length, pages, visit);
  }

  clear(pages: number): void {
    this.#map(pages).fill(0);
  }

  /** Made anew each time: the memory grows, and the map moves with it. */
  #map(pages: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, this.#marks.value >>> 0, pages);
  }
}

function visitMarked(map: Uint8Array, from: number, to: number, visit: (page: number) => void): void {
  for (let page = from; page < to; page++) if (map[page] !== 0) visit(page);
}
