/**
 * One function of a random program: statements and expressions in Wasm's own order, every choice taken from bytes.
 * Over 300 lines: because all of it is one recursion, through statements, expressions and blocks.
 */
import { CodeWriter } from "../../runtime/instrument/wasm/writer.ts";
import { BINARY, CODE, constant, FROM, LOAD, STORE, TYPES, type Type, ZERO } from "./random-instructions.ts";
import { type Chance, GLOBALS, IMPORTS, type Signature, type TypeList } from "./random-program.ts";

/** How deep expressions and blocks are nested. */
const DEEPEST = 7;
const [BLOCK, LOOP, IF, ELSE, TRY, CATCH, THROW, END] = [0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x0b] as const;
const [BR, BR_IF, BR_TABLE, RETURN, CALL, CALL_INDIRECT, DROP, SELECT] = [12, 13, 14, 15, 16, 17, 26, 27] as const;
const [LOCAL_GET, LOCAL_SET, LOCAL_TEE, GLOBAL_GET, GLOBAL_SET] = [0x20, 0x21, 0x22, 0x23, 0x24] as const;
const [I32_EQZ, I32_LT_S, F32_EQ, F64_EQ, I32_ADD, I32_SUB, I32_AND] = [
  0x45, 0x48, 0x5b, 0x61, 0x6a, 0x6b, 0x71,
] as const;

/** A block that a branch may leave for its end or, a loop, go back to. */
interface Label {
  readonly types: readonly Type[];
  readonly isLoop: boolean;
}

type Fits = (type: Signature, index: number) => boolean;

export class FunctionMaker {
  readonly #code = new CodeWriter(1024);
  readonly #extra: readonly Type[];
  readonly #locals: readonly Type[];
  /** Innermost first, as branches count them. */
  readonly #labels: Label[];
  #depth = 0;
  /** Above 0: no call may be made here. */
  #quiet = 0;

  constructor(
    readonly chance: Chance,
    readonly types: TypeList,
    readonly functions: readonly Signature[],
    readonly type: Signature,
  ) {
    this.#extra = [...TYPES, ...Array.from({ length: chance.below(4) }, () => chance.pick(TYPES))];
    this.#locals = [...type.parameters, ...this.#extra];
    this.#labels = [{ types: type.results, isLoop: false }];
  }

  /** Locals, code and its end. `all` are functions that it calls in any case. */
  make(all: readonly number[] = []): Uint8Array {
    const code = this.#code.u32(this.#extra.length);
    for (const type of this.#extra) code.u8(1, CODE[type]);
    this.#burn();
    this.#some(6);
    for (const index of all) this.#dropCall((_, other) => other === index);
    this.#some(6);
    this.#values(this.type.results);
    return code.op(END).finish();
  }

  /** Some statements; none where there is no chance left. */
  #some(most: number): void {
    for (let left = this.chance.below(most + 1); left > 0; left--) {
      if (this.chance.isSpent || this.#depth >= DEEPEST) return;
      this.#depth++;
      this.chance.pick(this.#statements)();
      this.#depth--;
    }
  }

  readonly #statements: readonly (() => void)[] = [
    () => this.#dropCall(),
    () => this.#setLocal(this.chance.pick(TYPES)),
    () => this.#store(this.chance.pick(TYPES)),
    () => this.#setGlobal(1 + this.chance.below(GLOBALS.length - 1)),
    () => this.#block([], BLOCK, () => this.#some(4)),
    () => this.#ifElse(),
    () => this.#block([], LOOP, () => this.#round()),
    () => this.#when(() => this.#branch(this.chance.below(this.#labels.length))),
    () => this.#branchIf(),
    () => this.#branchTable(),
    () => (this.chance.below(3) === 0 ? this.#branch(this.chance.below(this.#labels.length)) : this.#throw()),
    () => this.#try([]),
    () => this.#waiting(this.chance.pick(TYPES)),
    () => this.#dropCall(),
  ];

  #values(types: readonly Type[]): void {
    for (const type of types) this.#value(type);
  }

  /** Code that leaves one value of a type. */
  #value(type: Type): void {
    const isDone = this.#depth >= DEEPEST || this.chance.isSpent;
    this.#depth++;
    if (isDone) this.#leaf(type);
    else this.chance.pick(this.#expressions)(type);
    this.#depth--;
  }

  readonly #expressions: readonly ((type: Type) => void)[] = [
    (type) => this.#leaf(type),
    (type) => this.#leaf(type),
    (type) => this.#binary(type),
    (type) => this.#binary(type),
    (type) => this.#convert(type),
    (type) => this.#load(type),
    (type) => this.#select(type),
    (type) => this.#block([type], BLOCK, () => this.#inside(type)),
    (type) => this.#ifElseFor(type),
    (type) => this.#loopFor(type),
    (type) => this.#tee(type),
    (type) => this.#try([type]),
    (type) => this.#twoResults(type),
    (type) => this.#callFor(type),
    (type) => this.#callFor(type),
  ];

