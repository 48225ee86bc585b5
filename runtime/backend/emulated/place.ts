/**
 * A place to run: one Wasm instance with its memory. A process is not an instance: whoever's address space is resident
 * here can run here, and moving in loads only the pages that differ from what the memory is known to hold.
 *
 *     0                     guest pages                        physical end
 *     | the guest's memory  | frames of a stack being captured |
 */
import { WASM_PAGE } from "../../abi/layout.ts";
import { PAGE_SIZE, PAGES_PER_WASM_PAGE, ZERO_PAGE } from "../../image/page.ts";
import { PageTable } from "../../image/page-table.ts";
import type { AddressSpace, Globals } from "../../image/process-image.ts";
import type { WriteTracker } from "../../image/write-tracker.ts";
import type { CallStackPort } from "../../instrument/capture-stack.ts";
import { EXPORT_ENTRY, EXPORT_LIMIT, EXPORT_MEMORY, EXPORT_PAGES } from "../../instrument/exports.ts";
import { openCallStack } from "../../instrument/pipeline.ts";
import { FRAME_PAGES } from "../../instrument/virtual-memory.ts";
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
  /** What is known of the memory behind the guest's: that it is zero, that its space says what it is, or nothing. */
  #behind: "zero" | "saved" | "unknown" = "zero";
  readonly #memory: WebAssembly.Memory;
  readonly #pages: WebAssembly.Global;
  readonly #limit: WebAssembly.Global;
  readonly #globals: readonly WebAssembly.Global[];
  readonly #tracker: WriteTracker;
  #bytes: Uint8Array;

  /** `instance` is fresh: its memory is what every process of the program begins with. */
  constructor(
    { hash, instrumented, initialPages }: Pick<Program, "hash" | "instrumented" | "initialPages">,
    instance: WebAssembly.Instance,
    tracker: WriteTracker,
  ) {
    const exports = instance.exports as Record<string, WebAssembly.ExportValue>;
    this.program = hash;
    this.#known = initialPages.share();
    this.#memory = exports[EXPORT_MEMORY] as WebAssembly.Memory;
    this.#pages = exports[EXPORT_PAGES] as WebAssembly.Global;
    this.#limit = exports[EXPORT_LIMIT] as WebAssembly.Global;
    this.#globals = instrumented.globals.map(({ exportName }) => exports[exportName] as WebAssembly.Global);
    this.entry = exports[EXPORT_ENTRY] as () => void;
    this.port = openCallStack(exports);
    this.#tracker = tracker;
    this.#bytes = new Uint8Array(this.#memory.buffer);
  }

  /** The guest's size now, in Wasm pages. */
  get guestPages(): number {
    return this.#pages.value as number;
  }

  /** The size of the whole memory, in Wasm pages: a process fits exactly if it is its own plus that of the frame area. */
  get physicalPages(): number {
    return this.buffer.byteLength / WASM_PAGE;
  }

  get buffer(): ArrayBuffer {
    return this.#memory.buffer as ArrayBuffer;
  }

  /** Something may write to the memory from now on. */
  touch(): void {
    this.#dirty = true;
  }

  /** Its guest runs from now on, and may even write behind its memory. */
  enter(): void {
    this.#dirty = true;
    this.#behind = "unknown";
  }

  /** Makes the resident space say what the memory holds. */
  save(): void {
    this.savePages();
    this.#saveBehind();
  }

  /** The same for the guest's own pages only: all that a fork shares. */
  savePages(): void {
    const { space } = this;
    if (space === undefined || !this.#dirty) return;
    space.pages.grow(this.guestPages * PAGES_PER_WASM_PAGE);
    this.#tracker.save(this.#view(), space.pages);
    this.#dirty = false;
  }

  /**
   * Keeps what wild stores left behind the guest's memory: rare, and dear to look for, so only when the memory is handed on
   * or the world is copied. Without it, what such a store does would depend on who else uses this memory.
   */
  #saveBehind(): void {
    const { space } = this;
    if (space === undefined || this.#behind !== "unknown") return;
    const behind = new PageTable();
    behind.grow((this.physicalPages - this.guestPages) * PAGES_PER_WASM_PAGE);
    this.#tracker.save(this.#view().subarray(this.guestPages * WASM_PAGE), behind);
    space.behind = behind.used === 0 ? undefined : behind;
    this.#behind = space.behind === undefined ? "zero" : "saved";
  }

  /** Takes an address space in; whoever was here before is saved. */
  moveIn(space: AddressSpace): void {
    if (this.space === space) return;
    this.#moveOut();
    const wasmPages = space.pages.size / PAGES_PER_WASM_PAGE;
    const missing = wasmPages + FRAME_PAGES - this.physicalPages;
    if (missing > 0) this.#memory.grow(missing);
    const bytes = this.#view();
    const known = this.#known;
    if (this.#behind !== "zero" || this.guestPages > wasmPages)
      bytes.fill(0, Math.min(this.guestPages, wasmPages) * WASM_PAGE);
    this.#behind = space.behind === undefined ? "zero" : "saved";
    for (let i = 0; i < (space.behind?.size ?? 0); i++) {
      bytes.set(space.behind?.get(i).bytes ?? ZERO_PAGE.bytes, wasmPages * WASM_PAGE + i * PAGE_SIZE);
    }
    for (let i = 0; i < space.pages.size; i++) {
      const page = space.pages.get(i);
      const there = known === undefined ? undefined : i < known.size ? known.get(i) : ZERO_PAGE;
      if (there !== page) bytes.set(page.bytes, i * PAGE_SIZE);
    }
    this.#pages.value = wasmPages;
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

  #view(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }
}
