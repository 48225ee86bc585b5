/**
 * Stack capture by Binaryen's Asyncify pass.
 *
 * The oracle that our own rewriter is compared with, and no dependency of users: only `capture: "asyncify"` loads it. Binaryen
 * is 14 MB of JavaScript that can only be loaded asynchronously; from then on it is used synchronously. Optimisation level 1
 * without passes of its own afterwards: Asyncify then cleans up what it made, and a full optimiser costs two to four times the
 * time for code that is no faster.
 */
import type Binaryen from "binaryen";
import { readLocals, walkBody } from "../guest/wasm/code.ts";
import { SectionId, type WasmModule } from "../guest/wasm/declarations.ts";
import { ByteReader } from "../guest/wasm/leb.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { readModule } from "../guest/wasm/reader.ts";
import { CaptureFailure, type CaptureOptions, type StackCapture } from "./capture-stack.ts";

type BinaryenModule = typeof Binaryen;

/** Not written into the import: who bundles Prong for a page need not have this package, nor ship it. */
const BINARYEN: string = "binaryen";

let loading: Promise<StackCapture> | undefined;
let loaded: StackCapture | undefined;
/** What Binaryen prints while it works; undefined when it may print to the console. */
let printed: string[] | undefined;

/** The tool, once `loadAsyncify` has resolved. */
export function loadedAsyncify(): StackCapture | undefined {
  return loaded;
}

export function loadAsyncify(): Promise<StackCapture> {
  loading ??= importBinaryen().then((binaryen) => {
    loaded = new Asyncify(binaryen);
    return loaded;
  });
  return loading;
}

/** Binaryen takes hold of `console.log` and `console.error` when it is loaded: give it ones whose output we can keep. */
async function importBinaryen(): Promise<BinaryenModule> {
  const { log, error } = console;
  const into =
    (print: typeof log) =>
    (...parts: unknown[]) =>
      printed === undefined ? print(...parts) : keep(parts);
  console.log = into(log);
  console.error = into(error);
  try {
    return ((await import(/* @vite-ignore */ /* webpackIgnore: true */ BINARYEN)) as { default: BinaryenModule })
      .default;
  } finally {
    console.log = log;
    console.error = error;
  }
}

/** A crash may print the whole module: keep the beginning. */
function keep(parts: unknown[]): void {
  if (printed !== undefined && printed.length < 20) printed.push(parts.join(" ").slice(0, 500));
}

const REMEDY = "compile it for plain wasm32-wasip1, without exceptions, tail calls and references in locals";

class Asyncify implements StackCapture {
  readonly #binaryen: BinaryenModule;
  /** After a crash Binaryen's own memory cannot be trusted; another module must not be made with it. */
  #isBroken = false;

  constructor(binaryen: BinaryenModule) {
    this.#binaryen = binaryen;
  }

  instrument(bytes: Uint8Array, { suspending, names }: CaptureOptions): ReturnType<StackCapture["instrument"]> {
    if (this.#isBroken)
      throw new CaptureFailure("the tool that captures stacks crashed on an earlier program", "start Prong again");
    printed = [];
    try {
      const made = this.#run(bytes, suspending.map(({ module, name }) => `${module}.${name}`).join(","), names);
      return { bytes: made, functions: countInstrumented(readModule(made)), frames: [] };
    } catch (error) {
      // What is an Error comes from the engine (a trap, an exhausted stack); Binaryen's own complaints are objects without a class.
      this.#isBroken = error instanceof Error;
      const why = explain(error);
      throw new CaptureFailure(`stack capture cannot take it: ${why}`, REMEDY, [...printed, why].join("\n"));
    } finally {
      printed = undefined;
    }
  }

  #run(bytes: Uint8Array, imports: string, names: boolean): Uint8Array {
    const binaryen = this.#binaryen;
    const module = binaryen.readBinary(bytes);
    try {
      module.setFeatures(module.getFeatures() | featuresOf(binaryen, bytes));
      binaryen.setOptimizeLevel(1);
      binaryen.setShrinkLevel(0);
      binaryen.setDebugInfo(names);
      // An empty list would mean that every import suspends: name one that no guest has.
      binaryen.setPassArgument("asyncify-imports", imports === "" ? "prong.none" : imports);
      module.runPasses(["asyncify"]);
      return module.emitBinary();
    } finally {
      binaryen.clearPassArguments();
      module.dispose();
    }
  }
}

function explain(error: unknown): string {
  if (error instanceof Error) return `Binaryen crashed (${error.message})`;
  const { message } = error as { message?: unknown };
  return message === undefined ? "Binaryen gave up without a reason" : `Binaryen says "${String(message)}"`;
}

/**
 * What the output may use. Not everything: with all features on Binaryen writes modules that no engine reads, a
 * contradictory set aborts it, and with exceptions on it must assume that every call may throw.
 */
function featuresOf({ Features }: BinaryenModule, bytes: Uint8Array): number {
  const common =
    Features.MutableGlobals |
    Features.NontrappingFPToInt |
    Features.SIMD128 |
    Features.BulkMemory |
    Features.BulkMemoryOpt |
    Features.SignExt |
    Features.ReferenceTypes |
    Features.CallIndirectOverlong |
    Features.Multivalue |
    Features.ExtendedConst;
  const usesExceptions = readModule(bytes).sections.some(({ id }) => id === SectionId.tag);
  return usesExceptions ? common | Features.ExceptionHandling : common;
}

/** A function that can be on a captured stack tests Asyncify's state, whose global is the one that `asyncify_get_state` reads. */
function countInstrumented(module: WasmModule): { instrumented: number; total: number } {
  const ours = new Set<number>();
  let state = -1;
  for (const { name, kind, index } of module.exports) {
    if (kind !== "function" || !name.startsWith("asyncify_")) continue;
    ours.add(index);
    if (name === "asyncify_get_state") state = firstGlobal(module, index);
  }
  let instrumented = 0;
  module.bodies.forEach((_, position) => {
    const index = position + module.importedFunctions.length;
    if (!ours.has(index) && readsGlobal(module, index, state)) instrumented++;
  });
  return { instrumented, total: module.bodies.length - ours.size };
}

function firstGlobal(module: WasmModule, index: number): number {
  let found = -1;
  walk(module, index, (opcode, operand) => {
    if (opcode === Op.globalGet && found < 0) found = operand;
  });
  return found;
}

function readsGlobal(module: WasmModule, index: number, global: number): boolean {
  let found = false;
  walk(module, index, (opcode, operand) => {
    found ||= opcode === Op.globalGet && operand === global;
  });
  return found;
}

function walk(module: WasmModule, index: number, visit: (opcode: number, operand: number) => void): void {
  const body = module.bodies[index - module.importedFunctions.length];
  if (body === undefined) return;
  const reader = new ByteReader(module.bytes, body.start, body.end);
  readLocals(reader);
  walkBody(reader, (instruction) => visit(instruction.opcode, instruction.index));
}
