/**
 * Our own stack capture: every function that can be on a captured stack gets code that stops it (normal-copy.ts), and a second
 * copy that resumes it (resume-copy.ts). All others stay byte for byte as they were. Milliseconds, where Binaryen takes seconds,
 * and it needs nothing but itself.
 *
 *     prong:state    0 running, 1 capturing, 2 resuming
 *     prong:cursor   while capturing, where the next frame goes; while resuming, the end of the frames that are left
 *
 * Capturing, the innermost function writes its frame first and returns, and so on outwards. Resuming, `prong:resume` takes the
 * last frame, jumps to its site and calls whom the next frame belongs to, and so on inwards.
 */
import { BodyRoom } from "../guest/wasm/body-room.ts";
import type { WasmModule } from "../guest/wasm/declarations.ts";
import { labelOf } from "../guest/wasm/names.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { readTypedBody } from "../guest/wasm/read-body.ts";
import { readModule } from "../guest/wasm/reader.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import { findCallSites } from "./call-sites.ts";
import { CaptureFailure, type CaptureOptions, type FrameLayout, type StackCapture } from "./capture-stack.ts";
import { EXPORT_ENTRY, EXPORT_RESUME } from "./exports.ts";
import { Frame } from "./frame.ts";
import { FrameArea, MOST_BYTES } from "./frame-area.ts";
import type { Surroundings, Suspendable } from "./function-copy.ts";
import { HandOver } from "./hand-over.ts";
import { NormalCopy } from "./normal-copy.ts";
import { type Reach, reach } from "./reach.ts";
import { ResumeCopy } from "./resume-copy.ts";
import { type AddedFunction, ModuleEdit } from "./wasm/module-edit.ts";
import { writeModule } from "./wasm/write-module.ts";
import { CodeWriter } from "./wasm/writer.ts";

/** How many functions that do nothing make up for a copy. */
const SMALL_PER_COPY = 4;

export class Rewriter implements StackCapture {
  instrument(
    bytes: Uint8Array,
    { suspending, names: keepsNames }: CaptureOptions,
  ): ReturnType<StackCapture["instrument"]> {
    const module = readModule(bytes);
    const edit = new ModuleEdit(module);
    edit.removeNames = !keepsNames;
    const area = new FrameArea(edit);
    const names = new Set(suspending.map((call) => `${call.module}.${call.name}`));
    const suspends = (index: number) => {
      const call = module.importedFunctions[index];
      return call !== undefined && names.has(`${call.module}.${call.name}`);
    };
    const reached = reach(module, suspends, area.door.table);
    const copies = new Copies(edit, area, reached);
    const room = new BodyRoom();
    for (const index of reached.functions) {
      const found = suspendable(readTypedBody(module, index, room), suspends, reached, area, copies.frames.length + 1);
      if (found === undefined) copies.pass(index);
      else copies.write(found);
    }
    const { frames } = copies;
    copies.finish();
    return {
      bytes: writeModule(edit),
      functions: { instrumented: frames.length, total: module.bodies.length },
      frames,
    };
  }
}

/** Undefined where a function cannot be on a captured stack: all it does is to end in a call of one that can. */
function suspendable(
  body: TypedBody,
  suspends: (index: number) => boolean,
  reached: Reach,
  area: FrameArea,
  id: number,
): Suspendable | undefined {
  const sites = findCallSites(body, (i) => {
    const opcode = body.opcode(i);
    if (opcode === Op.call) return suspends(body.index(i)) || reached.functions.has(body.index(i));
    return opcode === Op.callIndirect && (body.tableIndex(i) === area.door.table || reached.indirect(body.index(i)));
  });
  if (sites === undefined) return undefined;
  const types = body.parameters.concat(body.locals, sites.added, "i32");
  const frame = new Frame(id, (local) => types[local] as ValueType, area.cursor);
  for (const local of sites.saved) if (!frame.reserve(local)) throw cannotKeep(body, types[local] as ValueType);
  return { body, sites, frame, saves: [] };
}

/** Writes the copies of one function after the other: what was found out about one is needed no longer than that. */
class Copies {
  /** The functions that were written. */
  readonly frames: FrameLayout[] = [];
  readonly #edit: ModuleEdit;
  readonly #around: Surroundings;
  readonly #entry: number | undefined;
  readonly #resumeCopies: number[] = [];
  /** The index of each function's resume copy, which is known before it is written: there is one for all that are reached. */
  readonly #places = new Map<number, number>();
  /** The third copies, which come behind those. */
  readonly #entered: AddedFunction[] = [];
  readonly #firstEntered: number;

