/**
 * Copies the code of a function into a new body in which there are more blocks than there were: branches then have further
 * to go. Dead code is left out.
 */
import { BLOCK_EMPTY, Op } from "../guest/wasm/opcodes.ts";
import { Cell, type TypedBody, WIDTH } from "../guest/wasm/typed-body.ts";
import { codeOf, type ValueType } from "../guest/wasm/types.ts";
import type { CodeWriter } from "./wasm/writer.ts";

/** A block that takes and gives nothing. */
export const VOID = BLOCK_EMPTY & 0x7f;

export class CodeCopy {
  /** How many blocks are open in what is written. */
  depth = 0;
  /** For each block of the original that is open, the function first: how deep it is in what is written. */
  readonly #labels: number[] = [];
  /** Which of the body's controls comes next: code is copied in its order. */
  #control = 0;

  constructor(
    readonly body: TypedBody,
    readonly code: CodeWriter,
  ) {}

  /** The block that was opened last is where branches to a block of the original go: the function itself, or a loop's. */
  beginLabel(): void {
    this.#labels.push(this.depth);
  }

  endLabel(): void {
    this.#labels.pop();
  }

  /** Opens a block of our own; answers how deep it is. */
  open(type: number, opcode: number = Op.block): number {
    this.code.byte(opcode).byte(type);
    return ++this.depth;
  }

  /** Opens a block of our own with these results; several need a type of their own. Answers how deep it is. */
  openTyped(
    results: readonly ValueType[],
    typeIndex: (results: readonly ValueType[]) => number,
    opcode: number = Op.block,
  ): number {
    if (results.length <= 1) return this.open(results[0] === undefined ? VOID : codeOf(results[0]), opcode);
    this.code.byte(opcode).s32(typeIndex(results));
    return ++this.depth;
  }

  /** Closes the innermost block. */
  close(): void {
    this.code.op(Op.end);
    this.depth--;
  }

  /** Branches out of as many blocks as lie around the one that is so deep. */
  branch(opcode: number, depth: number): void {
    this.code.with(opcode, this.depth - depth);
  }

  /** Copies instructions in as large pieces as there are, between dead code and branches with further to go. */
  copy(from: number, to: number): void {
    const { body } = this;
    const { controls, cells } = body;
    this.#seek(from);
    /** Where the piece begins that is still to be copied; -1 in dead code. */
    let piece = body.isReachable(from) ? from : -1;
    for (let i = controls[this.#control] as number; i < to; i = controls[++this.#control] as number) {
      const opcode = (cells[i * WIDTH + Cell.opcode] as number) & 0xff;
      const meaning = MEANINGS[opcode];
      if (meaning === OPENS) {
        if (piece < 0)
          this.#seek(body.match(i)); // a block in dead code, to its end
        else this.#labels.push(++this.depth);
      } else if (meaning === TURNS || meaning === CLOSES) {
        if (piece < 0) piece = i;
        if (meaning === TURNS) continue;
        this.#labels.pop();
        this.depth--;
        if (opcode === Op.delegate) piece = this.#branch(piece, i, opcode);
      } else if (piece >= 0) {
        if (meaning === BRANCHES) piece = this.#branch(piece, i, opcode);
        if (opcode === Op.brIf || body.opcode(i + 1) === Op.end) continue;
        this.#piece(piece, i + 1);
        piece = -1;
      }
    }
    if (piece >= 0) this.#piece(piece, to);
  }

  /** Copies one instruction as it is. */
  raw(i: number): void {
    this.#piece(i, i + 1);
  }

  #piece(from: number, to: number): void {
    if (from === to) return;
    const { body } = this;
    this.code.part(body.module.bytes, body.start(from), body.start(to));
  }

  /** To the first control that is not before this instruction. */
  #seek(i: number): void {
    const { controls } = this.body;
    while ((controls[this.#control] as number) < i) this.#control++;
  }

  /** A branch belongs to the piece before it where its labels are the same in the copy. Answers where the piece begins after it. */
  #branch(piece: number, i: number, opcode: number): number {
    const { body, code } = this;
    const labels = opcode === Op.brTable ? body.labels(i) : [body.index(i)];
    if (labels.every((label) => this.#label(label) === label)) return piece;
    this.#piece(piece, i);
    code.byte(opcode);
    if (opcode === Op.brTable) code.u32(labels.length - 1);
    for (const label of labels) code.u32(this.#label(label));
    return i + 1;
  }

  /** The label that a label of the original has become. */
  #label(original: number): number {
    return this.depth - (this.#labels[this.#labels.length - 1 - original] as number);
  }
}

/** What a control does, by opcode; nothing goes on behind it, if it is not here. */
const [OPENS, TURNS, CLOSES, BRANCHES] = [1, 2, 3, 4] as const;
const MEANINGS = new Uint8Array(256);
for (const opcode of [Op.block, Op.loop, Op.if, Op.try]) MEANINGS[opcode] = OPENS;
for (const opcode of [Op.else, Op.catch, Op.catchAll]) MEANINGS[opcode] = TURNS;
for (const opcode of [Op.end, Op.delegate]) MEANINGS[opcode] = CLOSES;
for (const opcode of [Op.br, Op.brIf, Op.brTable, Op.rethrow]) MEANINGS[opcode] = BRANCHES;
