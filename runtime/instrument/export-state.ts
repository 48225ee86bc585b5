/**
 * Makes all of a process's state reachable from outside: every mutable global gets an exported name, `__stack_pointer`
 * included. And it gives the module one door: instantiating runs nothing, `prong:entry` runs the start function and `_start`.
 * A start function would otherwise run where no stack can be captured, before the host has the instance in its hands.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { NumberType } from "../guest/wasm/types.ts";
import { EXPORT_ENTRY, EXPORT_GLOBAL } from "./exports.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";

/** A global that belongs to the process: save and restore `exports[exportName].value` (a bigint for i64). */
export interface ProcessGlobal {
  readonly exportName: string;
  readonly type: NumberType;
}

export function exportState(edit: ModuleEdit): ProcessGlobal[] {
  const globals: ProcessGlobal[] = [];
  edit.module.globals.forEach(({ type, mutable }, index) => {
    if (!mutable) return;
    if (type !== "i32" && type !== "i64" && type !== "f32" && type !== "f64") {
      throw new RangeError(`Cannot export global ${index} of type ${type}: inspection should have refused it`);
    }
    const exportName = `${EXPORT_GLOBAL}${index}`;
    edit.addExport(exportName, "global", index);
    globals.push({ exportName, type });
  });
  addEntry(edit);
  return globals;
}

function addEntry(edit: ModuleEdit): void {
  const start = edit.module.exports.find(({ name, kind }) => name === "_start" && kind === "function");
  if (start === undefined) throw new RangeError("Cannot add an entry to a module without _start");
  const { startFunction } = edit.module;
  const entry = edit.addFunction("prong:entry", edit.type([], []), [], (code) => {
    if (startFunction !== undefined) code.with(Op.call, startFunction);
    code.with(Op.call, start.index);
  });
  edit.removeStart = true;
  edit.addExport(EXPORT_ENTRY, "function", entry);
}
