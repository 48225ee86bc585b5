/**
 * The frame of one function: which local lies where in it.
 *
 *     0  function index   4  site   8  slots ...
 *
 * A frame is as large for every site; each site writes only what is needed after it.
 */
import { Op } from "../guest/wasm/opcodes.ts";
import type { ValueType } from "../guest/wasm/types.ts";
import { CaptureFailure } from "./capture-stack.ts";
import type { CodeWriter } from "./wasm/writer.ts";

const HEADER = 8;

/** Size, then the instructions that load and store; alignment is never more than 4. */
const ACCESS: Readonly<
  Partial<Record<ValueType, readonly [size: number, load: readonly number[], store: readonly number[]]>>
> = {
  i32: [4, [0x28, 2], [0x36, 2]],
  i64: [8, [0x29, 2], [0x37, 2]],
  f32: [4, [0x2a, 2], [0x38, 2]],
  f64: [8, [0x2b, 2], [0x39, 2]],
  v128: [16, [0xfd, 0, 2], [0xfd, 11, 2]],
};

export class Frame {
  size = HEADER;
  /** Offset of each local that has a slot. */
  readonly #slots = new Map<number, number>();

  constructor(
    readonly functionIndex: number,
    /** The type of every local, spills too. */
    readonly typeOf: (local: number) => ValueType,
    readonly cursor: number,
  ) {}

  /** Makes room for a local, if there is none yet. */
  reserve(local: number): void {
    if (this.#slots.has(local)) return;
    const access = ACCESS[this.typeOf(local)];
    if (access === undefined) {
      throw new CaptureFailure(
        `function ${this.functionIndex} keeps a reference (${this.typeOf(local)}) while it calls what may wait, and a frame cannot hold that`,
        "do not keep references in variables across calls that may wait",
      );
    }
    this.#slots.set(local, this.size);
    this.size += access[0];
  }

  /** Writes a local to its slot above the cursor. */
  save(code: CodeWriter, local: number): void {
    const [, , store] = this.#access(local);
    code.with(Op.globalGet, this.cursor).with(Op.localGet, local);
    code.u8(...store).u32(this.#slots.get(local) as number);
  }

  /** Moves the cursor below the frame, and reads all its slots. */
  restore(code: CodeWriter, site: number): void {
    code.with(Op.globalGet, this.cursor).i32(this.size).op(Op.i32Sub).with(Op.globalSet, this.cursor);
    for (const [local, offset] of this.#slots) {
      const [, load] = this.#access(local);
      code
        .with(Op.globalGet, this.cursor)
        .u8(...load)
        .u32(offset)
        .with(Op.localSet, local);
    }
    code.with(Op.globalGet, this.cursor).u8(0x28, 2).u32(4).with(Op.localSet, site);
  }

  /** Writes the header, and moves the cursor above the frame. */
  finish(code: CodeWriter, site: number): void {
    code.with(Op.globalGet, this.cursor).i32(this.functionIndex).u8(0x36, 2).u32(0);
    code.with(Op.globalGet, this.cursor).with(Op.localGet, site).u8(0x36, 2).u32(4);
    code.with(Op.globalGet, this.cursor).i32(this.size).op(Op.i32Add).with(Op.globalSet, this.cursor);
  }

  #access(local: number): readonly [number, readonly number[], readonly number[]] {
    return ACCESS[this.typeOf(local)] as readonly [number, readonly number[], readonly number[]];
  }
}
