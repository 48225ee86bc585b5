/**
 * The seam for signals: after each system call, a guest that can is asked to take what is pending.
 *
 *     wrapper(arguments) { result = call(arguments); if (prong:pending) prong_deliver_signals(); return result }
 *
 * The guest runs its own handlers, called by its own code, so no JavaScript frame ever lies between two of its frames and a
 * handler may fork, wait or jump out. A guest that does not export `prong_deliver_signals` is left as it is.
 *
 * Calls that `prong_deliver_signals` itself makes stay bare: it takes signals until none is left, and needs no reminding.
 */
import { findSyscall, PRONG_MODULE, WASI_MODULE } from "../abi/syscall-table.ts";
import type { WasmImport } from "../guest/wasm/declarations.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { EXPORT_PENDING, GUEST_DELIVER_SIGNALS } from "./exports.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";

/** The calls after which nothing is delivered: one never returns, the others are how libraries and handlers are set up. */
const BARE = new Set([`${WASI_MODULE}.proc_exit`, `${PRONG_MODULE}.signal_take`, `${PRONG_MODULE}.use_cwd`]);

/** Answers whether the guest takes signals. */
export function deliverSignals(edit: ModuleEdit): boolean {
  const { module } = edit;
  const deliver = module.exports.find(({ name, kind }) => name === GUEST_DELIVER_SIGNALS && kind === "function");
  if (deliver === undefined) return false;
  const type = module.types[module.functions[deliver.index] ?? -1];
  if (type === undefined || type.parameters.length + type.results.length > 0) return false;
  const pending = edit.addGlobal(0);
  edit.addExport(EXPORT_PENDING, "global", pending);
  module.importedFunctions.forEach((call, index) => {
    if (isWrapped(call)) edit.standIns.set(index, addWrapper(edit, call, index, pending, deliver.index));
  });
  edit.keepCallsOf.add(deliver.index);
  return true;
}

function isWrapped({ module, name }: WasmImport): boolean {
  return findSyscall(module, name) !== undefined && !BARE.has(`${module}.${name}`);
}

function addWrapper(edit: ModuleEdit, call: WasmImport, index: number, pending: number, deliver: number): number {
  const { parameters = [], results = [] } = edit.module.types[call.typeIndex] ?? {};
  return edit.addFunction(`${call.name}:deliver`, call.typeIndex, results, (code) => {
    for (let parameter = 0; parameter < parameters.length; parameter++) code.with(Op.localGet, parameter);
    code.with(Op.call, index);
    for (let result = results.length - 1; result >= 0; result--) code.with(Op.localSet, parameters.length + result);
    code.with(Op.globalGet, pending).when((inner) => inner.with(Op.call, deliver));
    for (let result = 0; result < results.length; result++) code.with(Op.localGet, parameters.length + result);
  });
}
