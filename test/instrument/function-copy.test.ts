import { describe, expect, it } from "vitest";
import { wat } from "../guest/wat.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;

/** Many instructions, none of which does anything: what they are in is not a small function any more. */
const LONG = "(nop) ".repeat(200);

/** Runs a program whose forks answer 10, 20, 30 ...; each captures the stack. Answers what it stored at 0 as i32s. */
function run(functions: string, start: string, words = 1): number[] {
  const bytes = wat(`(module ${FORK} (tag $e (param i32)) (memory (export "memory") 1) ${functions}
    (func (export "_start") ${start}))`);
  const host = new ByHand(make(bytes), (name) => (name === "fork" ? SUSPEND : 0));
  let image = host.start();
  for (let result = 10; image !== undefined; result += 10) {
    new Uint8Array(host.memory.buffer).fill(0xa5, host.guestBytes().length); // and nothing may count on zeros there
    image = host.resume(image, result);
  }
  return Array.from({ length: words }, (_, word) => host.u32(4 * word));
}

const ROWS: readonly (readonly [what: string, body: string, result: number])[] = [
  ["the call answers anew", "(call $fork)", 10],
  ["one call after the other", "(i32.sub (call $fork) (call $fork))", -10],
  ["a value waits on the stack", "(i32.add (i32.mul (local.get 0) (i32.const 100)) (call $fork))", 710],
  ["in the then of an if", "(if (result i32) (local.get 0) (then (call $fork)) (else (i32.const 1)))", 10],
  ["in the else of an if", "(if (result i32) (i32.eqz (local.get 0)) (then (i32.const 1)) (else (call $fork)))", 10],
  [
    "in both arms of an if, and in its condition",
    "(if (result i32) (i32.eqz (call $fork)) (then (call $fork)) (else (i32.add (call $fork) (local.get 0))))",
    27,
  ],
  [
    "an if on what is below it",
    "(i32.const 1000) (if (local.get 0) (then (drop (call $fork)))) (drop (call $fork)) (i32.const 5) (i32.sub)",
    995,
  ],
  [
    "each round of a loop",
    "(local i32) (loop (local.set 1 (i32.add (local.get 1) (call $fork))) (br_if 0 (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))) (local.get 1)",
    280,
  ],
  [
    "a loop in a loop",
    `(local i32 i32) (loop $o (local.set 1 (i32.const 3))
       (loop $i (local.set 2 (i32.add (local.get 2) (call $fork))) (br_if $i (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
       (br_if $o (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))) (local.get 2)`,
    2310,
  ],
  [
    "a branch out with what was answered",
    "(block $x (result i32) (drop (br_if $x (call $fork) (local.get 0))) (i32.const 1))",
    10,
  ],
  [
    "a br_table on what was answered",
    "(block $c (block $b (block $a (br_table $a $b $c (i32.div_u (call $fork) (i32.const 10)))) (return (i32.const 1))) (return (i32.const 2))) (i32.add (call $fork) (i32.const 3))",
    2,
  ],
  ["a return from within", "(block (loop (return (i32.add (call $fork) (local.get 0))))) (unreachable)", 17],
  [
    "values of all types",
    `(local i64 f32 f64) (local.set 1 (i64.const 5)) (local.set 2 (f32.const 0.5)) (local.set 3 (f64.const 0.25)) (drop (call $fork))
     (i32.trunc_f64_s (f64.mul (f64.const 8) (f64.add (f64.add (local.get 3) (f64.promote_f32 (local.get 2))) (f64.convert_i64_s (local.get 1)))))`,
    46,
  ],
  ["a vector", "(i32x4.splat (i32.const 4)) (drop (call $fork)) (i32x4.extract_lane 3)", 4],
  ["from within a try", "(try (result i32) (do (i32.add (call $fork) (local.get 0))) (catch $e))", 17],
  [
    "then a throw to the try around the site",
    "(try (result i32) (do (throw $e (call $fork))) (catch $e (i32.const 1) (i32.add)))",
    11,
  ],
  [
    "a try in a try, then a throw to the outer one",
    "(try (result i32) (do (try (do (throw $e (call $fork))) (delegate 0)) (i32.const 1)) (catch $e (i32.const 2) (i32.add)))",
    12,
  ],
  [
    "a loop around a try",
    "(loop (try (do (throw $e (call $fork))) (catch $e (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (drop))) (br_if 0 (local.get 0))) (call $fork)",
    80,
  ],
];

