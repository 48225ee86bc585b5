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

/** Compares every page: no help from the guest is needed, and the cost is that of reading all its memory. */
export class CompareTracker implements WriteTracker {
  private readonly holds: typeof holdsPage;

  /** `holds` compares a page: there may be a faster one than the engine-neutral one. */
  constructor(holds = holdsPage) {
    this.holds = holds;
  }

  save(memory: Uint8Array, table: PageTable): void {
    const { holds } = this;
    for (let i = 0; i < table.size; i++) {
      const start = i * PAGE_SIZE;
      if (holds(memory, start, table.get(i))) continue;
      table.set(i, holds(memory, start, ZERO_PAGE) ? ZERO_PAGE : new Page(memory, start));
    }
  }
}
