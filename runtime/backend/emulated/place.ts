/**
 * A place to run: one Wasm instance with its memory. A process is not an instance: whoever's address space is resident
 * here can run here, and moving in loads only the pages that differ from what the memory is known to hold.
 */
import { WASM_PAGE } from "../../abi/layout.ts";
import { PAGE_SIZE, PAGES_PER_WASM_PAGE, ZERO_PAGE } from "../../image/page.ts";
import type { PageTable } from "../../image/page-table.ts";
import type { AddressSpace, Globals } from "../../image/process-image.ts";
import type { WriteTracker } from "../../image/write-tracker.ts";
import type { CallStackPort } from "../../instrument/capture-stack.ts";
import {
  EXPORT_DOOR,
  EXPORT_ENTRY,
  EXPORT_FUEL,
  EXPORT_LIMIT,
  EXPORT_MEMORY,
  EXPORT_PAGES,
} from "../../instrument/exports.ts";
import { openCallStack } from "../../instrument/pipeline.ts";
import { guestFunction } from "./guest-function.ts";
import type { Program } from "./program.ts";

export class Place {
  readonly program: string;
  readonly port: CallStackPort;
  readonly entry: () => void;
  /** Whose memory this is now; undefined when nobody's. */
  space: AddressSpace | undefined;
  /** For the pool: when it was last run in. */
  lastUsed = 0;
  /** What the memory held when `dirty` was last false; undefined when that is not known. */
  #known: PageTable | undefined;
  #dirty = false;
  /** How many Wasm pages of the memory lie behind the guest's. */
  readonly #behind: number;
  readonly #memory: WebAssembly.Memory;
  readonly #pages: WebAssembly.Global;
  readonly #limit: WebAssembly.Global;
  readonly #fuel: WebAssembly.Global | undefined;
  readonly #globals: readonly WebAssembly.Global[];
  readonly #tracker: WriteTracker;
  #bytes: Uint8Array;
  /** The guest's size, where it is known. */
  #knownPages: number | undefined;

  /** `instance` is fresh: its memory is what every process of the program begins with. `answer` is what its door leads to. */
  constructor(
    { hash, instrumented, initialPages }: Pick<Program, "hash" | "instrumented" | "initialPages">,
    instance: WebAssembly.Instance,
    tracker: WriteTracker,
    answer: (place: Place, what: number) => void = () => {},
  ) {
    const exports = instance.exports as Record<string, WebAssembly.ExportValue>;
    this.program = hash;
    this.#known = initialPages.share();
    this.#behind = instrumented.behind;
    this.#memory = exports[EXPORT_MEMORY] as WebAssembly.Memory;
    this.#pages = exports[EXPORT_PAGES] as WebAssembly.Global;
    this.#limit = exports[EXPORT_LIMIT] as WebAssembly.Global;
    this.#globals = instrumented.globals.map(({ exportName }) => exports[exportName] as WebAssembly.Global);
    this.#fuel = exports[EXPORT_FUEL] as WebAssembly.Global | undefined;
    (exports[EXPORT_DOOR] as WebAssembly.Table | undefined)?.set(
      0,
      guestFunction((what) => answer(this, what)),
    );
    this.entry = exports[EXPORT_ENTRY] as () => void;
    this.port = openCallStack(exports);
    this.#tracker = tracker;
    this.#bytes = new Uint8Array(this.#memory.buffer);
  }

  /** The guest's size now, in Wasm pages. */
  get guestPages(): number {
    this.#view();
    this.#knownPages ??= this.#pages.value as number;
    return this.#knownPages;
  }

  /** How many pages it could have now, in Wasm pages: memories grow, and never shrink. */
  get roomPages(): number {
    return this.buffer.byteLength / WASM_PAGE - this.#behind;
  }

  get buffer(): ArrayBuffer {
    return this.#view().buffer as ArrayBuffer;
  }

  /** Something may write to the memory from now on. */
  touch(): void {
    this.#dirty = true;
  }

  /** Makes the resident space say what the memory holds. */
  save(): void {
    const { space } = this;
    if (space === undefined || !this.#dirty) return;
    space.pages.grow(this.guestPages * PAGES_PER_WASM_PAGE);
    this.#tracker.save(this.#view(), space.pages);
    this.#dirty = false;
  }

  /** Takes an address space in; whoever was here before is saved. */
  moveIn(space: AddressSpace): void {
    if (this.space === space) return;
    this.#moveOut();
    const wasmPages = space.pages.size / PAGES_PER_WASM_PAGE;
    const missing = wasmPages - this.roomPages;
    if (missing > 0) this.#memory.grow(missing);
    const bytes = this.#view();
    const known = this.#known;
    if (this.#behind > 0 || this.guestPages > wasmPages)
      bytes.fill(0, Math.min(this.guestPages, wasmPages) * WASM_PAGE);
    for (let i = 0; i < space.pages.size; i++) {
      const page = space.pages.get(i);
      const there = known === undefined ? undefined : i < known.size ? known.get(i) : ZERO_PAGE;
      if (there !== page) bytes.set(page.bytes, i * PAGE_SIZE);
    }
    this.#pages.value = this.#knownPages = wasmPages;
    this.space = space;
    this.#known = undefined;
    this.#dirty = false;
  }

  /** The memory's content is unknown from now on, and nobody's. */
  forget(): void {
    this.space = undefined;
    this.#known = undefined;
    this.#dirty = false;
  }

  /** How many points the guest may pass before it comes to the door. */
  setFuel(points: number): void {
    if (this.#fuel !== undefined) this.#fuel.value = points;
  }

  /** How far the guest may grow, in Wasm pages. */
  setLimit(pages: number): void {
    this.#limit.value = pages;
  }

  readGlobals(): Globals {
    return this.#globals.map((global) => global.value as number | bigint);
  }

  writeGlobals(globals: Globals): void {
    for (let i = 0; i < globals.length; i++) (this.#globals[i] as WebAssembly.Global).value = globals[i];
  }

  #moveOut(): void {
    const { space } = this;
    if (space === undefined) return;
    if (space.charged > 0) this.save();
    this.#known = this.#dirty ? undefined : space.pages.share();
    this.space = undefined;
  }

  /**
   * The whole memory. It loses its length when the memory grows, and a guest that grows makes the memory grow: it has no more
   * than it needs. To ask the engine's objects instead would take longer than a system call.
   */
  #view(): Uint8Array {
    if (this.#bytes.length === 0) {
      this.#bytes = new Uint8Array(this.#memory.buffer);
      this.#knownPages = undefined;
    }
    return this.#bytes;
  }
}
