/**
 * Notes which pages of 4 KiB the guest writes to: every store sets a byte in a map behind the guest's memory. virtual-memory.ts
 * says where the map is, page-marks.ts reads it.
 *
 *     store(address, value)                  map[(address + offset rounded down to BUCKET) >> 12] = 1, unless it has trapped
 *     memory.fill copy init (to, length)     map[to >> 12 ... (to + length - 1) >> 12] = 1, unless it has trapped or length is 0
 *
 * So a mark is that of the page in which the *bucket* begins, and up to SPAN bytes of the page behind may be written too: the
 * host takes every marked page as written, and looks at the first SPAN bytes of the page behind each. This makes marks cheap:
 *
 *   - no offset below BUCKET needs to be added, and no store that crosses into another page needs a second mark;
 *   - stores from the same value of a local in the same bucket need one mark, where no label and no call lies between them;
 *   - up to BUCKET bytes copied or filled need one mark (measured: sorting with a function call for each copy 1.36 times as
 *     slow as the plain module, 1.07 so);
 *   - in a loop without calls, a store looks whether its page is that of the last time, instead of storing twice (measured: a
 *     sieve 1.4 times as slow as plain, 2.3 with two stores).
 */
import { type Instruction, Op } from "../guest/wasm/opcodes.ts";
import { readTypedBody } from "../guest/wasm/read-body.ts";
import { accessOf, readOffset, WRITES } from "./accesses.ts";
import { findMarks, type Marks } from "./find-marks.ts";
import { BUCKET, PAGE_BITS } from "./page-marks.ts";
import { takeMark } from "./take-mark.ts";
import type { ModuleEdit } from "./wasm/module-edit.ts";
import type { CodeWriter } from "./wasm/writer.ts";
import { opcodeSet, type Pass, type Weaving } from "./weave.ts";

const [I32_EQZ, I32_NE, I32_SHR_U, I32_STORE_8] = [0x45, 0x47, 0x76, 0x3a] as const;
const MEMORY_FILL = [0xfc, 0x0b, 0x00];

/**
 * Adds the pass to an edit; `marks` is the global that says where the map is. `shares`: may stores share marks? Not where the
 * host may look between any two.
 */
export function markPages(edit: ModuleEdit, marks: number, shares: boolean): void {
  takeMark(edit, marks);
  const markRange = edit.addFunction("prong:mark", edit.type(["i32", "i32"], []), ["i32"], (code) => {
    writeMarkRange(code, marks);
  });
  edit.passes.push(new MarkPages(marks, markRange, shares));
}

const ASKED = opcodeSet(...WRITES, Op.loop);

class MarkPages implements Pass {
  readonly #global: number;
  readonly #markRange: number;
  readonly #shares: boolean;

  // Of the function at hand:
  #marks: Marks | undefined;
  /** The helper locals: the page of the last time, or -1. */
  #last: number[] = [];

  constructor(global: number, markRange: number, shares: boolean) {
    this.#global = global;
    this.#markRange = markRange;
    this.#shares = shares;
  }

  begin({ module, functionIndex }: Weaving): Uint8Array {
    this.#marks = findMarks(readTypedBody(module, functionIndex), this.#shares);
    this.#last = [];
    return ASKED;
  }

