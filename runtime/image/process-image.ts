/**
 * What a stopped process is made of: its address space, its call stack and its globals. Nothing else is needed to go on,
 * any number of times: `fork` is one captured stack that is resumed twice.
 */
import type { PageTable } from "./page-table.ts";

/**
 * Memory that one process uses, or two while a `vfork` lasts. While it is resident in an instance, that instance's
 * memory is the truth and `pages` is what it was when the space was last saved.
 */
export class AddressSpace {
  pages: PageTable;
  /** The most Wasm pages it may grow to. */
  limit: number;
  /** Wasm pages that the world has been charged for this space (`kernel/memory-budget.ts`). */
  charged = 0;
  /** How many processes run in it: more than one while a `vfork` lasts. The last one gives it back. */
  users = 1;

  constructor(pages: PageTable, limit: number) {
    this.pages = pages;
    this.limit = limit;
  }

  /** A private copy that shares every page. */
  fork(): AddressSpace {
    return new AddressSpace(this.pages.share(), this.limit);
  }
}

/** The mutable globals of a program, in the instrumenter's order. */
export type Globals = readonly (number | bigint)[];

export interface ProcessImage {
  /** Content hash of the program: which instance can run this image. */
  readonly program: string;
  readonly space: AddressSpace;
  /** Captured frames, opaque here; none before the first instruction. */
  readonly stack: readonly Uint8Array[];
  readonly globals: Globals;
}
