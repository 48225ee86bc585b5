/** One function of a random program: statements and expressions in Wasm's own order, every choice taken from bytes. */
import { CodeWriter } from "../../runtime/instrument/wasm/writer.ts";
import { type Chance, CODE, GLOBALS, IMPORTS, type Signature, TYPES, type Type, type TypeList } from "./random-program.ts";

/** Instructions from two operands, and from one of another type: none traps. */
const BINARY: Readonly<Record<Type, readonly (readonly number[])[]>> = {
  i32: [[0x6a], [0x6b], [0x6c], [0x71], [0x73], [0x74], [0x78]],
  i64: [[0x7c], [0x7d], [0x7e], [0x84], [0x85], [0x88], [0x89]],
  f32: [[0x92], [0x93], [0x94], [0x96], [0x97]],
  f64: [[0xa0], [0xa1], [0xa2], [0xa4], [0xa5]],
  v128: [[0xfd, 0x50], [0xfd, 0x51], [0xfd, 0xae, 1], [0xfd, 0xce, 1]],
};
const FROM: Readonly<Record<Type, readonly (readonly [from: Type, ...code: number[]])[]>> = {
  i32: [["i32", 0x45], ["i32", 0xc0], ["i64", 0xa7], ["f32", 0xfc, 0], ["f64", 0xfc, 2], ["v128", 0xfd, 0x1b, 2]],
  i64: [["i32", 0xac], ["i32", 0xad], ["i64", 0x7a], ["f32", 0xfc, 4], ["f64", 0xfc, 6], ["v128", 0xfd, 0x1d, 1]],
  f32: [["i32", 0xb2], ["i64", 0xb4], ["f32", 0x8c], ["f64", 0xb6]],
  f64: [["i32", 0xb7], ["i64", 0xb9], ["f64", 0x99], ["f32", 0xbb]],
  v128: [["i32", 0xfd, 0x11], ["i64", 0xfd, 0x12], ["v128", 0xfd, 0x4d]],
};
const LOAD: Readonly<Record<Type, readonly number[]>> = { i32: [0x28], i64: [0x29], f32: [0x2a], f64: [0x2b], v128: [0xfd, 0] };
const STORE: Readonly<Record<Type, readonly number[]>> = { i32: [0x36], i64: [0x37], f32: [0x38], f64: [0x39], v128: [0xfd, 11] };

/** How deep expressions and blocks are nested. */
const DEEPEST = 7;
/** Of a block that a branch may leave for its end, or go back to. */
interface Label {
  readonly types: readonly Type[];
  readonly isLoop: boolean;
}

export class FunctionMaker {
  readonly #code = new CodeWriter(1024);
  readonly #locals: readonly Type[];
  readonly #extra: readonly Type[];
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
    const code = this.#code;
    code.u32(this.#extra.length);
    for (const type of this.#extra) code.u8(1, CODE[type]);
    this.#burn();
    this.#statements(6);
    for (const index of all) this.#dropCall((_, other) => other === index);
    this.#statements(6);
    for (const type of this.type.results) this.#value(type);
    return code.u8(0x0b).finish();
  }

  #statements(most: number): void {
    for (let left = this.chance.below(most + 1); left > 0 && !this.chance.isSpent; left--) this.#statement();
  }

