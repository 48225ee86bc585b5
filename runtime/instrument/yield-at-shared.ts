/**
 * Lets the host take the turn before each access to memory that other processes see too: to the range that begins at
 * `prong:shared` and is `prong:shared-length` bytes long, of which the guest touches at least one. A length of 0 is no range.
 *
 *     if (address + offset + width - 1 - shared < length + width - 1)    unsigned: right for every length but 0
 *       prong:access(address + offset, width, what)
 *
 *     prong:access(at, size, what) {
 *       if (!prong:touches(at, size)) return                             exact
 *       again: tell at, size, what; door(access)
 *       if (prong:pending) { deliver signals; goto again }               handlers run first, so that what was told comes next
 *     }
 *
 * The range must be less than 4 GiB - 16 bytes long. An access that traps does not come to the door when it is out of the
 * range, and it is never kept from trapping. Loads, stores and atomics ask; so do memory.fill, copy (once) and init.
 */
import { type Instruction, Op } from "../guest/wasm/opcodes.ts";
import { ACCESSES, type Access, accessOf, readOffset } from "./accesses.ts";
import { type Delivery, writeDelivery } from "./deliver-signals.ts";
import { DoorCall, doorOf, writeDoorCall } from "./door.ts";
import {
  AccessBit,
  EXPORT_ACCESS,
  EXPORT_ACCESS_FROM,
  EXPORT_ACCESS_LENGTH,
  EXPORT_ACCESS_TO,
  EXPORT_SHARED,
  EXPORT_SHARED_LENGTH,
} from "./exports.ts";
import type { Preempt } from "./preempt.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";
import { opcodeSet, type Pass, type Weaving } from "./weave.ts";

const [I32_EQZ, I32_OR, I32_AND, I32_WRAP_I64] = [0x45, 0x72, 0x71, 0xa7] as const;
const [I64_LT_U, I64_ADD, I64_EXTEND_I32_U] = [0x54, 0x7c, 0xad] as const;

export function yieldAtShared(edit: ModuleEdit, points: Preempt, delivery: Delivery | undefined): void {
  const add = (name: string) => {
    const global = edit.addGlobal(0);
    edit.addExport(name, "global", global);
    return global;
  };
  const shared = add(EXPORT_SHARED);
  const length = add(EXPORT_SHARED_LENGTH);
  const told = [EXPORT_ACCESS_TO, EXPORT_ACCESS_FROM, EXPORT_ACCESS_LENGTH, EXPORT_ACCESS].map(add);
  const door = doorOf(edit);
  const touches = edit.addFunction("prong:touches", edit.type(["i64", "i64"], ["i32"]), [], (code) => {
    writeTouches(code, shared, length);
  });
  /** Ends a function that comes to the door: its parameters say what is told. */
  const writeVisit = (code: CodeWriter, [to, from, size, what]: readonly number[]) => {
    const [toldTo, toldFrom, toldLength, toldWhat] = told as [number, number, number, number];
    const tell = (local: number | undefined, global: number) =>
      code
        .with(Op.localGet, local as number)
        .op(I32_WRAP_I64)
        .with(Op.globalSet, global);
    if (delivery !== undefined) code.op(Op.loop).byte(0x40);
    tell(to, toldTo);
    tell(from, toldFrom);
    tell(size, toldLength);
    if (what === undefined) code.i32(AccessBit.reads | AccessBit.writes);
    else code.with(Op.localGet, what);
    code.with(Op.globalSet, toldWhat);
    writeDoorCall(code, door, DoorCall.access);
    if (delivery !== undefined) writeDelivery(code, delivery, 1).op(Op.end);
  };
  const access = edit.addFunction("prong:access", edit.type(["i64", "i64", "i32"], []), [], (code) => {
    code.with(Op.localGet, 0).with(Op.localGet, 1).with(Op.call, touches);
    code.op(I32_EQZ).when(() => code.op(Op.return));
    writeVisit(code, [0, 0, 1, 2]);
  });
  const copy = edit.addFunction("prong:copy", edit.type(["i64", "i64", "i64"], []), [], (code) => {
    for (const at of [0, 1]) code.with(Op.localGet, at).with(Op.localGet, 2).with(Op.call, touches);
    code
      .op(I32_OR)
      .op(I32_EQZ)
      .when(() => code.op(Op.return));
    writeVisit(code, [0, 1, 2]);
  });
  edit.passes.push(new YieldAtShared(shared, length, { access, copy }, points));
}

const ASKED = opcodeSet(...ACCESSES);

class YieldAtShared implements Pass {
  readonly #shared: number;
  readonly #length: number;
  /** Functions that come to the door. */
  readonly #visits: Readonly<Record<"access" | "copy", number>>;
  readonly #points: Preempt;

  constructor(shared: number, length: number, visits: Readonly<Record<"access" | "copy", number>>, points: Preempt) {
    this.#shared = shared;
    this.#length = length;
    this.#visits = visits;
    this.#points = points;
  }

  begin(): Uint8Array {
    return ASKED;
  }

  before(weaving: Weaving, instruction: Instruction): void {
    const access = accessOf(instruction.opcode, instruction.sub);
    if (access === undefined) return;
    if (access.kind === "scalar") this.#scalar(weaving, instruction, access);
    else this.#bulk(weaving, instruction, access);
  }

  #scalar(weaving: Weaving, instruction: Instruction, access: Access): void {
    const { width } = access;
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
      writeI64(code, width).i32(bitsOf(access));
      this.#points.writeCall(weaving, this.#visits.access);
    });
  }

  #bulk(weaving: Weaving, instruction: Instruction, access: Access): void {
    const { code } = weaving;
    const pass = (position: number) =>
      code.with(Op.localGet, weaving.operand(instruction, position)).op(I64_EXTEND_I32_U);
    pass(0);
    if (access.kind === "copy") pass(1);
    pass(2);
    if (access.kind !== "copy") code.i32(bitsOf(access));
    this.#points.writeCall(weaving, access.kind === "copy" ? this.#visits.copy : this.#visits.access);
  }
}

function bitsOf({ reads, writes, atomic }: Access): number {
  return (reads ? AccessBit.reads : 0) | (writes ? AccessBit.writes : 0) | (atomic ? AccessBit.atomic : 0);
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
