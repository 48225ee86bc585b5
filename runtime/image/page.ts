/**
 * A page: 4 KiB of a process's memory as an immutable value, shared by every process that has not written to it since.
 * Whoever holds a page must not write to it; a changed page is a new page.
 */
export const PAGE_SIZE = 4096;

/** How many of our pages make one Wasm page. */
export const PAGES_PER_WASM_PAGE = 65536 / PAGE_SIZE;

export class Page {
  readonly words: Int32Array;
  readonly bytes: Uint8Array;

  /** Copies 4 KiB out of a memory. */
  constructor(memory: Uint8Array, start: number) {
    this.bytes = memory.slice(start, start + PAGE_SIZE);
    this.words = new Int32Array(this.bytes.buffer);
  }
}

/** The page that every address points to before anything was written there. */
export const ZERO_PAGE = new Page(new Uint8Array(PAGE_SIZE), 0);

/** Does a memory hold exactly this page at byte `start`, a multiple of 4? */
export function holdsPage(memory: Uint8Array, start: number, page: Page): boolean {
  const words = page.words;
  const there = new Int32Array(memory.buffer, memory.byteOffset + start, words.length);
  for (let i = 0; i < words.length; i++) if (there[i] !== words[i]) return false;
  return true;
}
