/**
 * From a guest to the module that runs: its stack can be captured, its state is reachable, its memory has room for frames.
 *
 * @example
 * ```ts
 * const guest = inspectGuest(bytes, "hello.wasm");                  // throws GuestRefusal
 * const made = await prepare(guest, {}, new MemoryCache());         // cache.ts; prepareNow(...) is its synchronous twin
 * const instance = new WebAssembly.Instance(new WebAssembly.Module(made.bytes), imports); // runs nothing of the guest
 * const { exports } = instance;
 * const port = openCallStack(exports);                              // see capture-stack.ts for the protocol
 *
 * exports["prong:memory"]            // physical memory; the guest's part is its first prong:pages * 64 KiB, made.behind more follow
 * exports["prong:pages"].value       // how many pages the guest has: part of the process, set when it becomes resident
 * exports["prong:limit"].value       // how many it may have; set before each run, at most made.pageLimit
 * exports["prong:pending"]?.value    // made.signals only: set to 1 in a call after which the guest should take signals
 * for (const { exportName, type } of made.globals) exports[exportName].value; // the rest of the process; bigint for i64
 * exports["prong:door"]?.set(0, f)   // f(DoorCall): frames have to be moved, or the guest asks whether it may go on (door.ts)
 * exports["prong:fuel"]?.value       // how many points the guest may pass until it asks; set before each run
 * exports["prong:entry"]()           // starts the program; port.resume() goes on with it after port.startResume(frames)
 * ```
 *
 * A memory that is reused must be zero from the guest's last page to its end.
 * The result is one file: `made.bytes` ends with a custom section that holds everything else, and `readInstrumented` reads it back.
 */
import { SYSCALL_TABLE } from "../abi/syscall-table.ts";
import type { GuestModule } from "../guest/module.ts";
import { GuestRefusal } from "../guest/refusal.ts";
import { loadAsyncify, loadedAsyncify } from "./asyncify.ts";
import { FRAME_PAGES, openAsyncifyPort } from "./asyncify-port.ts";
import { type CallStackPort, CaptureFailure, type FrameLayout, type ImportName } from "./capture-stack.ts";
import type { ProcessGlobal } from "./export-state.ts";
import { EXPORT_FRAMES } from "./exports.ts";
import { openFramesPort } from "./frames-port.ts";
import { appendMetadata, readMetadata } from "./metadata.ts";
import { type Preemption, rewrite } from "./rewrite.ts";
import { Rewriter } from "./rewriter.ts";
import { guestPageLimit, MOST_PAGES } from "./virtual-memory.ts";

/** Part of every cache key: raise it whenever the same guest would be made into something else, as when more calls wait. */
export const INSTRUMENT_VERSION = 12;

export interface InstrumentOptions {
  /** Keep the names of functions, which make traces readable (the default) and the module larger. */
  readonly names?: boolean;
  /** What captures stacks: our own rewriter (the default), or Binaryen's Asyncify, which must be loaded first. */
  readonly capture?: "rewriter" | "asyncify";
  /**
   * Where another process may run next, besides calls that others can see (`syscalls`, the default): at loop heads and in functions
   * that call others (`loops`), so that no guest runs for ever; and before each access to shared memory too (`memory`).
   */
  readonly preempt?: Preemption;
  /** Every store marks its page: see mark-pages.ts. */
  readonly marks?: boolean;
}

export type { Preemption };

export interface Instrumented {
  /** The module to run, and all of the below. */
  readonly bytes: Uint8Array;
  /** How many functions can be on a captured stack, of how many. */
  readonly functions: { readonly instrumented: number; readonly total: number };
  /** Where another process may run next: what was asked for, or less where the guest has catches that do not allow it. */
  readonly preempt: Preemption;
  /** How to read frames: see read-stack.ts. */
  readonly frames: readonly FrameLayout[];
  /** The guest's mutable globals. `prong:pages`, `prong:limit` and `prong:pending` are not among them. */
  readonly globals: readonly ProcessGlobal[];
  /** Does the guest take signals? Then it has `prong:pending`. */
  readonly signals: boolean;
  /** Do its stores leave marks? Then it has `prong:marks` and `prong:take-mark`. */
  readonly marks: boolean;
  /** How many pages the guest starts with. */
  readonly guestPages: number;
  /** The maximum that the guest declared. */
  readonly maximumPages: number | undefined;
  /** How many pages of the memory must always lie behind the guest's own. */
  readonly behind: number;
  /** How many of these come before the marks, if there are any (`prong:marks`). */
  readonly room: number;
  /** How many pages the guest can have at the very most: `prong:limit` starts with it. */
  readonly pageLimit: number;
}

