/**
 * The frame of one function: which local lies where in it.
 *
 *     0  slots ...   size - 8  the function's number   size - 4  the number of its site
 *
 * The numbers come last, so that the frame that was written last can be read without knowing whose it is. A frame is as large
 * for every site; each site writes only what is needed after it.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import type { CodeWriter } from "./wasm/writer.ts";

/** What follows the slots. */
export const FOOTER = 8;

/** Size, then the opcodes that load and store; alignment is never more than 4, and 2 is how that is written. */
const ACCESS: Readonly<
  Partial<Record<ValueType, readonly [size: number, load: readonly number[], store: readonly number[]]>>
> = {
  i32: [4, [0x28], [0x36]],
  i64: [8, [0x29], [0x37]],
  f32: [4, [0x2a], [0x38]],
  f64: [8, [0x2b], [0x39]],
  v128: [16, [0xfd, 0], [0xfd, 11]],
};
const ALIGNED_TO_4 = 2;
const [, LOAD, STORE] = ACCESS.i32 as readonly [number, readonly number[], readonly number[]];
const I32_NE = 0x47;

export class Frame {
  size = FOOTER;
  /** Offset of each local that has a slot. */
  readonly #slots = new Map<number, number>();

  constructor(
    /** The number under which the function is resumed. */
    readonly id: number,
    /** The type of every local, spills too. */
    readonly typeOf: (local: number) => ValueType,
    readonly cursor: number,
  ) {}

  /** Makes room for a local, if there is none yet. Answers whether a frame can hold it: a reference it cannot. */
  reserve(local: number): boolean {
    if (this.#slots.has(local)) return true;
    const access = ACCESS[this.typeOf(local)];
    if (access === undefined) return false;
    this.#slots.set(local, this.size - FOOTER);
    this.size += access[0];
    return true;
  }

  /** Writes a local to its slot above the cursor. */
  save(code: CodeWriter, local: number): void {
    code.with(Op.globalGet, this.cursor).with(Op.localGet, local);
    access(code, this.#access(local)[2], this.#slots.get(local) as number);
  }

  /** Finishes the frame above the cursor with the number of the site, which is in this local, and moves the cursor above it. */
  finish(code: CodeWriter, site: number): void {
    const { cursor, size } = this;
    code.with(Op.globalGet, cursor).i32(this.id);
    access(code, STORE, size - FOOTER);
    code.with(Op.globalGet, cursor).with(Op.localGet, site);
    access(code, STORE, size - FOOTER + 4);
    code.with(Op.globalGet, cursor).i32(size).op(Op.i32Add).with(Op.globalSet, cursor);
  }

  /**
   * Takes the last frame, which must be this function's: moves the cursor below it, and reads its slots and the number of its
   * site. Until it is read the local for that number has the frame's address.
   */
  take(code: CodeWriter, site: number): void {
    const { cursor, size } = this;
    code.with(Op.globalGet, cursor).i32(size).op(Op.i32Sub).with(Op.localTee, site).with(Op.globalSet, cursor);
    code.with(Op.localGet, site);
    access(code, LOAD, size - FOOTER);
    code.i32(this.id).op(I32_NE);
    code.when((inner) => inner.op(Op.unreachable));
    for (const [local, offset] of this.#slots) {
      code.with(Op.localGet, site);
      access(code, this.#access(local)[1], offset);
      code.with(Op.localSet, local);
    }
    code.with(Op.localGet, site);
    access(code, LOAD, size - FOOTER + 4);
    code.with(Op.localSet, site);
  }

  #access(local: number): readonly [number, readonly number[], readonly number[]] {
    return ACCESS[this.typeOf(local)] as readonly [number, readonly number[], readonly number[]];
  }
}

/** Loads from an address with this offset, or stores there. */
function access(code: CodeWriter, opcode: readonly number[], offset: number): void {
  for (const byte of opcode) code.byte(byte);
  code.byte(ALIGNED_TO_4).u32(offset);
}
