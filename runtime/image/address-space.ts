/**
 * The memory of a process. While it is resident in an instance, that instance's memory is the truth and `pages` is what it was
 * when the space was last saved; but *which* pages were written is known after every stop, and counted here.
 *
 * Time is cut into epochs at each fork. A page written in the space's own epoch is its own; all others it shares, with its
 * relatives or with the program it began as, and the first write to one of those is a copy-on-write fault. An epoch's number
 * and a page's number name one version of a page in the whole world, whoever has it and wherever its bytes are.
 */
import type { Mappings } from "./mappings.ts";
import { PAGES_PER_WASM_PAGE, Page, SHARED, ZERO_PAGE } from "./page.ts";
import type { PageTable } from "./page-table.ts";

/** What a page was before it was first written in an epoch: empty, the program's, or shared since a fork. */
export type FaultCause = "zero" | "program" | "fork";

/** What the forks of one program have in common, for as long as they run it. */
export interface Family {
  /** The most Wasm pages that one of them has had. */
  largest: number;
}

export class AddressSpace {
  pages: PageTable;
  /** The most Wasm pages it may grow to. */
  limit: number;
  /** Do its stores leave marks? Where they do not, every page counts as written. */
  readonly marked: boolean;
  /** Which epoch of the world this is; 0 before the world knows it. */
  epoch = 0;
  /** Pages written in this epoch: nobody else has them. */
  own = 0;
  /** Pages that are not zero pages: its own, and those that it shares. */
  resident: number;
  /** How many of those are of shared objects, and nobody's own. */
  shared = 0;
  /** What has been mapped into it; undefined as long as nothing ever was. */
  mappings: Mappings | undefined = undefined;
  /** How many pages are kept for what it will probably write: `kernel/memory-budget.ts`. */
  promised = 0;
  /** How many processes run in it: more than one while a `vfork` lasts, 0 once nobody does. */
  users = 1;

  readonly family: Family;

  /** `resident` says how many of the pages are not zero pages, where that is known. */
  constructor(
    pages: PageTable,
    limit: number,
    {
      marked = false,
      resident = pages.used,
      family = { largest: 0 },
    }: Partial<Pick<AddressSpace, "marked" | "resident" | "family">> = {},
  ) {
    this.pages = pages;
    this.limit = limit;
    this.marked = marked;
    this.resident = resident;
    this.family = family;
    this.grow(pages.size);
  }

  /** How many Wasm pages there must be behind each other where it runs: whether a stray pointer traps depends on nothing else. */
  get room(): number {
    return this.marked ? this.family.largest : this.pages.size / PAGES_PER_WASM_PAGE;
  }

  /** It has so many pages now. */
  grow(size: number): void {
    this.pages.grow(size);
    this.family.largest = Math.max(this.family.largest, size / PAGES_PER_WASM_PAGE);
  }

  /** Notes that a page was written. Answers why that is a fault; undefined where it is none. */
  write(index: number): FaultCause | undefined {
    if (this.mappings !== undefined) this.mappings.noteStore(index);
    const page = this.pages.get(index);
    if (page.epoch === this.epoch || page.epoch === SHARED) return undefined;
    this.pages.set(index, new Page(page.bytes, this.epoch));
    this.own++;
    if (page === ZERO_PAGE) this.resident++;
    return page === ZERO_PAGE ? "zero" : page.epoch === 0 ? "program" : "fork";
  }

  /** Puts another page into the place of one, as mapping and unmapping do. Where it is resident, the memory must be told, too. */
  replace(index: number, page: Page): void {
    const before = this.pages.get(index);
    if (before === page) return;
    this.pages.set(index, page);
    const sharedMore = Number(page.epoch === SHARED) - Number(before.epoch === SHARED);
    this.shared += sharedMore;
    if (!this.marked) return;
    this.own += Number(page.epoch === this.epoch) - Number(before.epoch === this.epoch);
    this.resident += Number(page !== ZERO_PAGE) - Number(before !== ZERO_PAGE);
  }

  /** A copy for a child, without its mappings (`kernel/mappings/`). Both spaces begin an epoch: these are their numbers. Without marks every page is copied at once. */
  fork(own: number, childs: number): AddressSpace {
    const pages = this.marked ? this.pages.share() : this.pages.copy();
    const child = new AddressSpace(pages, this.limit, this);
    child.epoch = childs;
    child.shared = this.shared;
    this.epoch = own;
    if (this.marked) this.own = 0;
    return child;
  }
}
