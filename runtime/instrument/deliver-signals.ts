/**
 * The seam for signals: after each system call, a guest that can is asked to take what is pending.
 *
 *     wrapper(arguments) {
 *       again: result = call(arguments)
 *       if (prong:pending) { prong_deliver_signals(); if (result == RESTART) goto again }      where the call may be interrupted
 *       return result
 *     }
 *
 * The guest runs its own handlers, called by its own code, so no JavaScript frame ever lies between two of its frames and a
 * handler may fork, wait or jump out. A guest that does not export `prong_deliver_signals`, or cannot
 * install a handler, is left as it is.
 *
 * Calls that `prong_deliver_signals` itself makes stay bare: it takes signals until none is left, and needs no reminding.
 */

import { RESTART } from "../abi/signal-flags.ts";
import { findSyscall, PRONG_MODULE, WASI_MODULE } from "../abi/syscall-table.ts";
import type { WasmImport } from "../guest/wasm/declarations.ts";
import { Op } from "../guest/wasm/opcodes.ts";
import { EXPORT_PENDING, GUEST_DELIVER_SIGNALS } from "./exports.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";
import { opcodeSet, type Pass } from "./weave.ts";

/** The calls after which nothing is delivered: one never returns, the others are how libraries and handlers are set up. */
const BARE = new Set([`${WASI_MODULE}.proc_exit`, `${PRONG_MODULE}.signal_take`, `${PRONG_MODULE}.use_cwd`]);

/** The call that installs handlers. */
const INSTALLS = "sigaction";

/** Where signals are delivered, in a guest that takes them. */
export interface Delivery {
  /** The global `prong:pending`. */
  readonly pending: number;
  /** The guest's `prong_deliver_signals`. */
  readonly deliver: number;
}

/** Answers undefined where the guest takes no signals. */
export function deliverSignals(edit: ModuleEdit): Delivery | undefined {
  const { module } = edit;
  const exported = module.exports.find(({ name, kind }) => name === GUEST_DELIVER_SIGNALS && kind === "function");
  if (exported === undefined) return undefined;
  const type = module.types[module.functions[exported.index] ?? -1];
  if (type === undefined || type.parameters.length + type.results.length > 0) return undefined;
  const installs = (call: WasmImport) => call.module === PRONG_MODULE && call.name === INSTALLS;
  if (!module.importedFunctions.some(installs)) return undefined;
  const delivery = { pending: edit.addGlobal(0), deliver: exported.index };
  edit.addExport(EXPORT_PENDING, "global", delivery.pending);
  module.importedFunctions.forEach((call, index) => {
    if (isWrapped(call)) edit.standIns.set(index, addWrapper(edit, call, index, delivery));
  });
  edit.passes.push(callStandIns(edit.standIns, delivery));
  return delivery;
}

/** What every delivery is: a look at the flag. Where something was delivered, it may go on to a label around it. */
export function writeDelivery(code: CodeWriter, { pending, deliver }: Delivery, label?: number): CodeWriter {
  return code.with(Op.globalGet, pending).when((inner) => {
    inner.with(Op.call, deliver);
    if (label !== undefined) inner.with(Op.br, label);
  });
}

function isWrapped({ module, name }: WasmImport): boolean {
  return findSyscall(module, name) !== undefined && !BARE.has(`${module}.${name}`);
}

function addWrapper(edit: ModuleEdit, call: WasmImport, index: number, delivery: Delivery): number {
  const { parameters = [], results = [] } = edit.module.types[call.typeIndex] ?? {};
  return edit.addFunction(`${call.name}:deliver`, call.typeIndex, results, (code) => {
    const result = parameters.length;
    const restarts = results.length === 1 && findSyscall(call.module, call.name)?.restarts === true;
    if (restarts) code.op(Op.loop).byte(0x40);
    for (let parameter = 0; parameter < parameters.length; parameter++) code.with(Op.localGet, parameter);
    code.with(Op.call, index);
    if (results.length > 0) code.with(Op.localSet, result);
    if (restarts) {
      code.with(Op.globalGet, delivery.pending).when((inner) => {
        inner.with(Op.call, delivery.deliver);
        inner.with(Op.localGet, result).i32(RESTART).op(Op.i32Eq).with(Op.brIf, 1);
      });
      code.op(Op.end);
    } else {
      writeDelivery(code, delivery);
    }
    if (results.length > 0) code.with(Op.localGet, result);
  });
}

const CALLS = opcodeSet(Op.call);

/** Puts the wrappers where code says the calls, but in `prong_deliver_signals` itself. References are host-calls.ts's. */
function callStandIns(standIns: ReadonlyMap<number, number>, { deliver }: Delivery): Pass {
  return {
    begin: ({ functionIndex }) => (functionIndex === deliver ? undefined : CALLS),
    instead(weaving, { index }) {
      const standIn = standIns.get(index);
      if (standIn === undefined) return false;
      weaving.code.with(Op.call, standIn);
      return true;
    },
  };
}
