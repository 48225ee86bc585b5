/**
 * Our own stack capture: every function that can be on a captured stack gets code that stops and resumes it (resumable.ts).
 * All others stay byte for byte as they were. Milliseconds, where Binaryen takes seconds, and it needs nothing but itself.
 *
 *     prong:state    0 running, 1 capturing, 2 resuming
 *     prong:cursor   while capturing, where the next frame goes; while resuming, the end of the frames that are left
 *
 * Capturing, the innermost function writes its frame first and returns, and so on outwards. Resuming, the outermost takes the
 * last frame, jumps to its site and makes the same call again, and so on inwards.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import { readTypedBody } from "../guest/wasm/read-body.ts";
import { readModule } from "../guest/wasm/reader.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import { findCallSites } from "./call-sites.ts";
import type { CaptureOptions, StackCapture } from "./capture-stack.ts";
import { EXPORT_CURSOR, EXPORT_STATE } from "./exports.ts";
import { Frame } from "./frame.ts";
import { type Reach, reach } from "./reach.ts";
import { type Surroundings, writeResumable } from "./resumable.ts";
import { ModuleEdit } from "./wasm/module-edit.ts";
import { writeModule } from "./wasm/write-module.ts";

/**
 * A function with more instructions than this, or with a loop, runs in a copy of its own that cannot resume. (Measured: from 0 to
 * 1,000 the number is within noise; loops in one body with the dispatch cost 10 to 40 %.)
 */
const SMALL = 200;

export class Rewriter implements StackCapture {
  instrument(
    bytes: Uint8Array,
    { suspending, names: keepsNames }: CaptureOptions,
  ): ReturnType<StackCapture["instrument"]> {
    const module = readModule(bytes);
    const edit = new ModuleEdit(module);
    edit.removeNames = !keepsNames;
    const globals = { state: edit.addGlobal(0), cursor: edit.addGlobal(0) };
    edit.addExport(EXPORT_STATE, "global", globals.state);
    edit.addExport(EXPORT_CURSOR, "global", globals.cursor);
    const names = new Set(suspending.map((call) => `${call.module}.${call.name}`));
    const suspends = (index: number) => {
      const call = module.importedFunctions[index];
      return call !== undefined && names.has(`${call.module}.${call.name}`);
    };
    const reached = reach(module, suspends);
    let instrumented = 0;
    for (const index of [...reached.functions].sort((a, b) => a - b)) {
      if (instrumentFunction(edit, index, globals, suspends, reached)) instrumented++;
    }
    return { bytes: writeModule(edit), functions: { instrumented, total: module.bodies.length } };
  }
}

function instrumentFunction(
  edit: ModuleEdit,
  index: number,
  globals: Surroundings["globals"],
  suspends: (index: number) => boolean,
  reached: Reach,
): boolean {
  const { module } = edit;
  const body = readTypedBody(module, index);
  const sites = findCallSites(body, (i) => {
    const opcode = body.opcode(i);
    if (opcode === Op.call) return suspends(body.index(i)) || reached.functions.has(body.index(i));
    return opcode === Op.callIndirect && reached.indirect(body.index(i));
  });
  if (sites === undefined) return false;
  const types: ValueType[] = [...body.parameters, ...body.locals, ...sites.added, "i32"];
  const frame = new Frame(index, (local) => types[local] as ValueType, globals.cursor);
  for (const local of sites.saved) frame.reserve(local);
  const around = { globals, typeOfResults: (results: readonly ValueType[]) => edit.type([], results) };
  if (isSmall(body)) {
    edit.bodies.set(index, writeResumable(body, sites, frame, "whole", { ...around, resumeFunction: -1 }));
    return true;
  }
  const typeIndex = module.functions[index] as number;
  const resume = writeResumable(body, sites, frame, "resume", { ...around, resumeFunction: -1 });
  const resumeFunction = edit.addBody(`resume:${index}`, typeIndex, resume);
  edit.bodies.set(index, writeResumable(body, sites, frame, "normal", { ...around, resumeFunction }));
  return true;
}

function isSmall(body: TypedBody): boolean {
  if (body.length > SMALL) return false;
  for (let i = 0; i < body.length; i++) if (body.opcode(i) === Op.loop) return false;
  return true;
}
