/**
 * A place to run: one Wasm instance with its memory. A process is not an instance: whoever's address space is resident
 * here can run here, and moving in loads only the pages that differ from what the memory holds.
 */
import { PAGE_SIZE } from "../../abi/layout.ts";
import type { Access, Range } from "../../image/access.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import type { Globals } from "../../image/process-image.ts";
import type { Span } from "../../image/spans.ts";
import type { CallStackPort } from "../../instrument/capture-stack.ts";
import {
  AccessBit,
  EXPORT_ACCESS,
  EXPORT_ACCESS_FROM,
  EXPORT_ACCESS_LENGTH,
  EXPORT_ACCESS_TO,
  EXPORT_DOOR,
  EXPORT_ENTRY,
  EXPORT_FUEL,
  EXPORT_LIMIT,
  EXPORT_PENDING,
  EXPORT_SHARED,
  EXPORT_SHARED_LENGTH,
  type PENDING_TRAP,
} from "../../instrument/exports.ts";
import { openCallStack } from "../../instrument/pipeline.ts";
import { guestFunction } from "./guest-function.ts";
import { PlaceMemory } from "./place-memory.ts";
import type { Program } from "./program.ts";

const ACCESS = [EXPORT_ACCESS, EXPORT_ACCESS_TO, EXPORT_ACCESS_FROM, EXPORT_ACCESS_LENGTH];

export class Place {
  readonly program: string;
  readonly port: CallStackPort;
  readonly entry: () => void;
  readonly memory: PlaceMemory;
  /** Whose memory this is now; undefined when nobody's. */
  space: AddressSpace | undefined;
  readonly #limit: WebAssembly.Global;
  readonly #fuel: WebAssembly.Global | undefined;
  readonly #shared: WebAssembly.Global | undefined;
  readonly #sharedLength: WebAssembly.Global | undefined;
  /** What is told of an access, in the order of `ACCESS`. */
  readonly #access: readonly (WebAssembly.Global | undefined)[];
  readonly #globals: readonly WebAssembly.Global[];
  /** What the globals are and how far the guest may grow, where that is known: to set one takes longer than to compare. */
  #values: Globals | undefined;
  #most = -1;
  readonly #pending: WebAssembly.Global | undefined;
  #pendingValue = 0;

  /** `instance` is fresh: its memory is what every process of the program begins with. `answer` is what its door leads to. */
  constructor(
    { hash, instrumented, initialPages }: Pick<Program, "hash" | "instrumented" | "initialPages">,
    instance: WebAssembly.Instance,
    answer: (place: Place, what: number) => void = () => {},
  ) {
    const exports = instance.exports as Record<string, WebAssembly.ExportValue>;
    this.program = hash;
    this.memory = new PlaceMemory(exports, instrumented, initialPages.share());
    this.#limit = exports[EXPORT_LIMIT] as WebAssembly.Global;
    this.#globals = instrumented.globals.map(({ exportName }) => exports[exportName] as WebAssembly.Global);
    this.#fuel = exports[EXPORT_FUEL] as WebAssembly.Global | undefined;
    this.#shared = exports[EXPORT_SHARED] as WebAssembly.Global | undefined;
    this.#sharedLength = exports[EXPORT_SHARED_LENGTH] as WebAssembly.Global | undefined;
    this.#access = ACCESS.map((name) => exports[name] as WebAssembly.Global | undefined);
    (exports[EXPORT_DOOR] as WebAssembly.Table | undefined)?.set(
      0,
      guestFunction((what) => answer(this, what)),
    );
    this.#pending = exports[EXPORT_PENDING] as WebAssembly.Global | undefined;
    this.entry = exports[EXPORT_ENTRY] as () => void;
    this.port = openCallStack(exports);
  }

  /** Makes the resident space say what the memory holds. */
  save(): void {
    if (this.space !== undefined) this.memory.save(this.space);
  }

  /** Takes an address space in; whoever was here before, and is still needed, is saved. */
  moveIn(space: AddressSpace): void {
    if (this.space === space) return;
    this.moveOut();
    this.memory.load(space.pages);
    this.space = space;
  }

  /** The memory is nobody's from now on. What it holds is still known. */
  moveOut(): void {
    const { space, memory } = this;
    if (space === undefined) return;
    if (space.users > 0) {
      memory.save(space);
      memory.known = space.pages.share();
    } else this.forget();
    this.space = undefined;
  }

  /** As `moveOut`, for a space that nobody needs any more: it is not saved. */
  forget(): void {
    this.memory.eachWritten(() => {});
    this.space = undefined;
  }

  /** How many points the guest may pass before it comes to the door. */
  setFuel(points: number): void {
    if (this.#fuel !== undefined) this.#fuel.value = points;
  }

  /** Is the guest to take its signals after the current call (1), or as soon as it enters (PENDING_TRAP)? */
  setPending(value: 0 | 1 | typeof PENDING_TRAP): void {
    if (value === this.#pendingValue || this.#pending === undefined) return;
    this.#pendingValue = this.#pending.value = value;
  }

  /** Does the guest come to the door before it touches shared memory? */
  get stopsAtShared(): boolean {
    return this.#shared !== undefined;
  }

  /** Where memory is that others see too. */
  setShared({ from, to }: Span): void {
    if (this.#shared === undefined || this.#sharedLength === undefined) return;
    this.#shared.value = from * PAGE_SIZE;
    this.#sharedLength.value = (to - from) * PAGE_SIZE;
  }

  /** The access for which the guest is at the door. */
  readAccess(): Access {
    const [what, to, from, length] = this.#access.map((global) => global?.value as number) as [
      number,
      number,
      number,
      number,
    ];
    const range = (bit: number, start: number): Range | undefined =>
      (what & bit) === 0 ? undefined : { from: start >>> 0, to: (start >>> 0) + (length >>> 0) };
    return {
      reads: range(AccessBit.reads, from),
      writes: range(AccessBit.writes, to),
      atomic: (what & AccessBit.atomic) !== 0,
    };
  }

  /** Can the guest run handlers at all? */
  get takesSignals(): boolean {
    return this.#pending !== undefined;
  }

  /** How far the guest may grow, in Wasm pages. */
  setLimit(pages: number): void {
    if (pages === this.#most) return;
    this.#limit.value = this.#most = pages;
  }

  /** After the guest has run, for `writeGlobals` before it runs again. */
  readGlobals(): Globals {
    this.#values = this.#globals.map((global) => global.value as number | bigint);
    return this.#values;
  }

  /** Before the guest runs. */
  writeGlobals(globals: Globals): void {
    if (globals !== this.#values) {
      for (let i = 0; i < globals.length; i++) (this.#globals[i] as WebAssembly.Global).value = globals[i];
    }
    this.#values = undefined;
  }
}
