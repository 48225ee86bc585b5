/**
 * Makes all local changes to the code of a function in one walk over its instructions. A pass says what comes before an
 * instruction, instead of it, and after it; passes know nothing of each other.
 *
 *     begin      once for each function: at which opcodes does the pass want to be asked? It may write code of its own already
 *     before     writes code that leaves the operand stack as it found it
 *     instead    writes what takes the place of the instruction, or leaves it be
 *     after      as `before`, with the results of the instruction on the stack
 *
 * A function in which no pass writes anything stays as it was, byte for byte. The walk goes over every byte of a guest, so
 * nothing is allocated for an instruction, and one that no pass asks for costs a look into a table.
 */
import type { Range, WasmModule } from "../guest/wasm/declarations.ts";
import { ByteReader } from "../guest/wasm/leb.ts";
import { labelOf } from "../guest/wasm/names.ts";
import { Instruction, Op, readInstruction, skipShort } from "../guest/wasm/opcodes.ts";
import { signatureOf, TYPE_NUMBERS } from "../guest/wasm/signatures.ts";
import { type FunctionType, MOST, readValueType, VALUE_TYPE_CODE, type ValueType } from "../guest/wasm/types.ts";
import { CaptureFailure } from "./capture-stack.ts";
import { CodeWriter } from "./wasm/writer.ts";

/** Types that helper locals can have. */
export type LocalType = Exclude<ValueType, "ref">;

export interface Pass {
  /** A mark at each opcode (`opcodeSet`) at which it wants to be asked; undefined: it is done with this function. */
  begin(weaving: Weaving): Uint8Array | undefined;
  before?(weaving: Weaving, instruction: Instruction): void;
  /** Answers whether it wrote something. The first pass that does is the last one asked. */
  instead?(weaving: Weaving, instruction: Instruction): boolean;
  after?(weaving: Weaving, instruction: Instruction): void;
  /** Another pass wrote a call in which others may run: whatever is kept in locals is to be brought up to date. */
  forget?(weaving: Weaving): void;
}

/** Where a pass wants to be asked. Of the families fc, fd and fe all instructions are meant. */
export function opcodeSet(...opcodes: readonly number[]): Uint8Array {
  const marked = new Uint8Array(256);
  for (const opcode of opcodes) marked[opcode] = 1;
  return marked;
}

/** The body of a function, from its locals to its end, with what the passes do to it. */
export function weave(module: WasmModule, functionIndex: number, passes: readonly Pass[]): Uint8Array {
  return new Weaving(module, functionIndex).run(passes);
}

/** A function while it is being woven: what passes see of it, and where they write. */
export class Weaving {
  readonly type: FunctionType;
  readonly #reader: ByteReader;
  readonly #range: Range;
  readonly #instruction = new Instruction();
  /** Where the groups of locals begin and end, how many there are. */
  readonly #groups: Range & { readonly count: number };
  /** How many locals there are already, with parameters. */
  readonly #known: number;
  readonly #added: LocalType[] = [];
  /** By type and number: helper locals that hold nothing for longer than one instruction. */
  readonly #scratch: number[] = [];
  #code: CodeWriter | undefined;
  /** The guest's bytes before this are copied. */
  #copied: number;
  /** The guest's bytes before this come before what is written now. */
  #at: number;
  #ordinal = 0;
  #operands: readonly number[] = NO_OPERANDS;
  #passes: readonly Pass[] = [];