  before(weaving: Weaving, instruction: Instruction): void {
    if (instruction.opcode === Op.loop) this.#beginLoop(weaving);
    else if (needsAddress(this.#markOf(weaving, instruction))) weaving.operand(instruction, 0);
  }

  after(weaving: Weaving, instruction: Instruction): void {
    const mark = this.#markOf(weaving, instruction);
    if (mark === undefined || mark === "none") return;
    const { code } = weaving;
    if (mark === "range") this.#range(code, weaving.operand(instruction, 0), weaving.operand(instruction, 2));
    else if (mark !== "usual" && "page" in mark) {
      code.with(Op.globalGet, this.#global).i32(1).u8(I32_STORE_8, 0).u32(mark.page);
    } else {
      const offset = readOffset(weaving.immediates(instruction), instruction.opcode);
      code.with(Op.localGet, weaving.operand(instruction, 0));
      if (offset >= BUCKET) code.i32(offset - (offset % BUCKET)).op(Op.i32Add);
      code.i32(PAGE_BITS).op(I32_SHR_U);
      if (mark === "usual") this.#set(code);
      else this.#setWhereNew(code, weaving.scratch("i32"), this.#last[mark.last] as number);
    }
  }

  /** Whoever ran may have looked, and cleared the marks. */
  forget({ code }: Weaving): void {
    for (const local of this.#last) code.i32(-1).with(Op.localSet, local);
  }

  #beginLoop(weaving: Weaving): void {
    const wanted = this.#marks?.loops.get(weaving.ordinal);
    if (wanted === undefined) return;
    while (this.#last.length < wanted) this.#last.push(weaving.addLocal("i32"));
    this.forget(weaving);
  }

  /** undefined: the instruction writes nothing. */
  #markOf({ ordinal }: Weaving, { opcode, sub }: Instruction): Kind | undefined {
    const access = accessOf(opcode, sub);
    if (access === undefined || !access.writes) return undefined;
    return access.kind === "scalar" ? (this.#marks?.stores.get(ordinal) ?? "usual") : "range";
  }

  /** Takes the number of a page off the stack. */
  #set(code: CodeWriter): void {
    code.with(Op.globalGet, this.#global).op(Op.i32Add).i32(1).u8(I32_STORE_8, 0, 0);
  }

  #setWhereNew(code: CodeWriter, page: number, last: number): void {
    code.with(Op.localTee, page).with(Op.localGet, last).op(I32_NE);
    code.when(() => this.#set(code.with(Op.localGet, page).with(Op.localTee, last)));
  }

  /** if (length - 1 < BUCKET) one mark; else call prong:mark */
  #range(code: CodeWriter, to: number, length: number): void {
    code.with(Op.localGet, length).i32(1).op(Op.i32Sub).i32(BUCKET).op(Op.i32LtU).u8(Op.if, 0x40);
    this.#set(code.with(Op.localGet, to).i32(PAGE_BITS).op(I32_SHR_U));
    code.op(Op.else).with(Op.localGet, to).with(Op.localGet, length).with(Op.call, this.#markRange).op(Op.end);
  }
}

type Kind = Marks["stores"] extends ReadonlyMap<number, infer Mark> ? Mark | "usual" | "range" : never;

function needsAddress(mark: Kind | undefined): boolean {
  return mark !== undefined && mark !== "none" && (typeof mark === "string" || "last" in mark);
}

/** mark(to, length): the first page and the last, and those between where there are any; always to fill would cost more. */
function writeMarkRange(code: CodeWriter, marks: number): void {
  const [first, length, last] = [0, 1, 2];
  const get = (local: number) => code.with(Op.localGet, local);
  const set = (local: number) => get(local).i32(1).u8(I32_STORE_8, 0, 0);
  get(length)
    .op(I32_EQZ)
    .when((inner) => inner.op(Op.return));

  // last = map + (to + length - 1 >> 12); first = map + (to >> 12)
  get(first);
  get(length).op(Op.i32Add).i32(1).op(Op.i32Sub).i32(PAGE_BITS).op(I32_SHR_U);
  code.with(Op.globalGet, marks).op(Op.i32Add).with(Op.localSet, last);
  get(first).i32(PAGE_BITS).op(I32_SHR_U).with(Op.globalGet, marks).op(Op.i32Add).with(Op.localSet, first);
  set(first);
  set(last);

  // if (last - first > 1) fill(first, 1, last - first)
  get(last);
  get(first).op(Op.i32Sub).i32(1).op(Op.i32GtU);
  code.when(() => {
    get(first).i32(1);
    get(last);
    get(first)
      .op(Op.i32Sub)
      .u8(...MEMORY_FILL);
  });
}
