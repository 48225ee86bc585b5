/**
 * Reads the body of a function and types its operand stack, as a validator does: the specification's algorithm, with its
 * stack of open blocks and its polymorphic stack in dead code. What it makes is described in typed-body.ts.
 *
 * Checked are types, and the indices on which they depend. Not checked, as no type depends on it: alignments, lanes, indices of
 * segments, whether a function was declared to `ref.func`. The engine validates a guest before anything else looks at it.
 * Not taken: tail calls by reference, try_table, typed references and GC, 64-bit memories.
 */
import type { WasmModule } from "./declarations.ts";
import { ByteReader } from "./leb.ts";
import { Instruction, Op, readInstruction } from "./opcodes.ts";
import { OperandStack } from "./operand-stack.ts";
import { ANY, signatureOf, TYPE_NUMBERS } from "./signatures.ts";
import { blockTypeOf, Cell, TypedBody, WIDTH } from "./typed-body.ts";
import { type FunctionType, MOST, readValueType, type ValueType } from "./types.ts";

/** Throws MalformedModule where the body is not valid, or has instructions that we do not take. */
export function readTypedBody(module: WasmModule, functionIndex: number): TypedBody {
  const range = module.bodies[functionIndex - module.importedFunctions.length];
  const type = module.types[module.functions[functionIndex] as number];
  if (range === undefined || type === undefined) throw new RangeError(`Cannot read function ${functionIndex}: no body`);
  const reader = new ByteReader(module.bytes, range.start, range.end);
  const groups = readLocalGroups(reader, type.parameters.length);
  const walk = new Walk(module, reader, type, groups);
  walk.run();
  return new TypedBody(module, functionIndex, type, range, groups, walk.cells(), walk.stack);
}

type Groups = readonly (readonly [count: number, type: ValueType])[];

function readLocalGroups(reader: ByteReader, parameters: number): Groups {
  const start = reader.at;
  const groups: [number, ValueType][] = [];
  let total = parameters;
  for (let left = reader.count("groups of locals", MOST.locals); left > 0; left--) {
    const count = reader.u32();
    total += count;
    if (total > MOST.locals) reader.fail(`a function has more than ${MOST.locals} locals`, start);
    groups.push([count, readValueType(reader)]);
  }
  return groups;
}

type Types = readonly number[];

/** An open block. */
interface Block {
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

const EMPTY: Types = [];
/** The most values that may be pushed, per byte: a call of two bytes may push a thousand, which no compiler makes. */
const VALUES_PER_BYTE = 64;

class Walk {
  readonly module: WasmModule;
  readonly reader: ByteReader;
  readonly stack: OperandStack;
  readonly instruction = new Instruction();
  readonly blocks: Block[] = [];
  /** The number of the instruction. */
  at = 0;
  block: Block;
  readonly #types: FunctionTypes;
  readonly #locals: Uint8Array;
  readonly #mostPushed: number;
  #cells: Int32Array;

  constructor(module: WasmModule, reader: ByteReader, type: FunctionType, groups: Groups) {
    this.module = module;
    this.reader = reader;
    this.#types = functionTypes(module);
    const { takes, leaves } = this.numbersOf(type);
    this.#locals = this.#readLocals(takes, groups);
    this.#mostPushed = 100_000 + VALUES_PER_BYTE * reader.remaining;
    this.stack = new OperandStack(reader.remaining >> 1);
    this.#cells = new Int32Array(((reader.remaining >> 1) + 2) * WIDTH);
    this.block = makeBlock(Op.block, -1, EMPTY, leaves, 0, false);
    this.blocks.push(this.block);
  }

  #readLocals(parameters: Types, groups: Groups): Uint8Array {
    const locals = new Uint8Array(groups.reduce((total, [count]) => total + count, parameters.length));
    locals.set(parameters);
    let next = parameters.length;
    for (const [count, type] of groups) locals.fill(this.numberOf(type), next, (next += count));
    return locals;
  }

  run(): void {
    const { reader, instruction, stack } = this;
    while (this.blocks.length > 0) {
      readInstruction(reader, instruction);
      const { opcode } = instruction;
      this.#addRow(instruction);
      if (opcode === Op.localGet) stack.push(this.local(), this.at);
      else {
        const signature = signatureOf(opcode, instruction.sub);
        if (signature !== undefined) {
          if (signature.needsMemory) this.#checkMemory(instruction);
          this.pop(signature.takes);
          this.push(signature.leaves);
        } else {
          const step = opcode === 0xfc ? BULK_STEPS[instruction.sub] : STEPS[opcode];
          if (step === undefined) this.fail(`${describe(instruction)} is not supported`);
          step(this, instruction.index);
        }
      }
      this.at++;
    }
    if (reader.remaining > 0) reader.fail("a function goes on after its end");
  }