  constructor(
    readonly module: WasmModule,
    readonly functionIndex: number,
  ) {
    this.#range = module.bodies[functionIndex - module.importedFunctions.length] as Range;
    this.type = module.types[module.functions[functionIndex] as number] as FunctionType;
    this.#reader = new ByteReader(module.bytes, this.#range.start, this.#range.end);
    const count = this.#reader.count("groups of locals", MOST.locals);
    const start = this.#reader.at;
    let known = this.type.parameters.length;
    for (let left = count; left > 0; left--) {
      known += this.#reader.u32();
      readValueType(this.#reader);
    }
    this.#known = known;
    this.#groups = { start, end: this.#reader.at, count };
    this.#copied = this.#at = this.#reader.at;
  }

  /** For code that belongs here: what the guest has before is copied first. */
  get code(): CodeWriter {
    const { bytes } = this.module;
    this.#code ??= new CodeWriter(2 * (this.#range.end - this.#range.start) + 64);
    if (this.#copied < this.#at) this.#code.raw(bytes.subarray(this.#copied, this.#at));
    this.#copied = this.#at;
    return this.#code;
  }

  /** How many instructions came before this one: its number in a `TypedBody`. */
  get ordinal(): number {
    return this.#ordinal;
  }

  /** A new reader of the instructions of this function, for those who look ahead. */
  instructions(): ByteReader {
    return new ByteReader(this.module.bytes, this.#groups.end, this.#range.end);
  }

  /** A new reader of what follows the opcode of the instruction at hand. */
  immediates({ start }: Instruction): ByteReader {
    return new ByteReader(this.module.bytes, start + 1, this.#reader.at);
  }

  /** The instruction at hand. */
  get instructionBytes(): Uint8Array {
    return this.module.bytes.subarray(this.#instruction.start, this.#reader.at);
  }

  /** A new local, which is 0 at first. */
  addLocal(type: LocalType): number {
    const index = this.#known + this.#added.push(type) - 1;
    if (index < MOST.locals) return index;
    throw new CaptureFailure(
      `${labelOf(this.module, this.functionIndex)} has ${this.#known} locals, which leaves no room for more`,
      "split that function into several",
    );
  }

  /** A local to use between two neighbouring instructions; by number, as code may need several of a type. */
  scratch(type: LocalType, number = 0): number {
    const key = number * 256 + VALUE_TYPE_CODE[type];
    this.#scratch[key] ??= this.addLocal(type);
    return this.#scratch[key];
  }

  /**
   * The local in which the operand is, the deepest first, of an instruction with a fixed signature. Whoever asks for it asks in
   * `before`, and may ask again in `after`. The operands are evaluated once, however many passes ask.
   */
  operand(instruction: Instruction, position: number): number {
    if (this.#operands === NO_OPERANDS) this.#takeOperands(instruction);
    return this.#operands[position] as number;
  }

  /** All but the deepest move into locals; that one is copied and stays. */
  #takeOperands({ opcode, sub }: Instruction): void {
    const takes = signatureOf(opcode, sub)?.takes ?? [];
    const local = (type: number, position: number) =>
      this.scratch(TYPE_NUMBERS[type] as LocalType, FIRST_OPERAND + position);
    this.#operands = takes.map(local);
    const { code } = this;
    for (let position = takes.length - 1; position > 0; position--)
      code.with(Op.localSet, this.#operands[position] as number);
    if (takes.length > 0) code.with(Op.localTee, this.#operands[0] as number);
  }

  #giveOperands(): void {
    for (let position = 1; position < this.#operands.length; position++) {
      this.code.with(Op.localGet, this.#operands[position] as number);
    }
  }

  /** For a pass that has written a call. */
  forget(): void {
    for (const pass of this.#passes) pass.forget?.(this);
  }

  run(passes: readonly Pass[]): Uint8Array {
    this.#passes = passes;
    const busy: Pass[] = [];
    const sets: Uint8Array[] = [];
    for (let n = 0; n < passes.length; n++) {
      const set = (passes[n] as Pass).begin(this);
      if (set === undefined) continue;
      busy.push(passes[n] as Pass);
      sets.push(set);
    }
    if (busy.length > 0) this.#walk(busy, union(sets));
    this.#at = this.#range.end;
    return this.#finish();
  }

  #walk(passes: readonly Pass[], asked: Masks): void {
    const reader = this.#reader;
    const instruction = this.#instruction;
    for (;;) {
      this.#ordinal += skipShort(reader, asked);
      if (reader.remaining === 0) return;
      readInstruction(reader, instruction);
      const mask = asked[instruction.opcode] as number;
      if (mask !== 0) this.#ask(passes, mask);
      this.#ordinal++;
    }
  }

  #ask(passes: readonly Pass[], mask: number): void {
    const instruction = this.#instruction;
    this.#operands = NO_OPERANDS;
    this.#at = instruction.start;
    for (let n = 0; n < passes.length; n++) if ((mask >> n) & 1) passes[n]?.before?.(this, instruction);
    this.#giveOperands();
    for (let n = 0; n < passes.length; n++) {
      if (((mask >> n) & 1) === 0 || passes[n]?.instead?.(this, instruction) !== true) continue;
      this.#copied = this.#reader.at;
      break;
    }
    this.#at = this.#reader.at;
    for (let n = 0; n < passes.length; n++) if ((mask >> n) & 1) passes[n]?.after?.(this, instruction);
  }

  #finish(): Uint8Array {
    const { bytes } = this.module;
    if (this.#code === undefined) return bytes.subarray(this.#range.start, this.#range.end);
    const { code } = this;
    const { start, end, count } = this.#groups;
    const whole = new CodeWriter(end - start + 2 * this.#added.length + code.length + 16);
    whole.u32(count + this.#added.length).raw(bytes.subarray(start, end));
    for (const type of this.#added) whole.u8(1, VALUE_TYPE_CODE[type]);
    return whole.raw(code.since(0)).cut();
  }
}

const NO_OPERANDS: readonly number[] = [];
/** Scratch locals below this are free for passes. */
const FIRST_OPERAND = 4;

type Masks = Uint8Array;

/** Per opcode, a bit for each pass that wants to be asked: there are six at most. */
function union(sets: readonly Uint8Array[]): Masks {
  if (last?.sets.length === sets.length && sets.every((set, n) => set === last?.sets[n])) return last.masks;
  const masks = new Uint8Array(256);
  for (const [n, set] of sets.entries()) {
    for (let opcode = 0; opcode < 256; opcode++)
      masks[opcode] = (masks[opcode] as number) | ((set[opcode] as number) << n);
  }
  last = { sets, masks };
  return masks;
}

/** Most functions want the same as the one before. */
let last: { readonly sets: readonly Uint8Array[]; readonly masks: Masks } | undefined;