  #statement(): void {
    const { chance } = this;
    const code = this.#code;
    if (this.#depth >= DEEPEST) return;
    this.#depth++;
    switch (chance.below(14)) {
      case 0:
        return this.#leave(() => this.#setLocal(chance.pick(TYPES)));
      case 1:
        return this.#leave(() => this.#dropCall());
      case 2:
        return this.#leave(() => this.#store(chance.pick(TYPES)));
      case 3: {
        const index = 1 + chance.below(GLOBALS.length - 1);
        this.#seen(GLOBALS[index] as Type);
        code.with(0x24, index);
        break;
      }
      case 4:
        this.#block([], 0x02, () => this.#statements(4));
        break;
      case 5:
        this.#value("i32");
        this.#block([], 0x04, () => {
          this.#statements(3);
          if (chance.below(3) === 0) return;
          code.u8(0x05);
          this.#statements(3);
        });
        break;
      case 6:
        this.#block([], 0x03, () => {
          this.#statements(4);
          if (chance.below(4) !== 0) this.#branch(0);
        });
        break;
      case 7:
        this.#value("i32");
        this.#block([], 0x04, () => this.#branch(chance.below(this.#labels.length)));
        break;
      case 8:
        this.#branchIf();
        break;
      case 9:
        this.#branchTable();
        break;
      case 10: // what follows is dead code
        if (chance.below(3) === 0) this.#branch(chance.below(this.#labels.length));
        else this.#throw();
        break;
      case 11:
        this.#try([]);
        break;
      case 12: {
        const type = chance.pick(TYPES);
        this.#value(type);
        this.#statements(2);
        code.u8(0x1a);
        break;
      }
      default:
        this.#dropCall();
    }
    this.#depth--;
  }

  #leave(make: () => void): void {
    make();
    this.#depth--;
  }

  /** Code that leaves one value of a type. */
  #value(type: Type): void {
    const { chance } = this;
    if (this.#depth >= DEEPEST || chance.isSpent) return this.#leaf(type);
    this.#depth++;
    this.#make(type);
    this.#depth--;
  }

  #make(type: Type): void {
    const { chance } = this;
    const code = this.#code;
    switch (chance.below(15)) {
      case 0:
      case 1:
        return this.#leaf(type);
      case 2:
      case 3:
        this.#value(type);
        this.#statements(2); // with a value waiting on the stack
        this.#value(type);
        code.u8(...chance.pick(BINARY[type]));
        return;
      case 4: {
        const [from, ...convert] = chance.pick(FROM[type]);
        if (type === "v128" || from === "v128") this.#seen(from);
        else this.#value(from);
        code.u8(...convert);
        return;
      }
      case 5:
        this.#address();
        code.u8(...LOAD[type], 0, 0);
        return;
      case 6:
        this.#value(type);
        this.#value(type);
        this.#value("i32");
        code.u8(0x1b);
        return;
      case 7:
        return this.#block([type], 0x02, () => this.#blockBody(type));
      case 8:
        this.#value("i32");
        return this.#block([type], 0x04, () => {
          this.#blockBody(type);
          code.u8(0x05);
          this.#blockBody(type);
        });
      case 9:
        return this.#block([type], 0x03, () => {
          this.#statements(2);
          this.#value("i32");
          this.#block([], 0x04, () => this.#branch(1));
          this.#blockBody(type);
        });
      case 10: {
        this.#value(type);
        const local = this.#local(type);
        code.with(0x22, local);
        return;
      }
      case 11:
        return this.#try([type]);
      case 12: {
        const second = chance.pick(TYPES);
        this.#block([type, second], 0x02, () => {
          this.#blockBody(type);
          this.#value(second);
        });
        code.u8(0x1a);
        return;
      }
      default:
        return this.#callFor(type);
    }
  }

  /** Statements, then a value, which may be taken out of the block before its end. */
  #blockBody(type: Type): void {
    this.#statements(3);
    this.#value(type);
  }

  #leaf(type: Type): void {
    const { chance } = this;
    const code = this.#code;
    const kind = chance.below(3);
    if (kind === 1) {
      code.with(0x20, this.#local(type));
      return;
    }
    const globals = [...GLOBALS.keys()].filter((index) => index > 0 && GLOBALS[index] === type);
    if (kind === 2 && globals.length > 0) {
      code.with(0x23, chance.pick(globals));
      return;
    }
    const number = chance.below(256) - 100;
    if (type === "i32") code.i32(number);
    else if (type === "i64") code.u8(0x42).s32(number * 1_000_003);
    else if (type === "f32") code.u8(0x43).raw(new Uint8Array(new Float32Array([number / 8]).buffer));
    else if (type === "f64") code.u8(0x44).raw(new Uint8Array(new Float64Array([number / 3]).buffer));
    else code.u8(0xfd, 12, ...Array.from({ length: 16 }, (_, byte) => (number * byte) & 0xff));
  }

  #local(type: Type): number {
    const own = [...this.#locals.keys()].filter((index) => this.#locals[index] === type);
    return this.chance.pick(own);
  }

  #setLocal(type: Type): void {
    this.#value(type);
    this.#code.with(0x21, this.#local(type));
  }

  /** Somewhere in the first page. */
  #address(): void {
    this.#value("i32");
    this.#code.i32(0x3f8).u8(0x71);
  }

  #store(type: Type): void {
    this.#address();
    this.#seen(type);
    this.#code.u8(...STORE[type], 0, 0);
  }

  /** A value whose bits may be looked at: 0 instead of a NaN. */
  #seen(type: Type): void {
    const code = this.#code;
    this.#value(type);
    if (type !== "f32" && type !== "f64") return;
    const local = this.#locals.indexOf(type, this.type.parameters.length);
    code.with(0x22, local).zero(type).with(0x20, local).with(0x20, local);
    code.u8(type === "f32" ? 0x5b : 0x61, 0x1b);
  }

  #dropCall(fits: (type: Signature, index: number) => boolean = () => true): void {
    const index = this.#call(fits);
    for (const _ of this.functions[index]?.results ?? []) this.#code.u8(0x1a);
  }

  /** A call whose first result is of this type; the others are dropped. */
  #callFor(type: Type): void {
    const index = this.#call(({ results }) => results[0] === type);
    if (index < 0) return this.#leaf(type);
    if (this.functions[index]?.results.length === 2) this.#code.u8(0x1a);
  }

  #call(fits: (type: Signature, index: number) => boolean): number {
    const { chance, functions } = this;
    const code = this.#code;
    const fitting = [...functions.keys()].filter((index) => fits(functions[index] as Signature, index));
    if (this.#quiet > 0 || fitting.length === 0) return -1;
    const index = chance.pick(fitting);
    const type = functions[index] as Signature;
    for (const parameter of type.parameters) this.#value(parameter);
    if (index < IMPORTS.length || chance.below(2) === 0) {
      code.with(0x10, index);
      return index;
    }
    const entry = index - IMPORTS.length;
    const pair = entry & ~1;
    if (pair + 1 < functions.length - IMPORTS.length) {
      this.#value("i32");
      code.i32(1).u8(0x71).i32(pair).u8(0x6a);
    } else {
      code.i32(entry);
    }
    code.with(0x11, this.types.index(type)).u8(0);
    return index;
  }

  #block(results: readonly Type[], opcode: number, body: () => void): void {
    const code = this.#code.u8(opcode);
    if (results.length > 1) code.s32(this.types.index({ parameters: [], results }));
    else code.u8(results[0] === undefined ? 0x40 : CODE[results[0]]);
    this.#labels.unshift({ types: opcode === 0x03 ? [] : results, isLoop: opcode === 0x03 });
    body();
    this.#labels.shift();
    code.u8(0x0b);
  }

  /** A try that may throw, and a catch of it without calls. */
  #try(results: readonly Type[]): void {
    const { chance } = this;
    const code = this.#code;
    if (chance.below(3) > 0) return this.#block(results, 0x02, () => results.forEach((type) => this.#blockBody(type)));
    this.#block(results, 0x06, () => {
      this.#statements(3);
      this.#throw();
      for (const type of results) this.#blockBody(type);
      this.#quiet++;
      code.u8(0x07, 0, 0x21).u32(this.#local("i32"));
      this.#statements(2);
      for (const type of results) this.#value(type);
      this.#quiet--;
    });
  }

  /** Throws, when a value says so. */
  #throw(): void {
    this.#value("i32");
    this.#code.i32(7).u8(0x71, 0x45);
    this.#block([], 0x04, () => {
      this.#value("i32");
      this.#code.u8(0x08, 0);
    });
  }

  /** Leaves for a label, and takes along what it wants. */
  #branch(depth: number): void {
    const label = this.#labels[depth] as Label;
    if (label.isLoop) this.#burn();
    for (const type of label.types) this.#value(type);
    if (depth === this.#labels.length - 1 && this.chance.below(2) === 0) this.#code.u8(0x0f);
    else this.#code.with(0x0c, depth);
  }

  #branchIf(): void {
    const depth = this.chance.below(this.#labels.length);
    const { types, isLoop } = this.#labels[depth] as Label;
    if (isLoop) this.#burn();
    for (const type of types) this.#value(type);
    this.#value("i32");
    this.#code.with(0x0d, depth);
    for (const _ of types) this.#code.u8(0x1a);
  }

  /** To labels that want the same. */
  #branchTable(): void {
    const { chance } = this;
    const first = chance.below(this.#labels.length);
    const { types } = this.#labels[first] as Label;
    const same = [...this.#labels.keys()].filter((depth) => `${this.#labels[depth]?.types}` === `${types}`);
    const labels = Array.from({ length: 1 + chance.below(4) }, () => chance.pick(same));
    this.#value("i32");
    this.#block([], 0x04, () => {
      this.#burn();
      for (const type of types) this.#value(type);
      this.#value("i32");
      this.#code.u8(0x0e).u32(labels.length - 1);
      for (const depth of labels) this.#code.u32(depth + 1);
    });
  }

  /** Ends the function where the program has no fuel left. */
  #burn(): void {
    const code = this.#code;
    code.with(0x23, 0).i32(1).u8(0x6b).with(0x24, 0).with(0x23, 0).i32(0).u8(0x48, 0x04, 0x40);
    for (const type of this.type.results) code.u8(...ZERO[type]);
    code.u8(0x0f, 0x0b);
  }
}

const ZERO: Readonly<Record<Type, readonly number[]>> = {
  i32: [0x41, 0],
  i64: [0x42, 0],
  f32: [0x43, 0, 0, 0, 0],
  f64: [0x44, 0, 0, 0, 0, 0, 0, 0, 0],
  v128: [0xfd, 12, ...new Array<number>(16).fill(0)],
};