  cells(): Int32Array {
    return this.#cells.subarray(0, this.at * WIDTH);
  }

  #addRow({ opcode, sub, start, index }: Instruction): void {
    const row = this.at * WIDTH;
    if (row >= this.#cells.length) {
      const grown = new Int32Array(this.#cells.length * 2);
      grown.set(this.#cells);
      this.#cells = grown;
    }
    const { block } = this;
    const cells = this.#cells;
    cells[row + Cell.opcode] = opcode | (sub << 8);
    cells[row + Cell.start] = start;
    cells[row + Cell.index] = index;
    cells[row + Cell.top] = this.stack.top;
    cells[row + Cell.enclosing] = block.opener;
    cells[row + Cell.match] = -1;
    cells[row + Cell.arm] = -1;
    cells[row + Cell.depth] = (this.blocks.length - 1) * 2 + (block.isDead || block.isInDeadCode ? 0 : 1);
  }

  note(at: number, column: number, value: number): void {
    this.#cells[at * WIDTH + column] = value;
  }

  fail(problem: string): never {
    return this.reader.fail(problem, this.instruction.start);
  }

  push(types: Types): void {
    for (let index = 0; index < types.length; index++) this.stack.push(types[index] as number, this.at);
    if (this.stack.pushed > this.#mostPushed) this.fail("a function pushes more values than any compiler makes it");
  }

  pop(types: Types): void {
    for (let index = types.length - 1; index >= 0; index--) this.popOne(types[index] as number);
  }

  /** Pops a value of this type, or of any. Answers its type, or in dead code perhaps ANY. */
  popOne(wanted: number): number {
    const { stack, block } = this;
    if (stack.top === block.floor) {
      if (!block.isDead) this.fail(`${describe(this.instruction)} wants ${nameOf(wanted)}, but the stack is empty`);
      return ANY;
    }
    const type = stack.type(stack.top);
    if (type !== wanted && type !== ANY && wanted !== ANY)
      this.fail(`${describe(this.instruction)} wants ${nameOf(wanted)}, but finds ${nameOf(type)}`);
    stack.top = stack.below(stack.top);
    return type;
  }

  /** Looks whether these types are on top of the stack, and leaves them there. */
  peek(types: Types): void {
    const { top } = this.stack;
    this.pop(types);
    this.stack.top = top;
  }

  open(kind: number, type: FunctionType): void {
    const { takes, leaves } = this.numbersOf(type);
    const { top } = this.stack;
    this.pop(takes);
    this.block = makeBlock(kind, this.at, takes, leaves, this.stack.top, this.block.isDead || this.block.isInDeadCode);
    this.blocks.push(this.block);
    if (takes.length > 0) this.push(takes);
    else this.stack.top = top;
  }

  /** The end of an arm or of a whole block: exactly what the block leaves must be there. */
  closeArm(): void {
    const { block, stack } = this;
    this.pop(block.leaves);
    if (stack.top !== block.floor) this.fail(`${describe(this.instruction)} finds more values than its block leaves`);
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
    const outer = this.blocks.at(-1);
    if (outer === undefined) return;
    this.block = outer;
    this.note(this.at, Cell.match, opener);
    this.note(opener, Cell.match, this.at);
    this.push(leaves);
  }

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
    return this.#locals[this.instruction.index] ?? this.fail(`there is no local ${this.instruction.index}`);
  }

  functionType(index: number): NumberedType {
    const typeIndex = this.module.functions[index] ?? this.fail(`there is no function ${index}`);
    return this.type(typeIndex);
  }

  type(index: number): NumberedType {
    const made = this.#types[index];
    if (made !== undefined) return made;
    const type = this.module.types[index] ?? this.fail(`type ${index} is no function type`);
    this.#types[index] = this.numbersOf(type);
    return this.#types[index];
  }

  tagType(index: number): Types {
    return this.type(this.module.tags[index] ?? this.fail(`there is no tag ${index}`)).takes;
  }

  table(index: number): number {
    return this.numberOf(this.module.tables[index] ?? this.fail(`there is no table ${index}`));
  }

  numbersOf({ parameters, results }: FunctionType): NumberedType {
    return {
      takes: parameters.map((type) => this.numberOf(type)),
      leaves: results.map((type) => this.numberOf(type)),
    };
  }

  numberOf(type: ValueType): number {
    const number = NUMBERS.get(type);
    return number ?? this.fail(`values of type ${type} are not supported`);
  }

  #checkMemory({ opcode, sub, index, second }: Instruction): void {
    if (opcode !== 0xfc || sub !== 8) this.#memory(index);
    if (opcode === 0xfc && (sub === 8 || sub === 10)) this.#memory(second);
  }

  #memory(index: number): void {
    const memory = this.module.memories[index] ?? this.fail(`there is no memory ${index}`);
    if (memory.is64) this.fail("memories with 64-bit addresses are not supported");
  }
}
