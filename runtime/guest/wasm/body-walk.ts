/** What is known while a body is read: the stack, the open blocks, and the rows written so far. See read-body.ts. */
import type { BodyRoom } from "./body-room.ts";
import type { WasmModule } from "./declarations.ts";
import type { ByteReader } from "./leb.ts";
import { Instruction, Op } from "./opcodes.ts";
import type { OperandStack } from "./operand-stack.ts";
import { ANY, TYPE_NUMBERS } from "./signatures.ts";
import { Cell, EMPTY_TYPE, WIDTH } from "./typed-body.ts";
import type { FunctionType, ValueType } from "./types.ts";

/** Locals as they are declared. */
export type Groups = readonly (readonly [count: number, type: ValueType])[];

export type Types = readonly number[];

interface NumberedType {
  readonly takes: Types;
  readonly leaves: Types;
}

/** An open block. */
export interface Block {
  /** block, loop, if, try; else, catch or catchAll once that was seen. */
  kind: number;
  /** Its first instruction; -1: it is the function's own. */
  readonly opener: number;
  readonly takes: Types;
  readonly leaves: Types;
  /** The top of the stack without what it takes. */
  readonly floor: number;
  /** It lies in dead code. */
  readonly isInDeadCode: boolean;
  /** The rest of it is dead code. */
  isDead: boolean;
  /** Where the next arm is to be noted: the if, the try, or the last catch. */
  lastArm: number;
}

// As constants of this file, which are found faster than an import's properties.
const { opcode: OPCODE, start: START, index: INDEX, top: TOP } = Cell;
const { enclosing: ENCLOSING, match: MATCH, arm: ARM, depth: DEPTH } = Cell;

const EMPTY: Types = [];
const NOTHING: NumberedType = { takes: EMPTY, leaves: EMPTY };
/** The most values that may be pushed, per byte: a call of two bytes may push a thousand, which no compiler makes. */
const VALUES_PER_BYTE = 64;

export class BodyWalk {
  readonly module: WasmModule;
  readonly reader: ByteReader;
  readonly stack: OperandStack;
  readonly instruction = new Instruction();
  readonly blocks: Block[] = [];
  /** Of the instructions: see TypedBody. */
  readonly controls: number[] = [];
  readonly calls: number[] = [];
  hasTry = false;
  /** The number of the instruction. */
  at = 0;
  block: Block;
  /** The types of the locals, parameters first. */
  readonly locals: Uint8Array;
  /** The rows, and room for more. */
  cells: Int32Array;
  readonly #mostPushed: number;
  readonly #room: BodyRoom;

  constructor(module: WasmModule, reader: ByteReader, type: FunctionType, groups: Groups, room: BodyRoom) {
    this.module = module;
    this.reader = reader;
    this.instruction.start = reader.at;
    const { takes, leaves } = this.numbersOf(type);
    this.locals = this.#readLocals(takes, groups);
    this.#mostPushed = 100_000 + VALUES_PER_BYTE * reader.remaining;
    this.#room = room;
    room.reserve(reader.remaining >> 1);
    this.stack = room.values;
    this.cells = room.cells;
    this.block = makeBlock(Op.block, -1, EMPTY, leaves, 0, false);
    this.blocks.push(this.block);
  }

