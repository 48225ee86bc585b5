/**
 * Makes every call of the host one that a function of the guest makes plainly. To resume, a site calls whom the next frame belongs
 * to; a function of the host has no frame, so none may be called through a table, or in place of its caller by a tail call.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import { opcodeSet, type Pass } from "./weave.ts";

export function callHostPlainly(edit: ModuleEdit): void {
  const { module, standIns } = edit;
  const hostFunctions = module.importedFunctions.length;
  for (const { index } of module.references) {
    if (index < hostFunctions && !standIns.has(index)) standIns.set(index, addCaller(edit, index));
  }
  edit.passes.unshift(plainCalls(standIns, hostFunctions)); // before what asks for calls
}

/** A function that does nothing but call. */
function addCaller(edit: ModuleEdit, index: number): number {
  const { name, typeIndex } = edit.module.importedFunctions[index] as { name: string; typeIndex: number };
  const { parameters = [] } = edit.module.types[typeIndex] ?? {};
  return edit.addFunction(`${name}:call`, typeIndex, [], (code) => {
    for (let parameter = 0; parameter < parameters.length; parameter++) code.with(Op.localGet, parameter);
    code.with(Op.call, index);
  });
}

const REFERENCES = opcodeSet(Op.returnCall, Op.refFunc);

function plainCalls(standIns: ReadonlyMap<number, number>, hostFunctions: number): Pass {
  return {
    begin: () => REFERENCES,
    instead({ code }, { opcode, index }) {
      if (index >= hostFunctions) return false;
      if (opcode === Op.returnCall) code.with(Op.call, standIns.get(index) ?? index).op(Op.return);
      else code.with(Op.refFunc, standIns.get(index) ?? index);
      return true;
    },
  };
}
