/**
 * Copies the code of a function into a new body in which there are more blocks than there were: branches then have further
 * to go. Dead code is left out.
 */
import { BLOCK_EMPTY, Op } from "../guest/wasm/opcodes.ts";
import type { TypedBody } from "../guest/wasm/typed-body.ts";
import { VALUE_TYPE_CODE, type ValueType } from "../guest/wasm/types.ts";
import { CodeWriter } from "./wasm/writer.ts";

/** A block that takes and gives nothing. */
export const VOID = BLOCK_EMPTY & 0x7f;

export class CodeCopy {
  readonly code = new CodeWriter(1024);
  /** How many blocks are open in what is written. */
  depth = 0;
  /** For each block of the original that is open, the function first: how deep it is in what is written. */
  readonly #labels: number[] = [];

  constructor(readonly body: TypedBody) {}

  /** The block that was opened last is where branches to a block of the original go: the function itself, or a loop's. */
  beginLabel(): void {
    this.#labels.push(this.depth);
  }

  endLabel(): void {
    this.#labels.pop();
  }

  /** Opens a block of our own; answers how deep it is. */
  open(type: number, opcode: number = Op.block): number {
    this.code.u8(opcode, type);
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

  /** Copies instructions. */
  copy(from: number, to: number): void {
    const { body } = this;
    for (let i = from; i < to; i++) {
      const opcode = body.opcode(i);
      if (opcode === Op.block || opcode === Op.loop || opcode === Op.if || opcode === Op.try) {
        if (!body.isReachable(i)) {
          i = body.match(i);
          continue;
        }
        this.raw(i);
        this.#labels.push(++this.depth);
      } else if (opcode === Op.end) {
        this.#labels.pop();
        this.close();
      } else if (opcode === Op.delegate) {
        this.#labels.pop();
        this.depth--;
        this.code.with(Op.delegate, this.#label(body.index(i)));
      } else if (opcode === Op.else || opcode === Op.catch || opcode === Op.catchAll) {
        this.raw(i);
      } else if (body.isReachable(i)) {
        this.#plain(i, opcode);
      }
    }
  }

  /** Copies one instruction as it is. */
  raw(i: number): void {
    const { body } = this;
    this.code.raw(body.module.bytes.subarray(body.start(i), body.end(i)));
  }

  #plain(i: number, opcode: number): void {
    const { body, code } = this;
    if (opcode === Op.br || opcode === Op.brIf || opcode === Op.rethrow) {
      code.with(opcode, this.#label(body.index(i)));
    } else if (opcode === Op.brTable) {
      const labels = body.labels(i);
      code.with(opcode, labels.length - 1);
      for (const label of labels) code.u32(this.#label(label));
    } else {
      this.raw(i);
    }
  }

  /** The label that a label of the original has become. */
  #label(original: number): number {
    return this.depth - (this.#labels[this.#labels.length - 1 - original] as number);
  }
}

/** The byte of a value type. */
export function codeOf(type: ValueType): number {
  if (type === "ref") throw new RangeError("Cannot write a typed reference");
  return VALUE_TYPE_CODE[type];
}
