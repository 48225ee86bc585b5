/** The expressions of random programs: each leaves one value, and may have statements, blocks and calls anywhere in it. */
import {
  BLOCK,
  CALL,
  CALL_INDIRECT,
  CodeMaker,
  DEEPEST,
  DROP,
  ELSE,
  I32_ADD,
  I32_AND,
  IF,
  importsInTable,
  LOCAL_SET,
  LOCAL_TEE,
  LOOP,
  REF_IS_NULL,
  SELECT,
  SELECT_TYPED,
} from "./random-code.ts";
import {
  BINARY,
  CODE,
  FROM,
  isReference,
  LOAD,
  type NumberType,
  REFERENCES,
  type Type,
} from "./random-instructions.ts";
import { IMPORTS, type Signature } from "./random-program.ts";

type Fits = (type: Signature, index: number) => boolean;

export abstract class ExpressionMaker extends CodeMaker {
  protected abstract tryFor(results: readonly Type[]): void;

  protected value(type: Type): void {
    const isDone = this.depth >= DEEPEST || this.chance.isSpent;
    this.depth++;
    if (isDone) this.leaf(type);
    else if (isReference(type)) this.chance.pick(this.#references)(type);
    else this.chance.pick(this.#numbers)(type);
    this.depth--;
  }

  readonly #both: readonly ((type: Type) => void)[] = [
    (type) => this.leaf(type),
    (type) => this.leaf(type),
    (type) => this.#select(type),
    (type) => this.block(BLOCK, [], [type], () => this.#inside(type)),
    (type) => this.#ifElseFor(type),
    (type) => this.#loopFor(type),
    (type) => this.#tee(type),
    (type) => this.tryFor([type]),
    (type) => this.#severalResults(type),
    (type) => this.#withParameters(type),
    (type) => this.#callFor(type),
    (type) => this.#callFor(type),
    (type) => this.#callFor(type),
  ];

  readonly #numbers: readonly ((type: NumberType) => void)[] = [
    ...this.#both,
    (type) => this.#binary(type),
    (type) => this.#binary(type),
    (type) => this.#convert(type),
    (type) => this.#load(type),
    (type) => this.#ofMachine(type),
  ];

  readonly #references: readonly ((type: Type) => void)[] = this.#both;

  #binary(type: NumberType): void {
    this.value(type);
    this.some(3); // with a value waiting on the stack
    this.value(type);
    this.code.u8(...this.chance.pick(BINARY[type]));
  }

