/**
 * The body of one function as a flat list of instructions, each with the types of the operand stack before it.
 *
 *     const body = readTypedBody(module, functionIndex);           // read-body.ts; throws MalformedModule
 *     for (let i = 0; i < body.length; i++) {
 *       if (body.opcode(i) === Op.call && body.isReachable(i)) body.stackBefore(i);
 *     }
 *
 * Instructions are numbers from 0; the last is the `end` of the function. What is said of them lies in two tables of
 * numbers, as a megabyte of code has half a million of them:
 *
 *     cells    per instruction, a row of WIDTH numbers: see `Cell`
 *     values   every value that was ever on the stack: see operand-stack.ts
 */
import type { Range, WasmModule } from "./declarations.ts";
import { ByteReader } from "./leb.ts";
import { BLOCK_EMPTY } from "./opcodes.ts";
import type { OperandStack } from "./operand-stack.ts";
import { TYPE_NUMBERS } from "./signatures.ts";
import { BY_CODE, type FunctionType, type ValueType } from "./types.ts";

export const Cell = {
  /** The opcode, and from bit 8 on which instruction of a prefixed family. */
  opcode: 0,
  start: 1,
  index: 2,
  /** The top value of the operand stack before it. */
  top: 3,
  enclosing: 4,
  match: 5,
  arm: 6,
  /** Twice the depth; 1 more when it can be reached. */
  depth: 7,
} as const;

export const WIDTH = 8;

export class TypedBody {
  /** How many instructions there are. */
  readonly length: number;
  readonly #values: OperandStack;
  readonly #groups: readonly (readonly [count: number, type: ValueType])[];
  #locals: ValueType[] | undefined;

  constructor(
    readonly module: WasmModule,
    readonly functionIndex: number,
    readonly type: FunctionType,
    /** From the declarations of its locals to after its last `end`. */
    readonly range: Range,
    groups: readonly (readonly [count: number, type: ValueType])[],
    /** For who walks over all instructions and has no time to call a method at each. */
    readonly cells: Int32Array,
    values: OperandStack,
    /** The instructions that begin, end or leave blocks, in order; then one that is beyond all. */
    readonly controls: readonly number[],
    /** The calls, direct and indirect but no tail calls, in order. */
    readonly calls: readonly number[],
    readonly hasTry: boolean,
  ) {
    this.length = cells.length / WIDTH;
    this.#groups = groups;
    this.#values = values;
  }

  get parameters(): readonly ValueType[] {
    return this.type.parameters;
  }

  get results(): readonly ValueType[] {
    return this.type.results;
  }

  /** The types of the locals that are not parameters. */
  get locals(): readonly ValueType[] {
    this.#locals ??= this.#readLocals();
    return this.#locals;
  }

  #readLocals(): ValueType[] {
    const locals: ValueType[] = [];
    for (const [count, type] of this.#groups) for (let n = 0; n < count; n++) locals.push(type);
    return locals;
  }

  opcode(i: number): number {
    return this.#cell(i, Cell.opcode) & 0xff;
  }

  /** Which instruction of the family that the opcode (fc, fd, fe) is the prefix of. */
  sub(i: number): number {
    return this.#cell(i, Cell.opcode) >> 8;
  }

  /** Where its bytes begin, and `end(i)` where they end, in the module: `bytes.subarray(start(i), end(i))` copies it. */
  start(i: number): number {
    return i < this.length ? this.#cell(i, Cell.start) : this.range.end;
  }

  end(i: number): number {
    return this.start(i + 1);
  }

  /** Its first index: of a function, local, global, type (call_indirect), label depth (br, br_if, rethrow, delegate), tag ... */
  index(i: number): number {
    return this.#cell(i, Cell.index);
  }

  /** Of call_indirect: the table. */
  tableIndex(i: number): number {
    const reader = this.#immediates(i);
    reader.u32();
    return reader.u32();
  }

  /** The label depths of a br_table, its default last. */
  labels(i: number): number[] {
    const reader = this.#immediates(i);
    return Array.from({ length: reader.u32() + 1 }, () => reader.u32());
  }

  /** How many values are on the operand stack before it, counted from the start of the function. */
  height(i: number): number {
    return this.#values.height(this.#cell(i, Cell.top));
  }

  /** The types of those values, bottom first, without so many at the bottom. Only for code that can be reached. */
  stackBefore(i: number, without = 0): ValueType[] {
    let value = this.#cell(i, Cell.top);
    const types: ValueType[] = [];
    for (let count = this.#values.height(value) - without; count > 0; count--) {
      types.push(TYPE_NUMBERS[this.#values.type(value)] as ValueType);
      value = this.#values.below(value);
    }
    return types.reverse();
  }

  /**
   * Which instructions pushed those values, bottom first: a `local.get`, a constant, a call ... Parameters of a block, loop or
   * else are pushed by it, the results of a block by its `end`, what was caught by the catch.
   */
  producersBefore(i: number): number[] {
    let value = this.#cell(i, Cell.top);
    const producers = new Array<number>(this.#values.height(value));
    for (let slot = producers.length - 1; slot >= 0; slot--) {
      producers[slot] = this.#values.producer(value);
      value = this.#values.below(value);
    }
    return producers;
  }

  /** False: dead code after a branch, `return`, `unreachable` or `throw`. What is said of its stack means nothing. */
  isReachable(i: number): boolean {
    return (this.#cell(i, Cell.depth) & 1) !== 0;
  }

  /** How many blocks are open before it, without the function's own: an `end` is as deep as the inside of what it closes. */
  depth(i: number): number {
    return this.#cell(i, Cell.depth) >> 1;
  }

  /** The innermost block, loop, if or try that is open before it; -1: only the function's own. */
  enclosing(i: number): number {
    return this.#cell(i, Cell.enclosing);
  }

  /** The block, loop, if or try that a label depth means at `i`; -1: the function itself. */
  target(i: number, label: number): number {
    let opener = this.enclosing(i);
    for (let depth = label; depth > 0; depth--) opener = this.enclosing(opener);
    return opener;
  }

  /**
   * Of block, loop, if and try: their `end` (or delegate). Of else, catch, catch_all, end and delegate: what they belong to.
   * -1: the function's own `end`, and all others.
   */
  match(i: number): number {
    return this.#cell(i, Cell.match);
  }

  /** Of an if: its else. Of a try or catch: the next catch or catch_all. -1: there is none. */
  nextArm(i: number): number {
    return this.#cell(i, Cell.arm);
  }

  /** Of block, loop, if and try: what it takes off the stack, and leaves there. */
  blockType(i: number): FunctionType {
    return blockTypeOf(this.module, this.index(i)) ?? { parameters: [], results: [] };
  }

  #cell(i: number, column: number): number {
    return this.cells[i * WIDTH + column] as number;
  }

  #immediates(i: number): ByteReader {
    return new ByteReader(this.module.bytes, this.start(i) + 1, this.end(i));
  }
}

/** The type of a block that takes and leaves nothing. */
export const EMPTY_TYPE: FunctionType = { parameters: [], results: [] };
const ONE_RESULT = new Map<number, FunctionType>(
  Object.entries(BY_CODE).map(([code, type]) => [Number(code) - 0x80, { parameters: [], results: [type] }]),
);

/** The type that the immediate of a block means: -64 none, another negative number one result, else the index of a type. */
export function blockTypeOf(module: WasmModule, immediate: number): FunctionType | undefined {
  if (immediate === BLOCK_EMPTY) return EMPTY_TYPE;
  return immediate < 0 ? ONE_RESULT.get(immediate) : module.types[immediate];
}
