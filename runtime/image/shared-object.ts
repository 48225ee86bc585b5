/**
 * A shared object: pages that several address spaces see, each at an address of its own. One without a backing is what `mmap`
 * makes of MAP_SHARED and MAP_ANONYMOUS; one with a backing shows a file, and the file is the truth.
 *
 * Its pages are immutable, as all pages are: who has stored to one gives the object another when it stops (`store`), and who
 * runs next asks what has changed since it last looked. For that the object keeps the numbers of the pages that changed, in order.
 */
import { PAGE_SIZE, WASM_PAGE } from "../abi/layout.ts";
import { Page, SHARED, SHARED_ZERO_PAGE, ZERO_PAGE } from "./page.ts";
import { PageTable } from "./page-table.ts";

/** The file that an object shows. */
export interface Backing {
  /** Its inode number, and what it was called when it was mapped, for people. */
  readonly ino: bigint;
  readonly name: string;
  /** Its size in bytes. */
  readonly size: number;
  /** Fills what the file has from an offset on; the rest of `into` stays as it is. */
  readAt(offset: number, into: Uint8Array): void;
  /** Changes bytes that the file has. */
  writeAt(offset: number, bytes: Uint8Array): void;
  /** Writes what is kept back to where the file is. Answers 0 or -errno. */
  sync(): number;
  /** Nobody maps it any more. */
  objectGone(): void;
}

/** Counts the changes of all shared objects of a world: while it stands still, nobody has to look for any. */
export interface Changes {
  count: number;
  /** How many objects were made. */
  objects: number;
}

/** So many numbers are kept at most. Who looked before the first of them looks at all pages. */
const LOG_MOST = 1024;

export class SharedObject {
  /** Its number in the world. */
  readonly id: number;
  readonly backing: Backing | undefined;
  /** How many mappings there are of it. */
  references = 0;
  /** How many pages were stored to. They use the world's memory; those of files its storage. */
  used = 0;
  private readonly pages = new PageTable();
  private readonly changes: Changes;
  private log: number[] = [];
  /** How many changes there were before those in the log. */
  private forgotten = 0;

  constructor(changes: Changes, backing?: Backing) {
    this.id = ++changes.objects;
    this.changes = changes;
    this.backing = backing;
  }

  retain(): this {
    this.references++;
    return this;
  }

  /** One mapping less. */
  release(): void {
    if (--this.references === 0) this.backing?.objectGone();
  }

  /** Somebody sees so many pages of it. */
  reach(size: number): void {
    const before = this.pages.size;
    if (size <= before) return;
    this.pages.grow(size);
    for (let index = before; index < this.filePages && index < size; index++) this.pages.set(index, this.read(index));
  }

  page(index: number): Page {
    const page = this.pages.get(index);
    return page === ZERO_PAGE ? SHARED_ZERO_PAGE : page;
  }

  /** Is there anything behind this page? Beyond the end of a file there is not, but for the rest of its last Wasm page. */
  has(index: number): boolean {
    const { backing } = this;
    return backing === undefined || index * PAGE_SIZE < Math.ceil(backing.size / WASM_PAGE) * WASM_PAGE;
  }

  /** A page has been stored to: takes over its bytes. Answers the page that it is now. */
  store(index: number, bytes: Uint8Array): Page {
    const page = new Page(bytes, SHARED);
    const { backing } = this;
    if (backing === undefined) {
      if (this.pages.get(index) === ZERO_PAGE) this.used++;
    } else {
      const inFile = Math.min(PAGE_SIZE, backing.size - index * PAGE_SIZE);
      if (inFile > 0) backing.writeAt(index * PAGE_SIZE, bytes.subarray(0, inFile));
    }
    this.change(index, page);
    return page;
  }

  /** The file has changed from one byte to before another, by other ways than `store`. */
  fileChanged(from: number, to: number): void {
    const end = Math.min(this.pages.size, Math.ceil(to / PAGE_SIZE));
    for (let index = Math.floor(from / PAGE_SIZE); index < end; index++) {
      const isThere = index < this.filePages;
      if (isThere || this.pages.get(index) !== ZERO_PAGE) this.change(index, isThere ? this.read(index) : ZERO_PAGE);
    }
  }

  /** Where the log of changes ends: who has seen all of them passes this to `eachChange` next time. */
  get position(): number {
    return this.forgotten + this.log.length;
  }

  /** Visits pages from `first` to before `end` that have changed since a position: all of them, and perhaps others. */
  eachChange(since: number, first: number, end: number, visit: (index: number) => void): void {
    if (since < this.forgotten) {
      for (let index = first; index < end; index++) visit(index);
      return;
    }
    for (let at = since - this.forgotten; at < this.log.length; at++) {
      const index = this.log[at] as number;
      if (index >= first && index < end) visit(index);
    }
  }

  private get filePages(): number {
    return Math.ceil((this.backing?.size ?? 0) / PAGE_SIZE);
  }

  private read(index: number): Page {
    const bytes = new Uint8Array(PAGE_SIZE);
    this.backing?.readAt(index * PAGE_SIZE, bytes);
    return new Page(bytes, SHARED);
  }

  private change(index: number, page: Page): void {
    this.pages.set(index, page);
    this.changes.count++;
    if (this.log.length === LOG_MOST) {
      this.forgotten += LOG_MOST;
      this.log = [];
    }
    this.log.push(index);
  }
}