  constructor(edit: ModuleEdit, area: FrameArea, reached: Reach) {
    this.#edit = edit;
    this.#around = {
      area,
      handOver: new HandOver(edit),
      resumeTable: edit.addTable(1),
      resumeCopyOf: (callee) => (reached.leaves(callee) ? undefined : this.#places.get(callee)),
      typeOfResults: (results) => edit.type([], results),
      code: new CodeWriter(4096 + 2 * edit.module.bytes.length),
    };
    this.#entry = edit.module.exports.find(({ name }) => name === EXPORT_ENTRY)?.index;
    let place = edit.module.functions.length + edit.addedFunctions.length;
    for (const index of reached.functions) this.#places.set(index, place++);
    this.#firstEntered = place;
  }

  write(found: Suspendable): void {
    const { functionIndex, results } = found.body;
    const successor = this.#writeNormal(found);
    const copy = new ResumeCopy(found, this.#around, successor).write();
    const index = this.#edit.addBody(`resume:${functionIndex}`, this.#around.typeOfResults(results), copy);
    if (functionIndex === this.#entry) this.#edit.addExport(EXPORT_RESUME, "function", index);
    this.#resumeCopies.push(index);
    this.frames.push([functionIndex, found.frame.size]);
  }

  /** One that cannot be on a captured stack: the call of it cannot be resumed, but is written. */
  pass(functionIndex: number): void {
    const { types, functions } = this.#edit.module;
    const results = types[functions[functionIndex] as number]?.results ?? [];
    this.#edit.addBody(undefined, this.#around.typeOfResults(results), UNREACHABLE);
  }

  /**
   * Answers the function that takes over from the resume copy: one more copy, as to be entered in the middle costs a test at the
   * beginning, and registers. (Measured in one copy: recursion with a loop in it ran 1.26 times as long as plain, not 1.16, and
   * Lua 1.22 times, not 1.06, as V8 has another register allocator for functions that are too large.)
   */
  #writeNormal(found: Suspendable): number {
    const { functionIndex } = found.body;
    this.#edit.bodies.set(functionIndex, new NormalCopy(found, this.#around, false).write());
    if (found.sites.handedOver === undefined) return functionIndex;
    const typeIndex = this.#edit.module.functions[functionIndex] as number;
    const body = new NormalCopy(found, this.#around, true).write();
    return this.#firstEntered + this.#entered.push({ name: `enter:${functionIndex}`, typeIndex, body }) - 1;
  }

  finish(): void {
    let [functionIndex, largest] = [0, 0];
    for (const [index, size] of this.frames) if (size > largest) [functionIndex, largest] = [index, size];
    if (!this.#around.area.finish(largest)) throw tooLarge(this.#edit.module, functionIndex, largest);
    for (const { name, typeIndex, body } of this.#entered) this.#edit.addBody(name, typeIndex, body);
    this.#edit.fillTable(this.#around.resumeTable, 1, this.#resumeCopies);
    addSmallFunctions(this.#edit, SMALL_PER_COPY * this.#resumeCopies.length);
  }
}

/**
 * Functions that do nothing and that nobody calls. V8 inlines less in a module that has few small functions, as it takes it for
 * one that is optimised already; and copies are large. (Measured with Node 24: without these fib runs 1.8 times as long as
 * plain, a tree 1.2 times; with them, or with the copies in a module of their own, 1.15 and 0.96. Node 20 does not care.)
 */
function addSmallFunctions(edit: ModuleEdit, count: number): void {
  const type = edit.type([], []);
  for (let n = 0; n < count; n++) edit.addBody(undefined, type, NOTHING);
}

/** No locals, and the end. */
const NOTHING = new Uint8Array([0, Op.end]);
const UNREACHABLE = new Uint8Array([0, Op.unreachable, Op.end]);

function cannotKeep({ module, functionIndex }: TypedBody, type: ValueType): CaptureFailure {
  return new CaptureFailure(
    `${labelOf(module, functionIndex)} keeps a reference (${type}) while it calls what may wait, and a frame cannot hold that`,
    "do not keep references in variables across calls that may wait",
  );
}

function tooLarge(module: WasmModule, functionIndex: number, largest: number): CaptureFailure {
  return new CaptureFailure(
    `${labelOf(module, functionIndex)} keeps ${largest} bytes in variables while it calls what may wait, and a frame holds less than ${MOST_BYTES}`,
    "split the function, or keep large values in memory",
  );
}
