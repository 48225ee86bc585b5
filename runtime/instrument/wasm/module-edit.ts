/**
 * A module and what is to become of it. The passes add to an edit; `writeModule` carries all of it out in one walk.
 *
 * Functions, globals, tables, types and exports are only ever *appended*: no index of the guest changes, so a function that no
 * replacement touches stays the same, byte for byte.
 */
import type { ExternalKind, WasmModule } from "../../guest/wasm/declarations.ts";
import { codeOf, type FunctionType, type ValueType } from "../../guest/wasm/types.ts";
import type { Pass } from "../weave.ts";
import { CodeWriter, type Zeroed } from "./writer.ts";

export interface AddedFunction {
  readonly name: string | undefined;
  readonly typeIndex: number;
  readonly body: Uint8Array;
}

export interface AddedGlobal {
  readonly type: Zeroed;
  initial: number;
}

export interface AddedExport {
  readonly name: string;
  readonly kind: ExternalKind;
  readonly index: number;
}

export class ModuleEdit {
  readonly addedTypes: FunctionType[] = [];
  readonly addedFunctions: AddedFunction[] = [];
  readonly addedGlobals: AddedGlobal[] = [];
  /** The sizes of tables of functions. */
  readonly addedTables: number[] = [];
  /** Functions that are in a table from the start. */
  readonly addedElements: { readonly table: number; readonly first: number; readonly functions: readonly number[] }[] =
    [];
  readonly addedExports: AddedExport[] = [];
  /** Exports of the guest that go away. */
  readonly removedExports = new Set<string>();
  /** A function that stands in for another in every reference outside of code. */
  readonly standIns = new Map<number, number>();
  /** What is done to the code of the guest, in this order. */
  readonly passes: Pass[] = [];
  memoryLimits: { readonly minimum: number; readonly maximum: number | undefined } | undefined;
  removeStart = false;
  /** Drop the section with the names of functions. */
  removeNames = false;
  /** Bodies that take the place of the guest's, by function index. */
  readonly bodies = new Map<number, Uint8Array>();

  /** The index of each type, by what it says. */
  readonly #types = new Map<string, number>();

  constructor(readonly module: WasmModule) {
    module.types.forEach((type, index) => {
      if (type === undefined) return;
      const key = keyOf(type.parameters, type.results);
      // Several typed references look the same here.
      if (!this.#types.has(key) && !key.includes("ref")) this.#types.set(key, index);
    });
  }

  type(parameters: readonly ValueType[], results: readonly ValueType[]): number {
    const key = keyOf(parameters, results);
    let index = this.#types.get(key);
    if (index === undefined) {
      index = this.module.types.length + this.addedTypes.push({ parameters, results }) - 1;
      this.#types.set(key, index);
    }
    return index;
  }

  /** Appends a function with these locals after its parameters. Answers its index. */
  addFunction(
    name: string,
    typeIndex: number,
    locals: readonly ValueType[],
    write: (code: CodeWriter) => void,
  ): number {
    const code = new CodeWriter();
    code.u32(locals.length);
    for (const type of locals) code.u32(1).u8(codeOf(type));
    write(code);
    return this.addBody(name, typeIndex, code.u8(0x0b).finish());
  }

  /** Appends a function of which the body is written already, from its locals to its `end`. Answers its index. */
  addBody(name: string | undefined, typeIndex: number, body: Uint8Array): number {
    this.addedFunctions.push({ name, typeIndex, body });
    return this.module.functions.length + this.addedFunctions.length - 1;
  }

  /** Appends a mutable global, which is zero unless it is an i32 and told otherwise. Answers its index. */
  addGlobal(initial = 0, type: Zeroed = "i32"): number {
    return this.module.globals.length + this.addedGlobals.push({ type, initial }) - 1;
  }

  /** Gives a global that was added another value to begin with. */
  setGlobal(index: number, initial: number): void {
    (this.addedGlobals[index - this.module.globals.length] as AddedGlobal).initial = initial;
  }

  /** Appends a table of so many functions. Answers its index. */
  addTable(size: number): number {
    return this.module.tables.length + this.addedTables.push(size) - 1;
  }

  /** Puts functions into a table that was added, from slot `first` on, and makes it as large as that takes. */
  fillTable(table: number, first: number, functions: readonly number[]): void {
    const added = table - this.module.tables.length;
    this.addedTables[added] = Math.max(this.addedTables[added] as number, first + functions.length);
    this.addedElements.push({ table, first, functions });
  }

  addExport(name: string, kind: ExternalKind, index: number): void {
    this.addedExports.push({ name, kind, index });
  }
}

function keyOf(parameters: readonly ValueType[], results: readonly ValueType[]): string {
  return `${parameters.join()}>${results.join()}`;
}
