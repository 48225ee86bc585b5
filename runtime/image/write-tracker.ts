/**
 * How writes to a resident memory are noticed. Behind this interface today is a comparison with the pages known so far;
 * marks that every store leaves can take its place without anybody else knowing.
 */
import { holdsPage, PAGE_SIZE, Page, ZERO_PAGE } from "./page.ts";
import type { PageTable } from "./page-table.ts";

export interface WriteTracker {
  /** Makes `table` say what `memory` holds, for its first `table.size` pages: a page that changed becomes a new page. */
  save(memory: Uint8Array, table: PageTable): void;
}

const WORDS = PAGE_SIZE / 4;

/** Compares every page: no help from the guest is needed, and the cost is that of reading all its memory. */
export class CompareTracker implements WriteTracker {
  save(memory: Uint8Array, table: PageTable): void {
    const words = new Int32Array(memory.buffer, memory.byteOffset, memory.byteLength >> 2);
    const { size } = table;
    for (let i = 0; i < size; i++) {
      if (holdsPage(words, i * WORDS, table.get(i))) continue;
      table.set(i, holdsPage(words, i * WORDS, ZERO_PAGE) ? ZERO_PAGE : new Page(memory, i * PAGE_SIZE));
    }
  }
}