  #readLocals(parameters: Types, groups: Groups): Uint8Array {
    let count = parameters.length;
    for (const [more] of groups) count += more;
    const locals = new Uint8Array(count);
    locals.set(parameters);
    count = parameters.length;
    for (const [more, type] of groups) {
      locals.fill(this.numberOf(type), count, count + more);
      count += more;
    }
    return locals;
  }

  /** What the rows of code in the innermost block say of their depth. */
  get depthCell(): number {
    return (this.blocks.length - 1) * 2 + (this.isDead ? 0 : 1);
  }

  /** Notes the instruction, and the stack and blocks before it. */
  addRow(): void {
    const { block, instruction } = this;
    const row = this.at * WIDTH;
    if (row >= this.cells.length) this.cells = this.#room.grow();
    const cells = this.cells;
    cells[row + OPCODE] = instruction.opcode | (instruction.sub << 8);
    cells[row + START] = instruction.start;
    cells[row + INDEX] = instruction.index;
    cells[row + TOP] = this.stack.top;
    cells[row + ENCLOSING] = block.opener;
    cells[row + MATCH] = -1;
    cells[row + ARM] = -1;
    cells[row + DEPTH] = this.depthCell;
  }

  note(at: number, column: number, value: number): void {
    this.cells[at * WIDTH + column] = value;
  }

  failHere(problem: string): never {
    return this.fail(`${describe(this.instruction)} ${problem}`);
  }

  fail(problem: string): never {
    return this.reader.fail(problem, this.instruction.start);
  }

  push(types: Types): void {
    if (types.length === 0) return;
    for (let index = 0; index < types.length; index++) this.stack.push(types[index] as number, this.at);
    if (this.stack.pushed > this.#mostPushed) this.fail("a function pushes more values than any compiler makes it");
  }

  pop(types: Types): void {
    if (types.length === 0) return;
    const popped = this.stack.popKnown(types, this.block.floor);
    for (let index = types.length - 1 - popped; index >= 0; index--) this.popOne(types[index] as number);
  }

  /** Pops a value of this type, or of any. Answers its type, or in dead code perhaps ANY. */
  popOne(wanted: number): number {
    const { stack, block } = this;
    if (stack.top === block.floor) {
      if (!block.isDead) this.failHere(`wants ${nameOf(wanted)}, but the stack is empty`);
      return ANY;
    }
    const type = stack.type(stack.top);
    if (type !== wanted && type !== ANY && wanted !== ANY)
      this.failHere(`wants ${nameOf(wanted)}, but finds ${nameOf(type)}`);
    stack.top = stack.below(stack.top);
    return type;
  }

  /** Looks whether these types are on top of the stack, and leaves them there. */
  peek(types: Types): void {
    if (types.length === 0) return;
    const { top } = this.stack;
    this.pop(types);
    this.stack.top = top;
  }

  open(kind: number, type: FunctionType): void {
    const { takes, leaves } = this.numbersOf(type);
    if (kind === Op.try) this.hasTry = true;
    this.pop(takes);
    this.block = makeBlock(kind, this.at, takes, leaves, this.stack.top, this.isDead);
    this.blocks.push(this.block);
    this.push(takes);
  }

  /** The end of an arm or of a whole block: exactly what the block leaves must be there. */
  closeArm(): void {
    const { block, stack } = this;
    this.pop(block.leaves);
    if (stack.top !== block.floor) this.failHere(`finds more values than its block leaves`);
  }

  /** Begins the next arm of the block: an else or a catch. */
  openArm(kind: number, types: Types): void {
    const { block } = this;
    this.closeArm();
    this.note(this.at, Cell.match, block.opener);
    this.note(block.lastArm, Cell.arm, this.at);
    block.lastArm = this.at;
    block.kind = kind;
    block.isDead = false;
    this.push(types);
  }

  /** Closes the innermost block; what it leaves is pushed where it stands. */
  close(): void {
    const { opener, leaves } = this.block;
    this.closeArm();
    this.blocks.pop();
    const outer = this.blocks[this.blocks.length - 1];
    if (outer === undefined) return;
    this.block = outer;
    this.note(this.at, Cell.match, opener);
    this.note(opener, Cell.match, this.at);
    this.push(leaves);
  }

  /** What the function leaves. */
  get results(): Types {
    return (this.blocks[0] as Block).leaves;
  }

  get isDead(): boolean {
    return this.block.isDead || this.block.isInDeadCode;
  }

  /** After what never goes on. */
  die(): void {
    this.stack.top = this.block.floor;
    this.block.isDead = true;
  }

  /** What a branch to this label takes along. */
  label(depth: number): Types {
    const block = this.labelled(depth);
    return block.kind === Op.loop ? block.takes : block.leaves;
  }

  labelled(depth: number): Block {
    return this.blocks[this.blocks.length - 1 - depth] ?? this.fail(`there is no label ${depth}`);
  }

  local(): number {
    return this.locals[this.instruction.index] ?? this.fail(`there is no local ${this.instruction.index}`);
  }

  functionType(index: number): NumberedType {
    return this.type(this.module.functions[index] ?? this.fail(`there is no function ${index}`));
  }

  type(index: number): NumberedType {
    return this.numbersOf(this.module.types[index] ?? this.fail(`type ${index} is no function type`));
  }

  tagType(index: number): Types {
    return this.type(this.module.tags[index] ?? this.fail(`there is no tag ${index}`)).takes;
  }

  table(index: number): number {
    return this.numberOf(this.module.tables[index] ?? this.fail(`there is no table ${index}`));
  }

  numbersOf(type: FunctionType): NumberedType {
    if (type === EMPTY_TYPE) return NOTHING; // most blocks
    let numbers = numbered.get(type);
    if (numbers === undefined) {
      numbers = {
        takes: type.parameters.map((each) => this.numberOf(each)),
        leaves: type.results.map((each) => this.numberOf(each)),
      };
      numbered.set(type, numbers);
    }
    return numbers;
  }

  numberOf(type: ValueType): number {
    return NUMBERS.get(type) ?? this.fail(`a value of type ${type} is not supported`);
  }

  checkMemory(): void {
    const { opcode, sub, index, second } = this.instruction;
    if (opcode !== 0xfc || sub !== 8) this.#memory(index);
    if (opcode === 0xfc && (sub === 8 || sub === 10)) this.#memory(second);
  }

  #memory(index: number): void {
    const memory = this.module.memories[index] ?? this.fail(`there is no memory ${index}`);
    if (memory.is64) this.fail("memories with 64-bit addresses are not supported");
  }
}

const NUMBERS = new Map(
  TYPE_NUMBERS.flatMap((type, number) => (type === undefined ? [] : [[type as ValueType, number] as const])),
);
const numbered = new WeakMap<FunctionType, NumberedType>();

function nameOf(type: number): string {
  return TYPE_NUMBERS[type] ?? "a value";
}

function describe({ opcode, sub }: Instruction): string {
  return `0x${opcode.toString(16).padStart(2, "0")}${opcode >= 0xfb ? ` ${sub}` : ""}`;
}

function makeBlock(
  kind: number,
  opener: number,
  takes: Types,
  leaves: Types,
  floor: number,
  isInDeadCode: boolean,
): Block {
  return { kind, opener, takes, leaves, floor, isInDeadCode, isDead: false, lastArm: opener };
}