  #convert(type: NumberType): void {
    const [from, code] = this.chance.pick(FROM[type]);
    this.value(from);
    this.code.u8(...code);
  }

  #load(type: NumberType): void {
    this.address();
    this.code.u8(...LOAD[type], 0, 0);
  }

  /** What asks for the memory's size or for a reference; another leaf for other types. */
  #ofMachine(type: NumberType): void {
    if (type !== "i32") this.leaf(type);
    else if (this.chance.below(3) === 0) this.code.u8(0x3f, 0);
    else if (this.chance.below(2) === 0) this.#grow();
    else this.#isNull();
  }

  /** By one page at most; what does not fit answers -1 here and there. */
  #grow(): void {
    this.value("i32");
    this.code.i32(1).u8(I32_AND, 0x40, 0);
  }

  /** No call may come between a reference and its use, unless the program is one that keeps references. */
  #isNull(): void {
    const type = this.chance.pick(REFERENCES);
    if (!this.around.features.references) this.quiet++;
    this.value(type);
    if (!this.around.features.references) this.quiet--;
    this.code.op(REF_IS_NULL);
  }

  #select(type: Type): void {
    this.values([type, type, "i32"]);
    if (isReference(type)) this.code.u8(SELECT_TYPED, 1, CODE[type]);
    else this.code.op(SELECT);
  }

  #tee(type: Type): void {
    this.value(type);
    if (this.locals.includes(type)) this.code.with(LOCAL_TEE, this.local(type));
  }

  #inside(type: Type): void {
    this.some(3);
    this.value(type);
  }

  #ifElseFor(type: Type): void {
    this.value("i32");
    this.block(IF, [], [type], () => {
      this.#inside(type);
      this.code.op(ELSE);
      this.#inside(type);
    });
  }

  #loopFor(type: Type): void {
    this.block(LOOP, [], [type], () => {
      this.some(2);
      this.when(() => this.branch(1));
      this.#inside(type);
    });
  }

  #severalResults(type: Type): void {
    const more = Array.from({ length: 1 + this.chance.below(2) }, () => this.chance.pick(this.choice));
    this.block(BLOCK, [], [type, ...more], () => {
      this.#inside(type);
      this.values(more);
    });
    for (const _ of more) this.code.op(DROP);
  }

  #withParameters(type: Type): void {
    if (!this.around.features.blockParameters) this.leaf(type);
    else this.parametersTo([type]);
  }

  /** A block, loop or if with parameters, to whose arms they are operands that wait below calls, then values like any. */
  protected parametersTo(results: readonly Type[]): void {
    const { chance } = this;
    const parameters = Array.from({ length: 1 + chance.below(3) }, () => chance.pick(this.choice));
    const opcode = chance.pick([LOOP, BLOCK, IF, LOOP]);
    const arm = () => {
      this.some(2);
      this.#take(parameters);
      this.some(3);
      if (opcode === LOOP && chance.below(2) === 0) this.when(() => this.branch(1));
      this.values(results);
    };
    this.values(parameters);
    if (opcode === IF) this.value("i32");
    this.block(opcode, parameters, results, () => {
      arm();
      if (opcode !== IF) return;
      this.code.op(ELSE);
      arm();
    });
  }

  /** Takes values off the stack: into locals, or nowhere. */
  #take(types: readonly Type[]): void {
    for (const type of [...types].reverse()) {
      if (this.chance.below(3) === 0) this.code.op(DROP);
      else this.code.with(LOCAL_SET, this.local(type));
      if (this.chance.below(4) === 0) this.some(1);
    }
  }

  protected dropCall(fits: Fits = () => true): void {
    const index = this.#call(fits);
    for (const _ of this.around.functions[index]?.results ?? []) this.code.op(DROP);
  }

  /** A call whose first result is of this type; another is dropped. */
  #callFor(type: Type): void {
    const index = this.#call(({ results }) => results[0] === type);
    if (index < 0) this.leaf(type);
    else for (const _ of this.around.functions[index]?.results.slice(1) ?? []) this.code.op(DROP);
  }

  /** Answers which function is called, or one of its type; -1: none may be. */
  #call(fits: Fits): number {
    const { functions } = this.around;
    const fitting = [...functions.keys()].filter((index) => fits(functions[index] as Signature, index));
    if (this.quiet > 0 || fitting.length === 0) return -1;
    const index = this.chance.pick(fitting);
    this.callTo(index, CALL, CALL_INDIRECT);
    return index;
  }

  /** A call of this function by name, or through the table: then a value decides whether of its neighbour instead. */
  protected callTo(index: number, direct: number, indirect: number): void {
    const { functions, types } = this.around;
    const type = functions[index] as Signature;
    const own = functions.length - IMPORTS.length;
    this.values(type.parameters);
    if (this.chance.below(2) === 0) {
      this.code.with(direct, index);
      return;
    }
    const isImport = index < IMPORTS.length;
    const entry = isImport ? importsInTable(own) + index : index - IMPORTS.length;
    const hasNeighbour = isImport ? (index ^ 1) < IMPORTS.length : (entry ^ 1) < own;
    if (hasNeighbour) {
      this.value("i32");
      this.code
        .i32(1)
        .op(I32_AND)
        .i32(entry & ~1)
        .op(I32_ADD);
    } else {
      this.code.i32(entry);
    }
    this.code.with(indirect, types.index(type)).u8(0);
  }
}
