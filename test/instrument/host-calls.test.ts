import { describe, expect, it } from "vitest";
import { wat } from "../guest/wat.ts";
import { ByHand, make, SUSPEND } from "./by-hand.ts";

const HEAD = `(import "prong_v1" "kill" (func $kill (param i32 i32) (result i32)))
  (import "prong_v1" "fork" (func $fork (result i32)))
  (memory (export "memory") 1)`;

/** Stores at 0 what the body leaves; every call is captured and resumed, and answers 10, 20, 30 ... */
function run(functions: string, body: string): { calls: readonly string[]; result: number } {
  const bytes = wat(`(module ${HEAD} ${functions} (func (export "_start") (i32.store (i32.const 0) ${body})))`);
  const host = new ByHand(make(bytes), () => SUSPEND);
  let image = host.start();
  for (let answer = 10; image !== undefined; answer += 10) image = host.resume(image, answer);
  return { calls: host.calls, result: host.u32(0) };
}

describe("a call of the host can be captured", () => {
  it("through a table", () => {
    const table = "(table 2 funcref) (elem (i32.const 0) $fork $kill)";
    const body = `(i32.add (call_indirect (result i32) (i32.const 0))
      (call_indirect (param i32 i32) (result i32) (i32.const 7) (i32.const 9) (i32.const 1)))`;
    expect(run(table, body)).toEqual({ calls: ["fork()", "kill(7, 9)"], result: 30 });
  });

  it("as a tail call, once, with the arguments that it had", () => {
    const functions = `(global $n (mut i32) (i32.const 0))
      (func $next (result i32) (global.set $n (i32.add (global.get $n) (i32.const 1))) (global.get $n))
      (func $tail (param i32) (result i32) (if (i32.eqz (local.get 0)) (then (unreachable)))
        (return_call $kill (call $next) (local.get 0)))`;
    expect(run(functions, "(i32.add (call $tail (i32.const 5)) (global.get $n))")).toEqual({
      calls: ["kill(1, 5)"],
      result: 11,
    });
  });

  it("as a tail call through a table, of a function with other parameters", () => {
    const functions = `(table 1 funcref) (elem (i32.const 0) $kill)
      (func $tail (param i64) (result i32)
        (return_call_indirect (param i32 i32) (result i32) (i32.wrap_i64 (local.get 0)) (i32.const 2) (i32.const 0)))`;
    expect(run(functions, "(call $tail (i64.const 5))")).toEqual({ calls: ["kill(5, 2)"], result: 10 });
  });
});