  #leaf(type: Type): void {
    const globals = [...GLOBALS.keys()].filter((index) => index > 0 && GLOBALS[index] === type);
    const kind = this.chance.below(4);
    if (kind % 2 === 1) this.#code.with(LOCAL_GET, this.#local(type));
    else if (kind === 2 && globals.length > 0) this.#code.with(GLOBAL_GET, this.chance.pick(globals));
    else this.#code.u8(...constant(type, this.chance.below(128) - 64));
  }

  #binary(type: Type): void {
    this.#value(type);
    this.#some(3); // with a value waiting on the stack
    this.#value(type);
    this.#code.u8(...this.chance.pick(BINARY[type]));
  }

  #convert(type: Type): void {
    const [from, code] = this.chance.pick(FROM[type]);
    this.#value(from);
    this.#code.u8(...code);
  }

  #load(type: Type): void {
    this.#address();
    this.#code.u8(...LOAD[type], 0, 0);
  }

  #store(type: Type): void {
    this.#address();
    this.#seen(type);
    this.#code.u8(...STORE[type], 0, 0);
  }

  /** Somewhere in the first KiB. */
  #address(): void {
    this.#value("i32");
    this.#code.i32(0x3f8).op(I32_AND);
  }

  #select(type: Type): void {
    this.#values([type, type, "i32"]);
    this.#code.op(SELECT);
  }

  #local(type: Type): number {
    return this.chance.pick([...this.#locals.keys()].filter((index) => this.#locals[index] === type));
  }

  #setLocal(type: Type): void {
    this.#value(type);
    this.#code.with(LOCAL_SET, this.#local(type));
  }

  #tee(type: Type): void {
    this.#value(type);
    this.#code.with(LOCAL_TEE, this.#local(type));
  }

  #setGlobal(index: number): void {
    this.#seen(GLOBALS[index] as Type);
    this.#code.with(GLOBAL_SET, index);
  }

  /** A value whose bits may be looked at: 0 instead of a NaN. */
  #seen(type: Type): void {
    this.#value(type);
    if (type !== "f32" && type !== "f64") return;
    const local = this.#locals.indexOf(type, this.type.parameters.length);
    this.#code.with(LOCAL_TEE, local).zero(type).with(LOCAL_GET, local).with(LOCAL_GET, local);
    this.#code.u8(type === "f32" ? F32_EQ : F64_EQ, SELECT);
  }

  #waiting(type: Type): void {
    this.#value(type);
    this.#some(2);
    this.#code.op(DROP);
  }

  #dropCall(fits: Fits = () => true): void {
    const index = this.#call(fits);
    for (const _ of this.functions[index]?.results ?? []) this.#code.op(DROP);
  }

  /** A call whose first result is of this type; another is dropped. */
  #callFor(type: Type): void {
    const index = this.#call(({ results }) => results[0] === type);
    if (index < 0) this.#leaf(type);
    else if (this.functions[index]?.results.length === 2) this.#code.op(DROP);
  }

  /** Answers which function is called, where the call is direct; -1: none may be. */
  #call(fits: Fits): number {
    const { chance, functions } = this;
    const fitting = [...functions.keys()].filter((index) => fits(functions[index] as Signature, index));
    if (this.#quiet > 0 || fitting.length === 0) return -1;
    const index = chance.pick(fitting);
    const type = functions[index] as Signature;
    this.#values(type.parameters);
    if (index < IMPORTS.length || chance.below(2) === 0) this.#code.with(CALL, index);
    else this.#callThroughTable(index - IMPORTS.length, type);
    return index;
  }

  /** Of two neighbours, a value decides. */
  #callThroughTable(entry: number, type: Signature): void {
    const pair = entry & ~1;
    if (pair + 1 < this.functions.length - IMPORTS.length) {
      this.#value("i32");
      this.#code.i32(1).op(I32_AND).i32(pair).op(I32_ADD);
    } else {
      this.#code.i32(entry);
    }
    this.#code.with(CALL_INDIRECT, this.types.index(type)).u8(0);
  }

  #block(results: readonly Type[], opcode: number, body: () => void): void {
    const code = this.#code.op(opcode);
    if (results.length > 1) code.s32(this.types.index({ parameters: [], results }));
    else code.u8(results[0] === undefined ? 0x40 : CODE[results[0]]);
    this.#labels.unshift({ types: opcode === LOOP ? [] : results, isLoop: opcode === LOOP });
    body();
    this.#labels.shift();
    code.op(END);
  }

  #inside(type: Type): void {
    this.#some(3);
    this.#value(type);
  }

  #when(body: () => void): void {
    this.#value("i32");
    this.#block([], IF, body);
  }

  #ifElse(): void {
    this.#when(() => {
      this.#some(3);
      if (this.chance.below(3) === 0) return;
      this.#code.op(ELSE);
      this.#some(3);
    });
  }

  #ifElseFor(type: Type): void {
    this.#value("i32");
    this.#block([type], IF, () => {
      this.#inside(type);
      this.#code.op(ELSE);
      this.#inside(type);
    });
  }

  #round(): void {
    this.#some(4);
    if (this.chance.below(4) !== 0) this.#branch(0);
  }

  #loopFor(type: Type): void {
    this.#block([type], LOOP, () => {
      this.#some(2);
      this.#when(() => this.#branch(1));
      this.#inside(type);
    });
  }

  #twoResults(type: Type): void {
    const second = this.chance.pick(TYPES);
    this.#block([type, second], BLOCK, () => {
      this.#inside(type);
      this.#value(second);
    });
    this.#code.op(DROP);
  }

  /** A try that may throw, and a catch of it without calls. */
  #try(results: readonly Type[]): void {
    this.#block(results, TRY, () => {
      this.#some(3);
      this.#throw();
      this.#values(results);
      this.#code.u8(CATCH, 0).with(LOCAL_SET, this.#local("i32"));
      this.#quiet++;
      this.#some(2);
      this.#values(results);
      this.#quiet--;
    });
  }

  /** Throws, when a value says so. */
  #throw(): void {
    this.#value("i32");
    this.#code.i32(7).u8(I32_AND, I32_EQZ);
    this.#block([], IF, () => {
      this.#value("i32");
      this.#code.with(THROW, 0);
    });
  }

  /** Leaves for a label, and takes along what it wants. What follows is dead code. */
  #branch(depth: number): void {
    this.#arguments(depth);
    if (depth === this.#labels.length - 1 && this.chance.below(2) === 0) this.#code.op(RETURN);
    else this.#code.with(BR, depth);
  }

  #arguments(depth: number): void {
    const { types, isLoop } = this.#labels[depth] as Label;
    if (isLoop) this.#burn();
    this.#values(types);
  }

  #branchIf(): void {
    const depth = this.chance.below(this.#labels.length);
    this.#arguments(depth);
    this.#value("i32");
    this.#code.with(BR_IF, depth);
    for (const _ of (this.#labels[depth] as Label).types) this.#code.op(DROP);
  }

  /** To labels that want the same. */
  #branchTable(): void {
    const { types } = this.chance.pick(this.#labels);
    this.#when(() => {
      const same = [...this.#labels.keys()].filter((depth) => `${this.#labels[depth]?.types}` === `${types}`);
      const labels = Array.from({ length: 1 + this.chance.below(4) }, () => this.chance.pick(same));
      this.#burn();
      this.#values([...types, "i32"]);
      this.#code.with(BR_TABLE, labels.length - 1);
      for (const depth of labels) this.#code.u32(depth);
    });
  }

  /** Ends the function where the program has no fuel left. */
  #burn(): void {
    const code = this.#code.with(GLOBAL_GET, 0).i32(1).op(I32_SUB).with(GLOBAL_SET, 0);
    code.with(GLOBAL_GET, 0).i32(0).u8(I32_LT_S, IF, 0x40);
    for (const type of this.type.results) code.u8(...ZERO[type]);
    code.u8(RETURN, END);
  }
}
