/**
 * Makes all of a process's state reachable from outside: every mutable global gets an exported name, `__stack_pointer`
 * included. And it gives the module one door: instantiating runs nothing, `prong:entry` runs the start function and `_start`.
 * A start function would otherwise run where no stack can be captured, before the host has the instance in its hands.
 * A process whose code has trapped enters there again, with `prong:pending` saying so, to take the signal for it.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { NumberType } from "../guest/wasm/types.ts";
import type { Delivery } from "./deliver-signals.ts";
import { EXPORT_ENTRY, EXPORT_GLOBAL, PENDING_TRAP } from "./exports.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";

/** A global that belongs to the process: save and restore `exports[exportName].value` (a bigint for i64). */
export interface ProcessGlobal {
  readonly exportName: string;
  readonly type: NumberType;
}

export function exportState(edit: ModuleEdit, delivery?: Delivery): ProcessGlobal[] {
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
  addEntry(edit, delivery);
  return globals;
}

function addEntry(edit: ModuleEdit, delivery: Delivery | undefined): void {
  const start = edit.module.exports.find(({ name, kind }) => name === "_start" && kind === "function");
  if (start === undefined) throw new RangeError("Cannot add an entry to a module without _start");
  const { startFunction } = edit.module;
  const entry = edit.addFunction("prong:entry", edit.type([], []), [], (code) => {
    if (delivery !== undefined) {
      code
        .with(Op.globalGet, delivery.pending)
        .i32(PENDING_TRAP)
        .op(Op.i32Eq)
        .when((inner) => {
          inner.i32(1).with(Op.globalSet, delivery.pending).with(Op.call, delivery.deliver).op(Op.return);
        });
    }
    if (startFunction !== undefined) code.with(Op.call, startFunction);
    code.with(Op.call, start.index);
  });
  edit.removeStart = true;
  edit.addExport(EXPORT_ENTRY, "function", entry);
}
