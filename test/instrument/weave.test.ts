import { describe, expect, it } from "vitest";
import { Op } from "../../runtime/guest/wasm/opcodes.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { ModuleEdit } from "../../runtime/instrument/wasm/module-edit.ts";
import { writeModule } from "../../runtime/instrument/wasm/write-module.ts";
import { opcodeSet, type Pass } from "../../runtime/instrument/weave.ts";
import { wat } from "../guest/wat.ts";

const ADD = 0x6a;
const MUL = 0x6c;
const I32_STORE = 0x36;

/** Runs `f(a, b)` with these passes over it; answers what it did. */
function run(
  body: string,
  passes: readonly Pass[],
  ...args: number[]
): { answer: unknown; seen: unknown; memory: number; body: string } {
  const module = readModule(
    wat(`(module (memory (export "memory") 1) (global (export "seen") (mut i32) (i32.const 0))
      (func (export "f") (param i32 i32) (result i32) (local i64) ${body}))`),
  );
  const edit = new ModuleEdit(module);
  edit.passes.push(...passes);
  const bytes = writeModule(edit);
  const after = readModule(bytes);
  const { start, end } = after.bodies[0] as { start: number; end: number };
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes as BufferSource));
  const { f, seen, memory } = exports as {
    f: (...args: number[]) => number;
    seen: WebAssembly.Global;
    memory: WebAssembly.Memory;
  };
  return {
    answer: f(...args),
    seen: seen.value,
    memory: new DataView(memory.buffer).getInt32(0, true),
    body: Buffer.from(bytes.subarray(start, end)).toString("hex"),
  };
}

const SUM = "(i32.add (local.get 0) (local.get 1))";
const SEEN = 0;

/** `seen = seen * 10 + digit` */
const note = (digit: number, at: "before" | "after", opcode: number): Pass => ({
  begin: () => opcodeSet(opcode),
  [at](weaving: Parameters<NonNullable<Pass["before"]>>[0]) {
    weaving.code.with(Op.globalGet, SEEN).i32(10).op(MUL).i32(digit).op(ADD).with(Op.globalSet, SEEN);
  },
});

const product: Pass = {
  begin: () => opcodeSet(ADD),
  instead(weaving) {
    weaving.code.op(MUL);
    return true;
  },
};

/** Notes the operands of stores, before and after. */
const watch = (at: "before" | "after"): Pass => ({
  begin: () => opcodeSet(I32_STORE),
  before(weaving, instruction) {
    const [address, value] = [weaving.operand(instruction, 0), weaving.operand(instruction, 1)];
    if (at === "before")
      weaving.code.with(Op.localGet, address).with(Op.localGet, value).op(ADD).with(Op.globalSet, SEEN);
  },
  after(weaving, instruction) {
    if (at === "before") return;
    const value = weaving.operand(instruction, 1);
    weaving.code.with(Op.globalGet, SEEN).with(Op.localGet, value).op(MUL).with(Op.globalSet, SEEN);
  },
});

describe("a pass", () => {
  it.each([
    ["writes before an instruction", [note(1, "before", ADD)], 12, 1],
    ["writes after an instruction", [note(1, "after", ADD)], 12, 1],
    ["takes the place of an instruction", [product], 35, 0],
    [
      "works beside others: before and after, in their order",
      [note(3, "after", ADD), note(1, "before", ADD), note(2, "before", ADD), product],
      35,
      123,
    ],
    ["is asked only for what it wants", [note(1, "before", Op.loop)], 12, 0],
  ])("%s", (_, passes, answer, seen) => {
    expect(run(SUM, passes, 5, 7)).toMatchObject({ answer, seen });
  });

  it("finds operands in locals, which are evaluated once however many passes ask", () => {
    const body = `(i32.store (local.tee 0 (i32.sub (local.get 0) (i32.const 4))) (local.get 1)) (local.get 0)`;
    expect(run(body, [watch("before"), watch("after")], 4, 6)).toMatchObject({ answer: 0, memory: 6, seen: 36 });
  });

  it("adds locals behind those that there are", () => {
    const sum: Pass = {
      begin(weaving) {
        const [first, second] = [weaving.addLocal("v128"), weaving.addLocal("i32")];
        expect([first, second, weaving.scratch("f64"), weaving.scratch("f64"), weaving.scratch("f64", 1)]).toEqual([
          3, 4, 5, 5, 6,
        ]);
        weaving.code.i32(100).with(Op.localSet, second);
        return opcodeSet(ADD);
      },
      after: (weaving) => void weaving.code.with(Op.localGet, 4).op(ADD),
    };
    expect(run(SUM, [sum], 1, 2).answer).toBe(103);
  });

  it("that writes nothing leaves the function byte for byte as it was", () => {
    const idle: Pass = { begin: () => opcodeSet(ADD, Op.end), before: () => {}, instead: () => false, after: () => {} };
    const done: Pass = { begin: () => undefined };
    expect(run(SUM, [idle, done], 1, 2).body).toBe(run(SUM, [], 1, 2).body);
  });

  it("cannot give a function more locals than engines take", () => {
    const greedy: Pass = {
      begin(weaving) {
        for (let i = 0; i < 50_000; i++) weaving.addLocal("i32");
        return undefined;
      },
    };
    expect(() => run(SUM, [greedy], 1, 2)).toThrow(/function 0 \(f\) has 3 locals, which leaves no room for more/);
  });
});