/** Loads the tool that captures stacks; from then on `instrument` works. */
export async function loadStackCapture(): Promise<void> {
  await loadAsyncify();
}

export function stackCaptureIsLoaded(): boolean {
  return loadedAsyncify() !== undefined;
}

/** Opens the call stack of an instance of an instrumented module, given its exports. */
export function openCallStack(exports: Readonly<Record<string, unknown>>): CallStackPort {
  return EXPORT_FRAMES in exports ? openFramesPort(exports) : openAsyncifyPort(exports);
}

/**
 * Instruments a guest. Throws a GuestRefusal when stack capture cannot take it.
 *
 * The guest must be *valid*: ask `WebAssembly.validate(guest.bytes)` first. Binaryen trusts its input, and one that it should
 * not have trusted may leave it unusable for all that come after.
 */
export function instrument(guest: GuestModule, options: InstrumentOptions = {}): Instrumented {
  const { preempt = "syscalls", marks = false } = options;
  try {
    return make(guest, options, preempt, marks);
  } catch (error) {
    if (!(error instanceof CaptureFailure)) throw error;
    // No stack can be captured in a catch, and there may be points too: better without them than not at all.
    if (preempt !== "syscalls") return instrument(guest, { ...options, preempt: "syscalls" });
    throw new GuestRefusal(guest.name, "stack-capture-failed", error.message, error.remedy);
  }
}

function make(guest: GuestModule, options: InstrumentOptions, preempt: Preemption, marks: boolean): Instrumented {
  const tool = options.capture === "asyncify" ? loadedAsyncify() : new Rewriter();
  if (tool === undefined) throw new Error("Cannot instrument with Asyncify before loadStackCapture() has resolved");
  const { initialPages, maximumPages } = guest.memory;
  const room = options.capture === "asyncify" ? FRAME_PAGES : initialPages === 0 ? 1 : 0; // frames are lent a page
  const { bytes, globals, signals, behind } = rewrite(guest, { preempt, marks, room });
  if (initialPages + behind > MOST_PAGES) {
    throw new GuestRefusal(
      guest.name,
      "memory-too-large",
      `its memory of ${initialPages} pages leaves no room for the ${behind} that Prong needs`,
      `link it with an initial memory of at most ${MOST_PAGES - behind} pages`,
    );
  }
  const names = options.names !== false && guest.wasm.sections.some(({ name }) => name === "name");
  const captured = tool.instrument(bytes, { suspending: suspendingImports(guest), names });
  const rest = {
    functions: captured.functions,
    frames: captured.frames,
    preempt,
    globals,
    signals,
    marks,
    guestPages: initialPages,
    maximumPages,
    behind,
    room,
    pageLimit: guestPageLimit(maximumPages, behind),
  };
  return { bytes: appendMetadata(captured.bytes, rest), ...rest };
}

/** The calls of a guest in which it may have to wait, or another process may run first. */
function suspendingImports(guest: GuestModule): ImportName[] {
  const waits = new Set(SYSCALL_TABLE.filter((row) => row.waits).map((row) => `${row.module}.${row.name}`));
  return guest.imports.filter(({ module, name }) => waits.has(`${module}.${name}`));
}

/** What `instrument` made, from its bytes; undefined when they are damaged, or not such a thing. */
export function readInstrumented(bytes: Uint8Array): Instrumented | undefined {
  const rest = readMetadata(bytes);
  return rest === undefined ? undefined : { bytes, ...rest };
}

/** The same for the same guest, options and version, and for nothing else; fit for the name of a file. */
export function cacheKey(guest: GuestModule, options: InstrumentOptions = {}): string {
  const { names, capture, preempt = "syscalls", marks } = options;
  const variant = [
    names === false && "bare",
    capture === "asyncify" && capture,
    preempt !== "syscalls" && preempt,
    marks && "marks",
  ];
  return [guest.hash, `v${INSTRUMENT_VERSION}`, ...variant.filter((part) => typeof part === "string")].join("-");
}
