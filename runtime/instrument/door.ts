/**
 * How guest code turns to the host without a system call. An import of our own would shift the index of every function; so
 * there is a table with one slot, behind the tables that the guest has, and the host puts its function there.
 *
 *     call_indirect (i32)->()  i32.const what  i32.const 0     through the table "prong:door"
 */
import { Op } from "../guest/wasm/opcodes.ts";
import { EXPORT_DOOR } from "./exports.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";

/** What the guest comes to the door for. */
export const DoorCall = {
  /** It has used up its points: may it go on? The stack may be captured in this call. */
  preempt: 0,
  /** Capturing: the frame area is full. Resuming: it is empty, and more frames are wanted. */
  frames: 1,
  /** As `preempt`: it is about to touch shared memory, and `prong:access` says how. */
  access: 2,
} as const;

export interface Door {
  readonly table: number;
  readonly type: number;
}

/** The door of a module; there is one from the first time on that somebody asks. */
export function doorOf(edit: ModuleEdit): Door {
  const type = edit.type(["i32"], []);
  const isDoor = ({ name }: { readonly name: string }) => name === EXPORT_DOOR;
  const known = edit.module.exports.find(isDoor) ?? edit.addedExports.find(isDoor);
  if (known !== undefined) return { table: known.index, type };
  const table = edit.addTable(1);
  edit.addExport(EXPORT_DOOR, "table", table);
  return { table, type };
}

export function writeDoorCall(code: CodeWriter, { table, type }: Door, what: number): void {
  code.i32(what).i32(0).with(Op.callIndirect, type).u32(table);
}
