/**
 * Lets the host take the turn before each access to memory that other processes see too: to the range that begins at
 * `prong:shared` and is `prong:shared-length` bytes long, of which the guest touches at least one. A length of 0 is no range.
 *
 *     if (address + offset + width - 1 - shared < length + width - 1)    unsigned: right for every length but 0
 *       if (prong:touches(address + offset, width)) prong:preempt()      exact
 *
 * The range must be less than 4 GiB - 16 bytes long. An access that traps does not come to the door when it is out of the
 * range, and it is never kept from trapping. Loads, stores and atomics ask; so do memory.fill, copy (once) and init.
 */
import { type Instruction, Op } from "../guest/wasm/opcodes.ts";
import { ACCESSES, accessOf, readOffset } from "./accesses.ts";
import { EXPORT_SHARED, EXPORT_SHARED_LENGTH } from "./exports.ts";
import type { Preempt } from "./preempt.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";
import { opcodeSet, type Pass, type Weaving } from "./weave.ts";

const [I32_OR, I32_AND, I64_LT_U, I64_ADD, I64_EXTEND_I32_U] = [0x72, 0x71, 0x54, 0x7c, 0xad] as const;

export function yieldAtShared(edit: ModuleEdit, points: Preempt): void {
  const shared = edit.addGlobal(0);
  const length = edit.addGlobal(0);
  edit.addExport(EXPORT_SHARED, "global", shared);
  edit.addExport(EXPORT_SHARED_LENGTH, "global", length);
  const touches = edit.addFunction("prong:touches", edit.type(["i64", "i64"], ["i32"]), [], (code) => {
    writeTouches(code, shared, length);
  });
  edit.passes.push(new YieldAtShared(shared, length, touches, points));
}

const ASKED = opcodeSet(...ACCESSES);

class YieldAtShared implements Pass {
  readonly #shared: number;
  readonly #length: number;
  readonly #touches: number;
  readonly #points: Preempt;

  constructor(shared: number, length: number, touches: number, points: Preempt) {
    this.#shared = shared;
    this.#length = length;
    this.#touches = touches;
    this.#points = points;
  }

  begin(): Uint8Array {
    return ASKED;
  }

  before(weaving: Weaving, instruction: Instruction): void {
    const access = accessOf(instruction.opcode, instruction.sub);
    if (access === undefined) return;
    if (access.kind === "scalar") this.#scalar(weaving, instruction, access.width);
    else this.#bulk(weaving, instruction, access.kind === "copy");
  }

  #scalar(weaving: Weaving, instruction: Instruction, width: number): void {
    const address = weaving.operand(instruction, 0);
    const offset = readOffset(weaving.immediates(instruction), instruction.opcode);
    const { code } = weaving;
    code.with(Op.localGet, address);
    if (offset + width > 1) code.i32(offset + width - 1).op(Op.i32Add);
    code.with(Op.globalGet, this.#shared).op(Op.i32Sub).with(Op.globalGet, this.#length);
    if (width > 1) code.i32(width - 1).op(Op.i32Add);
    code.op(Op.i32LtU).when(() => {
      code.with(Op.localGet, address).op(I64_EXTEND_I32_U);
      if (offset > 0) writeI64(code, offset).op(I64_ADD);
      writeI64(code, width)
        .with(Op.call, this.#touches)
        .when(() => this.#points.writeCall(weaving));
    });
  }

  #bulk(weaving: Weaving, instruction: Instruction, reads: boolean): void {
    const [to, from, size] = [0, 1, 2].map((position) => weaving.operand(instruction, position)) as [
      number,
      number,
      number,
    ];
    const { code } = weaving;
    const touches = (address: number) => {
      code.with(Op.localGet, address).op(I64_EXTEND_I32_U).with(Op.localGet, size).op(I64_EXTEND_I32_U);
      code.with(Op.call, this.#touches);
    };
    touches(to);
    if (reads) {
      touches(from);
      code.op(I32_OR);
    }
    code.when(() => this.#points.writeCall(weaving));
  }
}

/** A constant below 2^33. */
function writeI64(code: CodeWriter, value: number): CodeWriter {
  code.op(0x42);
  let rest = value;
  for (; rest >= 64; rest = Math.floor(rest / 128)) code.byte((rest % 128) | 0x80);
  return code.byte(rest);
}

/** touches(address, size): is there a byte in both? address < shared + length and shared < address + size, neither empty. */
function writeTouches(code: CodeWriter, shared: number, length: number): void {
  const [address, size] = [0, 1];
  const wide = (global: number) => code.with(Op.globalGet, global).op(I64_EXTEND_I32_U);
  code.with(Op.localGet, address);
  wide(shared);
  wide(length).op(I64_ADD).op(I64_LT_U);
  wide(shared).with(Op.localGet, address).with(Op.localGet, size).op(I64_ADD).op(I64_LT_U).op(I32_AND);
  // an empty range between the two ends of the other would pass
  code.with(Op.globalGet, length).i32(0).op(0x47).op(I32_AND);
  code.with(Op.localGet, size).u8(0x50).u8(0x45).op(I32_AND);
}
