import { describe, expect, it } from "vitest";
import { Op } from "../../../runtime/guest/wasm/opcodes.ts";
import { bodyOf, numbers, where } from "./bodies.ts";

describe("TypedBody", () => {
  it("says parameters, results and locals of the function", () => {
    const body = bodyOf("(param i32 f64) (result i64) (local i32 i32 v128 funcref) i64.const 0");
    expect(body.parameters).toEqual(["i32", "f64"]);
    expect(body.results).toEqual(["i64"]);
    expect(body.locals).toEqual(["i32", "i32", "v128", "funcref"]);
  });

  it("gives each instruction its bytes, one after the other", () => {
    const body = bodyOf("i32.const 300 (br_table 0 0 0 (i32.const 1)) call $here");
    const hex = numbers(body).map((i) =>
      Buffer.from(body.module.bytes.subarray(body.start(i), body.end(i))).toString("hex"),
    );
    expect(hex).toEqual(["41ac02", "4101", "0e02000000", "1000", "0b"]);
  });

  it("links blocks, arms and ends", () => {
    const body = bodyOf("(block (if (i32.const 1) (then nop) (else (loop nop))))");
    const shown = numbers(body).map((i) => [i, body.opcode(i), body.enclosing(i), body.match(i), body.nextArm(i)]);
    expect(shown).toEqual([
      [0, Op.block, -1, 9, -1],
      [1, Op.i32Const, 0, -1, -1],
      [2, Op.if, 0, 8, 4],
      [3, Op.nop, 2, -1, -1],
      [4, Op.else, 2, 2, -1],
      [5, Op.loop, 2, 7, -1],
      [6, Op.nop, 5, -1, -1],
      [7, Op.end, 5, 5, -1],
      [8, Op.end, 2, 2, -1],
      [9, Op.end, 0, 0, -1],
      [10, Op.end, -1, -1, -1],
    ]);
  });

  it("links the arms of a try", () => {
    const body = bodyOf("(try (do nop) (catch $t drop drop) (catch_all nop))");
    const [opener, first, last, end] = [Op.try, Op.catch, Op.catchAll, Op.end].map(
      (op) => where(body, op)[0] as number,
    );
    expect([body.match(opener as number), body.nextArm(opener as number)]).toEqual([end, first]);
    expect([body.match(first as number), body.nextArm(first as number)]).toEqual([opener, last]);
    expect([body.match(last as number), body.nextArm(last as number)]).toEqual([opener, -1]);
  });

  it("says what labels mean", () => {
    const body = bodyOf("(block $a (loop $b (if (i32.const 1) (then (br_table $a 0 $b 3 (i32.const 0))))))");
    const [table] = where(body, Op.brTable) as [number];
    expect(body.labels(table)).toEqual([2, 0, 1, 3]);
    expect(body.labels(table).map((label) => body.target(table, label))).toEqual([0, 3, 1, -1]);
  });

  it("says who pushed what is on the stack", () => {
    const body = bodyOf(
      "(param i32) i32.const 1 local.get 0 (block (param i32) (result i32)) (if (result i32) (i32.const 1) (then i32.const 1) (else i32.const 2)) call $here drop drop drop",
    );
    const [call] = where(body, Op.call) as [number];
    expect(body.producersBefore(call).map((i) => body.opcode(i))).toEqual([Op.i32Const, Op.end, Op.end]);
    expect(body.producersBefore(2).map((i) => body.opcode(i))).toEqual([Op.i32Const, Op.localGet]);
    expect(body.producersBefore(3).map((i) => body.opcode(i))).toEqual([Op.i32Const, Op.block]);
  });

  it("says the types of blocks and of indirect calls", () => {
    const body = bodyOf(
      "(param i32) (block) (block (result f32) f32.const 1) drop local.get 0 (loop (param i32) (result i32 i32) i32.const 1) (call_indirect (param i32 i32) (i32.const 0))",
    );
    const blocks = [...where(body, Op.block), ...where(body, Op.loop)];
    expect(blocks.map((i) => body.blockType(i))).toEqual([
      { parameters: [], results: [] },
      { parameters: [], results: ["f32"] },
      { parameters: ["i32"], results: ["i32", "i32"] },
    ]);
    const [call] = where(body, Op.callIndirect) as [number];
    expect(body.module.types[body.index(call)]).toEqual({ parameters: ["i32", "i32"], results: [] });
    expect(body.tableIndex(call)).toBe(0);
  });
});