describe.each([
  ["a small function", ""],
  ["a function in two copies", LONG],
])("%s goes on where it was", (_, padding) => {
  it.each(ROWS)("%s", (_, body, result) => {
    const locals = body.match(/^\(local [^)]*\)/)?.[0] ?? "";
    const code = `${locals} ${padding} ${body.slice(locals.length)}`;
    const [found] = run(
      `(func $f (param i32) (result i32) ${code})`,
      "(i32.store (i32.const 0) (call $f (i32.const 7)))",
    );
    expect((found as number) | 0).toBe(result);
  });

  it("with several results", () => {
    const functions = `(func $f (param i32) (result i32 i64 f32) ${padding}
      (local.get 0) (i64.extend_i32_u (call $fork)) (f32.convert_i32_u (call $fork)))
      (func $g (result i32 i64 f32) ${padding} (call $f (i32.const 7)))`;
    const start = `(local i64 f32) (call $g) (local.set 1) (local.set 0)
      (i32.store (i32.const 0)) (i64.store (i32.const 4) (local.get 0)) (i32.store (i32.const 12) (i32.trunc_f32_s (local.get 1)))`.replace(
      "(i32.store (i32.const 0))",
      "(global.set $kept) (i32.store (i32.const 0) (global.get $kept))",
    );
    expect(run(`(global $kept (mut i32) (i32.const 0)) ${functions}`, start, 4)).toEqual([7, 10, 0, 20]);
  });

  it("in a block with several results", () => {
    const functions = `(func $f (param i32) (result i32) ${padding}
      (block (result i32 i32) (local.get 0) (call $fork)) (i32.sub) (call $fork) (i32.add))`;
    expect(run(functions, "(i32.store (i32.const 0) (call $f (i32.const 7)))")).toEqual([17]);
  });

  it("through a table, with the same function though the index is another by then", () => {
    const functions = `(table 2 funcref) (elem (i32.const 0) $one $two) (global $at (mut i32) (i32.const 0))
      (func $one (param i32) (result i32) (global.set $at (i32.const 1)) (i32.add (local.get 0) (call $fork)))
      (func $two (param i32) (result i32) (i32.mul (local.get 0) (call $fork)))
      (func $f (param i32) (result i32) ${padding} (call_indirect (param i32) (result i32) (local.get 0) (global.get $at)))`;
    expect(
      run(functions, "(i32.store (i32.const 0) (i32.add (call $f (i32.const 5)) (call $f (i32.const 5))))"),
    ).toEqual([115]);
  });

  it("an exception of the callee goes past frames that were resumed", () => {
    const functions = `(func $f (param i32) ${padding} (throw $e (i32.add (call $fork) (local.get 0))))
      (func $g (param i32) ${padding} (call $f (i32.add (local.get 0) (i32.const 1))))`;
    const start = "(i32.store (i32.const 0) (try (result i32) (do (call $g (i32.const 7)) (i32.const 0)) (catch $e)))";
    expect(run(functions, start)).toEqual([18]);
  });

  it("evaluates nothing twice", () => {
    const functions = `(global $count (mut i32) (i32.const 0))
      (func $tick (result i32) (global.set $count (i32.add (global.get $count) (i32.const 1))) (global.get $count))
      (func $two (param i32 i32) (result i32) (i32.add (i32.add (local.get 0) (local.get 1)) (call $fork)))
      (func $f (result i32) ${padding} (call $two (call $tick) (call $tick)))`;
    const start = "(i32.store (i32.const 0) (call $f)) (i32.store (i32.const 4) (global.get $count))";
    expect(run(functions, start, 2)).toEqual([13, 2]);
  });
});

it("a resumed function can be resumed once more, with other results", () => {
  const host = new ByHand(
    make(
      wat(`(module ${FORK} (memory (export "memory") 1) (func (export "_start")
      (i32.store (i32.const 0) (i32.add (call $fork) (call $fork)))))`),
    ),
    () => SUSPEND,
  );
  const first = host.start() as Image;
  const second = host.resume(first, 1) as Image;
  const found = [100, 200].map((result) => {
    host.resume(second, result);
    return host.u32(0);
  });
  const third = host.resume(first, 2) as Image;
  host.resume(third, 300);
  expect([...found, host.u32(0)]).toEqual([101, 201, 302]);
});
