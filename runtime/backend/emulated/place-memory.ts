/**
 * The memory of an instance, and what is known of it: it holds what the table `known` says, but for the pages in `dirty`, and
 * those written since it was last asked which.
 *
 * Which pages were written is told by the marks that stores leave (`instrument/page-marks.ts`), or by comparing every page where
 * the module leaves none.
 */
import { PAGE_SIZE, WASM_PAGE } from "../../abi/layout.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import { PAGES_PER_WASM_PAGE, type Page, PageCopier, ZERO_PAGE } from "../../image/page.ts";
import type { PageTable } from "../../image/page-table.ts";
import { EXPORT_MARKS, EXPORT_MEMORY, EXPORT_PAGES, EXPORT_TAKE_MARK } from "../../instrument/exports.ts";
import { CANARY, CANARY_LENGTH, GAP, SPAN, type TakeMark } from "../../instrument/page-marks.ts";
import type { Instrumented } from "../../instrument/pipeline.ts";
import type { WriteWatcher } from "../../kernel/guest-memory.ts";
import type { ResidentMemory } from "../../kernel/kernel.ts";
import { fastestComparison } from "./compare-pages.ts";
import { DirtyPages } from "./dirty-pages.ts";

const holds = fastestComparison();

/** As the guest's own code stores them (`instrument/virtual-memory.ts`). */
const CANARY_BYTES = CANARY.flatMap((word) => [0, 8, 16, 24].map((bits) => (word >>> bits) & 0xff));

/** The part of an instance's exports that is asked for here. */
type Exports = Readonly<Record<string, unknown>>;

export class PlaceMemory implements WriteWatcher, ResidentMemory {
  known: PageTable;
  readonly dirty = new DirtyPages();
  readonly #memory: WebAssembly.Memory;
  readonly #pages: WebAssembly.Global;
  /** Where the marks are; undefined in a module that leaves none. */
  readonly #marks: WebAssembly.Global | undefined;
  readonly #takeMark: TakeMark;
  /** How many Wasm pages of the memory lie behind the guest's, and how many of them before the marks. */
  readonly #behind: number;
  readonly #room: number;
  #bytes: Uint8Array;
  /** The guest's size in Wasm pages, or -1; and where its canary is then. */
  #guestPages = -1;
  #canaryAt = 0;
  /** The guest has run since `eachWritten` looked, and the host has written to these pages. */
  #touched = false;
  readonly #hostWrites: number[] = [];

  /** `initial` is what the memory of a fresh instance holds. */
  constructor(exports: Exports, { behind, room }: Pick<Instrumented, "behind" | "room">, initial: PageTable) {
    this.known = initial;
    this.#memory = exports[EXPORT_MEMORY] as WebAssembly.Memory;
    this.#pages = exports[EXPORT_PAGES] as WebAssembly.Global;
    this.#marks = exports[EXPORT_MARKS] as WebAssembly.Global | undefined;
    this.#takeMark = exports[EXPORT_TAKE_MARK] as TakeMark;
    this.#behind = behind;
    this.#room = room;
    this.#bytes = new Uint8Array(this.#memory.buffer);
    this.#putCanary();
  }

  /** Do stores leave marks here? */
  get marked(): boolean {
    return this.#marks !== undefined;
  }

  /**
   * The guest's size now, in Wasm pages. A guest that grows moves the canary, or makes the memory grow, which takes the old bytes
   * away: to ask the engine's objects each time would take longer than a system call.
   */
  get guestPages(): number {
    const { bytes } = this;
    if (this.#guestPages < 0 || (this.marked && bytes[this.#canaryAt] !== CANARY_BYTES[0])) {
      this.#guestPages = this.#pages.value as number;
      this.#canaryAt = this.#marksAt + this.#guestPages * PAGES_PER_WASM_PAGE;
    }
    return this.#guestPages;
  }

  /** How many pages it could have now, in Wasm pages: memories grow, and never shrink. */
  get roomPages(): number {
    return this.bytes.length / WASM_PAGE - this.#behind;
  }

  /** The whole memory. It loses its length when the memory grows. */
  get bytes(): Uint8Array {
    if (this.#bytes.length === 0) {
      this.#bytes = new Uint8Array(this.#memory.buffer);
      this.#guestPages = -1;
    }
    return this.#bytes;
  }

  /** The guest runs. */
  touch(): void {
    this.#touched = true;
  }

  /** The guest runs no more, and has written nothing since `eachWritten` looked. */
  rest(): void {
    if (this.marked) this.#touched = false;
  }

  hostWrote(page: number): void {
    this.#hostWrites.push(page);
    if (!this.marked) this.#touched = true;
  }

