/**
 * How a resumed function gets back to its normal copy: at the head of a loop, the locals that the loop needs go through globals
 * of their types, and the normal copy begins there.
 *
 * Without it a program that forks in the middle of its main loop would run in the resume copy for good. That is slower by a
 * tenth, and in large functions by much more: V8 (Node 20) gives up its better register allocator on them.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter, Zeroed } from "./wasm/writer.ts";

export class HandOver {
  /** The global with the number of the loop where the normal copy begins; 0: at its beginning. */
  readonly entry: number;
  readonly #edit: ModuleEdit;
  /** The globals of each type. */
  readonly #globals = new Map<ValueType, number[]>();

  constructor(edit: ModuleEdit) {
    this.#edit = edit;
    this.entry = edit.addGlobal();
  }

  give(code: CodeWriter, locals: readonly number[], typeOf: (local: number) => ValueType): void {
    this.#each(locals, typeOf, (local, global) => code.with(Op.localGet, local).with(Op.globalSet, global));
  }

  take(code: CodeWriter, locals: readonly number[], typeOf: (local: number) => ValueType): void {
    this.#each(locals, typeOf, (local, global) => code.with(Op.globalGet, global).with(Op.localSet, local));
  }

  /** The nth local of a type goes through the nth global of that type. */
  #each(
    locals: readonly number[],
    typeOf: (local: number) => ValueType,
    move: (local: number, global: number) => void,
  ): void {
    const used = new Map<ValueType, number>();
    for (const local of locals) {
      const type = typeOf(local);
      const nth = used.get(type) ?? 0;
      used.set(type, nth + 1);
      move(local, this.#global(type, nth));
    }
  }

  #global(type: ValueType, nth: number): number {
    let globals = this.#globals.get(type);
    if (globals === undefined) {
      globals = [];
      this.#globals.set(type, globals);
    }
    for (let n = globals.length; n <= nth; n++) globals.push(this.#edit.addGlobal(0, type as Zeroed));
    return globals[nth] as number;
  }
}
