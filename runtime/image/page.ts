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

/** Does a memory hold exactly this page at word `start`? */
export function holdsPage(memory: Int32Array, start: number, page: Page): boolean {
  const words = page.words;
  for (let i = 0; i < words.length; i += 8) {
    const at = start + i;
    // One test for eight words: the loop is what a switch costs, and a page that differs is rare.
    const difference =
      ((memory[at] as number) ^ (words[i] as number)) |
      ((memory[at + 1] as number) ^ (words[i + 1] as number)) |
      ((memory[at + 2] as number) ^ (words[i + 2] as number)) |
      ((memory[at + 3] as number) ^ (words[i + 3] as number)) |
      ((memory[at + 4] as number) ^ (words[i + 4] as number)) |
      ((memory[at + 5] as number) ^ (words[i + 5] as number)) |
      ((memory[at + 6] as number) ^ (words[i + 6] as number)) |
      ((memory[at + 7] as number) ^ (words[i + 7] as number));
    if (difference !== 0) return false;
  }
  return true;
}