  /** Visits the pages that were written since this was last called: all of them, and some that were not. Nothing without marks. */
  eachWritten(visit: (page: number) => void): void {
    if (!this.marked) return;
    const { known, dirty } = this;
    const end = this.guestPages * PAGES_PER_WASM_PAGE;
    known.grow(end);
    const note = (page: number) => {
      dirty.add(page);
      visit(page);
    };
    if (this.#hostWrites.length > 0) for (const page of this.#hostWrites.splice(0)) note(page);
    if (!this.#touched) return;
    this.#touched = false;
    let last = -1;
    const take = this.#takeMark;
    for (let page = take(0, end); page < end; page = take(page + 1, end)) {
      if (last >= 0 && page !== last + 1) this.#lookBehind(last, note);
      note(page);
      last = page;
    }
    let strayed = false;
    if (last === end - 1) strayed = last >= 0 && !holds(this.bytes, end * PAGE_SIZE, ZERO_PAGE, SPAN);
    else if (last >= 0) this.#lookBehind(last, note);
    const physicalEnd = this.bytes.length / PAGE_SIZE;
    if (strayed || !this.#hasCanary() || take(end + CANARY_LENGTH, physicalEnd) < physicalEnd) this.#mend(note);
  }

  /** Makes the table of the space that is resident here say what the memory holds. */
  save(space: AddressSpace): void {
    if (this.marked) this.eachWritten((page) => space.write(page));
    else if (this.#touched) this.#compare(() => {});
    const { dirty } = this;
    const { pages } = space;
    const copier = new PageCopier(this.bytes, dirty.size);
    for (let i = 0; i < dirty.size; i++) {
      const page = dirty.at(i);
      pages.set(page, copier.take(page, pages.get(page).epoch));
    }
    dirty.clear();
  }

  /** Has a page other bytes than are known? */
  hasChanged(page: number): boolean {
    return !holds(this.bytes, page * PAGE_SIZE, this.known.get(page));
  }

  /** Lends the bytes of a page, to read. */
  bytesOf(page: number): Uint8Array {
    return this.bytes.subarray(page * PAGE_SIZE, (page + 1) * PAGE_SIZE);
  }

  /** Makes a page hold what its space's table says by now. */
  put(index: number, page: Page): void {
    this.bytes.set(page.bytes, index * PAGE_SIZE);
    this.dirty.remove(index);
  }

  /** A page holds what is known of it after all. */
  clean(page: number): void {
    this.dirty.remove(page);
  }

  /** Makes the memory have room for so many Wasm pages. Throws a RangeError where the engine has no memory for them. */
  makeRoom(wasmPages: number): void {
    const missing = wasmPages - this.roomPages;
    if (missing > 0) this.#memory.grow(missing);
  }

  /** Makes the memory hold what a table says. */
  load(table: PageTable): void {
    const wasmPages = table.size / PAGES_PER_WASM_PAGE;
    this.makeRoom(wasmPages);
    if (!this.marked && this.#touched) this.#compare(() => {});
    const { bytes } = this;
    const resized = this.guestPages !== wasmPages;
    const end = this.guestPages * WASM_PAGE;
    if (this.#room > 0) bytes.fill(0, end, end + this.#room * WASM_PAGE);
    if (resized && this.marked) bytes.fill(0, this.#canaryAt, this.#canaryAt + CANARY_LENGTH);
    const put = (page: number) => bytes.set(table.get(page).bytes, page * PAGE_SIZE);
    for (let i = 0; i < this.dirty.size; i++) put(this.dirty.at(i));
    this.dirty.clear();
    this.known.eachDifference(table, put);
    this.known = table;
    if (!resized) return;
    this.#pages.value = this.#guestPages = wasmPages;
    if (this.#marks !== undefined) this.#marks.value = this.#marksAt;
    this.#putCanary();
  }

  /** How many pages `load` would write, counted to `most`. */
  distance(table: PageTable, most: number): number {
    const { size } = this.dirty;
    return size >= most ? most : size + this.known.differences(table, most - size);
  }

  /** The first address at which the memory is not what it is known to be; undefined where there is none. */
  firstSurprise(): number | undefined {
    const { bytes, known, dirty } = this;
    const end = this.guestPages * PAGES_PER_WASM_PAGE;
    for (let page = 0; page < end; page++) {
      const start = page * PAGE_SIZE;
      if (dirty.has(page) || holds(bytes, start, known.get(page))) continue;
      const wanted = known.get(page).bytes;
      return start + wanted.findIndex((byte, i) => byte !== bytes[start + i]);
    }
    if (!this.marked) return undefined;
    const at = this.#canaryAt;
    if (!this.#hasCanary()) return at;
    for (let page = end + this.#room * PAGES_PER_WASM_PAGE; page < bytes.length / PAGE_SIZE; page++) {
      if (holds(bytes, page * PAGE_SIZE, ZERO_PAGE)) continue;
      for (let i = page * PAGE_SIZE; i < (page + 1) * PAGE_SIZE; i++) {
        if (bytes[i] !== 0 && (i < at || i >= at + CANARY_LENGTH)) return i;
      }
    }
    return undefined;
  }

  /** Where the marks begin. */
  get #marksAt(): number {
    return (this.#guestPages + this.#room) * WASM_PAGE + GAP;
  }

  #putCanary(): void {
    if (!this.marked) return;
    this.#guestPages = this.#pages.value as number;
    this.#canaryAt = this.#marksAt + this.#guestPages * PAGES_PER_WASM_PAGE;
    this.bytes.set(CANARY_BYTES, this.#canaryAt);
  }

  #hasCanary(): boolean {
    const [{ bytes }, at] = [this, this.#canaryAt];
    for (let i = 0; i < CANARY_LENGTH; i++) if (bytes[at + i] !== CANARY_BYTES[i]) return false;
    return true;
  }

  /** A store that shares the mark of this page may have reached the next. */
  #lookBehind(page: number, note: (page: number) => void): void {
    const next = page + 1;
    if (!this.dirty.has(next) && !holds(this.bytes, next * PAGE_SIZE, this.known.get(next), SPAN)) note(next);
  }

  /** The guest has written behind its own memory, perhaps to the marks: they say nothing, and what it wrote there is wiped out. */
  #mend(note: (page: number) => void): void {
    this.#compare(note);
    this.bytes.fill(0, this.guestPages * WASM_PAGE);
    this.#putCanary();
  }

  #compare(note: (page: number) => void): void {
    const { bytes, known, dirty } = this;
    this.#touched = false;
    this.#hostWrites.length = 0;
    known.grow(Math.max(known.size, this.guestPages * PAGES_PER_WASM_PAGE));
    for (let page = 0; page < known.size; page++) {
      if (dirty.has(page) || holds(bytes, page * PAGE_SIZE, known.get(page))) continue;
      dirty.add(page);
      note(page);
    }
  }
}
