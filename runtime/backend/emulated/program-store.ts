/** The programs of a run, by the hash of their file: inspected, instrumented and compiled once each. */
import { PAGE_SIZE } from "../../abi/layout.ts";
import { inspectGuest } from "../../guest/inspect.ts";
import type { GuestModule } from "../../guest/module.ts";
import { GuestRefusal } from "../../guest/refusal.ts";
import { PAGES_PER_WASM_PAGE, PageCopier, ZERO_PAGE } from "../../image/page.ts";
import { PageTable } from "../../image/page-table.ts";
import type { ProcessImage } from "../../image/process-image.ts";
import { type InstrumentCache, prepare, prepareNow } from "../../instrument/cache.ts";
import { EXPORT_MEMORY } from "../../instrument/exports.ts";
import type { Instrumented, InstrumentOptions } from "../../instrument/pipeline.ts";
import { CallStackReader } from "./call-stack.ts";
import { fastestComparison } from "./compare-pages.ts";
import { freshImage, type Program } from "./program.ts";
import { sameBytes } from "./same-bytes.ts";

export class ProgramStore {
  readonly #programs = new Map<string, Program>();
  readonly #cache: InstrumentCache;
  readonly #options: InstrumentOptions;

  constructor(cache: InstrumentCache, options: InstrumentOptions = {}) {
    this.#cache = cache;
    this.#options = options;
  }

  get(hash: string): Program | undefined {
    return this.#programs.get(hash);
  }

  /**
   * The program in a file, loading whatever tools that takes. Who knows the file's SHA-256 already spares it the time.
   * Throws a GuestRefusal where Prong cannot run it.
   */
  async prepare(bytes: Uint8Array, name: string, hash?: string): Promise<Program> {
    const guest = inspect(bytes.slice(), name, hash); // the caller may write to theirs
    return (
      this.#programs.get(guest.hash) ?? this.#compile(guest, await prepare(guest, this.#optionsFor(guest), this.#cache))
    );
  }

  /** A fresh image for `execve`: why it cannot be run, in a line, or undefined where `prepare` must come first. */
  load(bytes: Uint8Array, name: string): ProcessImage | string | undefined {
    const recognized = this.#recognize(bytes);
    if (recognized !== undefined) return freshImage(recognized);
    try {
      const guest = inspect(bytes, name);
      const instrumented = prepareNow(guest, this.#optionsFor(guest), this.#cache);
      return instrumented === undefined ? undefined : freshImage(this.#compile(guest, instrumented));
    } catch (error) {
      if (error instanceof GuestRefusal) return error.message;
      throw error;
    }
  }

  /** The program with these very bytes: to compare them takes microseconds, to inspect and hash them hundreds. */
  #recognize(bytes: Uint8Array): Program | undefined {
    for (const program of this.#programs.values()) if (sameBytes(program.guest.bytes, bytes)) return program;
    return undefined;
  }

  /** What never forks has nobody to share pages with: marks would only make it slower. */
  #optionsFor(guest: GuestModule): InstrumentOptions {
    const forks = guest.imports.some(({ name }) => name === "fork");
    return { ...this.#options, marks: this.#options.marks === true && forks };
  }

  #compile(guest: GuestModule, instrumented: Instrumented): Program {
    const module = compile(guest, instrumented.bytes);
    const callStacks = new CallStackReader(guest, instrumented);
    const program = {
      hash: guest.hash,
      guest,
      instrumented,
      module,
      callStacks,
      ...initialState(module, instrumented),
    };
    this.#programs.set(guest.hash, program);
    return program;
  }
}

/** Inspects a guest; the engine has the last word on whether it is valid, before any tool that trusts it to be. */
function inspect(bytes: Uint8Array, name: string, hash?: string): GuestModule {
  const guest = inspectGuest(bytes, name, hash);
  if (!WebAssembly.validate(bytes as BufferSource)) compile(guest, bytes);
  return guest;
}

function compile(guest: GuestModule, bytes: Uint8Array): WebAssembly.Module {
  try {
    return new WebAssembly.Module(bytes as BufferSource);
  } catch (error) {
    throw new GuestRefusal(
      guest.name,
      "invalid",
      `the engine refuses it: ${(error as Error).message}`,
      "check the file with `wasm-validate`, and compile it again",
    );
  }
}

/** What data segments and initialisers put into a fresh instance. Nothing of the guest runs: the entry is an export. */
function initialState(
  module: WebAssembly.Module,
  { globals, guestPages }: Instrumented,
): Pick<Program, "initialPages" | "initialResident" | "initialGlobals"> {
  const imports: Record<string, Record<string, () => never>> = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] ??= {};
    (imports[from] as Record<string, () => never>)[name] = () => {
      throw new Error("a guest made a call before it was started");
    };
  }
  const { exports } = new WebAssembly.Instance(module, imports);
  const initialPages = readPages(exports[EXPORT_MEMORY] as WebAssembly.Memory, guestPages * PAGES_PER_WASM_PAGE);
  const initialGlobals = globals.map(
    ({ exportName }) => (exports[exportName] as WebAssembly.Global).value as number | bigint,
  );
  return { initialPages, initialResident: initialPages.used, initialGlobals };
}

function readPages({ buffer }: WebAssembly.Memory, count: number): PageTable {
  const bytes = new Uint8Array(buffer);
  const table = new PageTable();
  table.grow(count);
  const holds = fastestComparison();
  const copier = new PageCopier(bytes, 1);
  for (let page = 0; page < count; page++) {
    if (!holds(bytes, page * PAGE_SIZE, ZERO_PAGE)) table.set(page, copier.take(page, 0));
  }
  return table;
}
