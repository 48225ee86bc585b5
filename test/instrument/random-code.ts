/** What all code of a random program is made with: chance, locals, labels and fuel. Statements are in random-function.ts. */
import { CodeWriter } from "../../runtime/instrument/wasm/writer.ts";
import {
  CODE,
  constant,
  isReference,
  NUMBERS,
  type NumberType,
  REFERENCES,
  type Type,
  ZERO,
} from "./random-instructions.ts";
import { type Chance, type Features, GLOBALS, type Signature, type TypeList } from "./random-program.ts";

/** How deep expressions and blocks are nested. */
export const DEEPEST = 7;
export const [BLOCK, LOOP, IF, ELSE, TRY, CATCH, THROW, RETHROW, END] = [2, 3, 4, 5, 6, 7, 8, 9, 11] as const;
export const [CATCH_ALL, DELEGATE, DROP, SELECT, SELECT_TYPED] = [0x19, 0x18, 26, 27, 28] as const;
export const [BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT] = [12, 13, 14, 15, 16, 17] as const;
export const [LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET] = [0x20, 0x21, 0x22, 0x23, 0x24] as const;
export const [I32_EQZ, I32_LT_S, F32_EQ, F64_EQ, I32_ADD, I32_SUB, I32_AND] = [
  0x45, 0x48, 0x5b, 0x61, 0x6a, 0x6b, 0x71,
] as const;
export const [TABLE_GET, REF_NULL, REF_IS_NULL, REF_FUNC] = [0x25, 0xd0, 0xd1, 0xd2] as const;

/** A block that a branch may leave for its end or, a loop, go back to. */
export interface Label {
  /** What a branch brings: a loop's parameters, or a block's results. */
  readonly types: readonly Type[];
  readonly isLoop: boolean;
}

/** What is the same for all functions of a program. */
export interface Surroundings {
  readonly types: TypeList;
  /** The types of all functions, imports first. */
  readonly functions: readonly Signature[];
  readonly features: Features;
}

export abstract class CodeMaker {
  protected readonly code = new CodeWriter(1024);
  /** Types of values: references are held across calls only where a program is to be made that way. */
  protected readonly choice: readonly Type[];
  protected readonly extra: readonly Type[];
  protected readonly locals: readonly Type[];
  /** Innermost first, as branches count them. */
  protected readonly labels: Label[];
  protected depth = 0;
  /** Above 0: no call may be made here. */
  protected quiet = 0;

  constructor(
    readonly chance: Chance,
    readonly around: Surroundings,
    readonly type: Signature,
  ) {
    this.choice = around.features.references ? [...NUMBERS, ...REFERENCES] : NUMBERS;
    this.extra = [...this.choice, ...Array.from({ length: chance.below(4) }, () => chance.pick(this.choice))];
    this.locals = [...type.parameters, ...this.extra];
    this.labels = [{ types: type.results, isLoop: false }];
  }

  /** Some statements; none where there is no chance left. */
  protected abstract some(most: number): void;

  /** Code that leaves one value of a type. */
  protected abstract value(type: Type): void;

  protected values(types: readonly Type[]): void {
    for (const type of types) this.value(type);
  }

  protected declareLocals(): void {
    this.code.u32(this.extra.length);
    for (const type of this.extra) this.code.u8(1, CODE[type]);
  }

  protected leaf(type: Type): void {
    if (isReference(type)) this.#reference(type);
    else this.#number(type);
  }

  #number(type: NumberType): void {
    const globals = [...GLOBALS.keys()].filter((index) => index > 0 && GLOBALS[index] === type);
    const kind = this.chance.below(4);
    if (kind % 2 === 1) this.code.with(LOCAL_GET, this.local(type));
    else if (kind === 2 && globals.length > 0) this.code.with(GLOBAL_GET, this.chance.pick(globals));
    else this.code.u8(...constant(type, this.chance.below(128) - 64));
  }

  #reference(type: Type): void {
    const kind = this.chance.below(4);
    if (kind === 1 && this.around.features.references) this.code.with(LOCAL_GET, this.local(type));
    else if (kind === 2 && type === "funcref")
      this.code.with(REF_FUNC, this.chance.below(this.around.functions.length));
    else if (kind === 3 && type === "funcref") this.code.i32(this.chance.below(4)).u8(TABLE_GET, 0);
    else this.code.u8(REF_NULL, CODE[type]);
  }

  protected local(type: Type): number {
    return this.chance.pick([...this.locals.keys()].filter((index) => this.locals[index] === type));
  }

  /** Somewhere in the first KiB. */
  protected address(): void {
    this.value("i32");
    this.code.i32(0x3f8).op(I32_AND);
  }

  /** A value whose bits may be looked at: 0 instead of a NaN. */
  protected seen(type: Type): void {
    this.value(type);
    if (type !== "f32" && type !== "f64") return;
    const local = this.locals.indexOf(type, this.type.parameters.length);
    this.code.with(LOCAL_TEE, local).zero(type).with(LOCAL_GET, local).with(LOCAL_GET, local);
    this.code.u8(type === "f32" ? F32_EQ : F64_EQ, SELECT);
  }

  /** A block around what `body` makes. Its parameters are on the stack before it, and again where the body begins. */
  protected block(opcode: number, parameters: readonly Type[], results: readonly Type[], body: () => void): void {
    this.open(opcode, parameters, results);
    body();
    this.labels.shift();
    this.code.op(END);
  }

  protected open(opcode: number, parameters: readonly Type[], results: readonly Type[]): void {
    const code = this.code.op(opcode);
    if (parameters.length > 0 || results.length > 1) code.s32(this.around.types.index({ parameters, results }));
    else code.u8(results[0] === undefined ? 0x40 : CODE[results[0]]);
    this.labels.unshift({ types: opcode === LOOP ? parameters : results, isLoop: opcode === LOOP });
  }

  protected when(body: () => void): void {
    this.value("i32");
    this.block(IF, [], [], body);
  }

  /** Leaves for a label, and takes along what it wants. What follows is dead code. */
  protected branch(depth: number): void {
    this.arguments(depth);
    if (depth === this.labels.length - 1 && this.chance.below(2) === 0) this.code.op(RETURN);
    else this.code.with(BR, depth);
  }

  /** What a branch takes along; one back to a loop costs fuel. */
  protected arguments(depth: number): void {
    const { types, isLoop } = this.labels[depth] as Label;
    if (isLoop) this.burn();
    this.values(types);
  }

  /** Ends the function where the program has no fuel left. */
  protected burn(): void {
    const code = this.code.with(GLOBAL_GET, 0).i32(1).op(I32_SUB).with(GLOBAL_SET, 0);
    code.with(GLOBAL_GET, 0).i32(0).u8(I32_LT_S, IF, 0x40);
    for (const type of this.type.results) code.u8(...ZERO[type]);
    code.u8(RETURN, END);
  }
}

/** Where in the table the imports begin: behind the program's own functions, so that neighbours have the same type there too. */
export function importsInTable(own: number): number {
  return own + (own & 1);
}
