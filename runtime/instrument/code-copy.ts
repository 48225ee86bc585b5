/**
 * Copies the code of a function into a new body in which there are more blocks than there were: branches then have further
 * to go. Dead code is left out.
 */
import { BLOCK_EMPTY, Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
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

  /** Copies instructions: what lies between two controls in one piece. */
  copy(from: number, to: number): void {
    const { body } = this;
    const { controls } = body;
    this.#seek(from);
    /** Where the piece begins that is still to be copied; -1 in dead code. */
    let piece = body.isReachable(from) ? from : -1;
    for (let i = controls[this.#control] as number; i < to; i = controls[this.#control] as number) {
      const meaning = MEANINGS[body.opcode(i)];
      if (piece < 0 && meaning !== CLOSES && meaning !== TURNS) {
        if (meaning === OPENS) this.#seek(body.match(i)); // a block in dead code, to its end
        this.#control++;
        continue;
      }
      if (meaning === COPIED || meaning === OPENS || meaning === TURNS) {
        this.#piece(piece < 0 ? i : piece, i + 1);
        if (meaning === OPENS) this.#labels.push(++this.depth);
        piece = meaning === COPIED ? -1 : i + 1;
      } else {
        if (piece >= 0) this.#piece(piece, i);
        piece = this.#rewrite(i) ? i + 1 : -1;
      }
      this.#control++;
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

  /** An instruction in which other numbers stand. Answers whether the code behind it can be reached. */
  #rewrite(i: number): boolean {
    const { body, code } = this;
    const opcode = body.opcode(i);
    switch (opcode) {
      case Op.end:
        this.#labels.pop();
        this.close();
        return true;
      case Op.delegate:
        this.#labels.pop();
        this.depth--;
        code.with(Op.delegate, this.#label(body.index(i)));
        return true;
      case Op.brTable: {
        const labels = body.labels(i);
        code.with(opcode, labels.length - 1);
        for (const label of labels) code.u32(this.#label(label));
        return false;
      }
      default:
        code.with(opcode, this.#label(body.index(i)));
        return opcode === Op.brIf;
    }
  }

  /** The label that a label of the original has become. */
  #label(original: number): number {
    return this.depth - (this.#labels[this.#labels.length - 1 - original] as number);
  }
}

/** What is to be done about a control, by opcode: other numbers stand in its copy, unless it is here. */
const [OPENS, TURNS, CLOSES, COPIED] = [1, 2, 3, 4] as const;
const MEANINGS = new Uint8Array(256);
for (const opcode of [Op.block, Op.loop, Op.if, Op.try]) MEANINGS[opcode] = OPENS;
for (const opcode of [Op.else, Op.catch, Op.catchAll]) MEANINGS[opcode] = TURNS;
for (const opcode of [Op.end, Op.delegate]) MEANINGS[opcode] = CLOSES;
for (const opcode of [Op.unreachable, Op.return, Op.returnCall, Op.returnCallIndirect, Op.throw])
  MEANINGS[opcode] = COPIED;
