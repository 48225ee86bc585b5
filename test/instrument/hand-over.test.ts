/** A resumed function goes on in its normal copy from the head of an outermost loop on: it does the same there. */
import { describe, expect, it } from "vitest";
import { readFunctionNames } from "../../runtime/guest/wasm/names.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, make, SUSPEND } from "./by-hand.ts";

const HEAD = `(import "prong_v1" "fork" (func $fork (result i32))) (tag $e (param i32)) (memory (export "memory") 1)`;

/** Captured at every call (they answer 1, 2, 3 ...), or at none. */
function run(body: string, captures: boolean): number {
  const bytes = wat(`(module ${HEAD} (func $f (param i32) (result i32) ${body})
    (func (export "_start") (i32.store (i32.const 0) (call $f (i32.const 5)))))`);
  let answer = 0;
  const host = new ByHand(make(bytes), () => (captures ? SUSPEND : ++answer));
  for (let image = host.start(); image !== undefined; ) image = host.resume(image, ++answer);
  return host.u32(0) | 0;
}

/** Local 0 counts down from 5. */
const NEXT = "(br_if $l (local.tee 0 (i32.sub (local.get 0) (i32.const 1))))";

const ROWS: readonly (readonly [what: string, body: string])[] = [
  ["a loop", `(local i32) (loop $l (local.set 1 (i32.add (local.get 1) (call $fork))) ${NEXT}) (local.get 1)`],
  [
    "a loop that lies on a value",
    `(local.get 0) (loop $l (drop (call $fork)) ${NEXT}) (i32.mul (local.get 0) (i32.const 3)) (i32.add)`,
  ],
  [
    "a loop that takes values",
    `(i32.const 1) (i32.const 2) (loop $l (param i32 i32) (result i32) (i32.mul) (i32.add (call $fork)) (i32.const 3) ${NEXT} (i32.sub))`,
  ],
  [
    "a loop that gives a value, within a block that does",
    `(block $b (result i32) (loop $l (result i32) (drop (br_if $b (call $fork) (i32.eq (local.get 0) (i32.const 2)))) ${NEXT} (i32.const 77)))`,
  ],
  [
    "one of two loops, and then the other",
    `(local i32) (loop $l (local.set 1 (i32.add (local.get 1) (call $fork))) ${NEXT}) (local.set 0 (i32.const 3))
     (block (loop $l (local.set 1 (i32.mul (local.get 1) (call $fork))) ${NEXT})) (local.get 1)`,
  ],
  [
    "a loop in either arm of an if",
    `(local i32) (if (i32.and (call $fork) (i32.const 1))
       (then (loop $l (local.set 1 (i32.add (local.get 1) (call $fork))) ${NEXT}))
       (else (loop $l (local.set 1 (i32.sub (local.get 1) (call $fork))) ${NEXT}))) (local.get 1)`,
  ],
  [
    "a loop in a loop",
    `(local i32 i32) (loop $l (local.set 1 (i32.const 3))
       (loop $i (local.set 2 (i32.add (local.get 2) (call $fork))) (br_if $i (local.tee 1 (i32.sub (local.get 1) (i32.const 1))))) ${NEXT})
     (local.get 2)`,
  ],
  [
    "loops in a loop in a loop, from each of them",
    `(local i32 i32 i32) (loop $l (local.set 1 (i32.const 2)) (local.set 3 (i32.add (local.get 3) (call $fork)))
       (loop $i (local.set 2 (i32.const 2)) (local.set 3 (i32.xor (local.get 3) (call $fork)))
         (loop $j (local.set 3 (i32.mul (local.get 3) (call $fork))) (br_if $j (local.tee 2 (i32.sub (local.get 2) (i32.const 1)))))
         (br_if $i (local.tee 1 (i32.sub (local.get 1) (i32.const 1)))))
       (loop $k (br_if $k (i32.and (call $fork) (i32.const 1)))) ${NEXT})
     (local.get 3)`,
  ],
  [
    "a loop in a loop that lie on values, and take some",
    `(local i32) (i32.const 3) (loop $l (param i32) (result i32)
       (i32.const 2) (i32.const 7) (loop $i (param i32 i32) (result i32) (i32.add (call $fork))
         (i32.const 1) (br_if $i (i32.and (local.tee 1 (call $fork)) (i32.const 2))) (i32.add) (i32.add)) (i32.add) ${NEXT})`,
  ],
  [
    "a loop that goes on from two places",
    `(local i32) (loop $l (block $x (local.set 1 (i32.add (local.get 1) (call $fork)))
       (br_if $x (i32.and (local.get 1) (i32.const 1))) (local.set 0 (i32.sub (local.get 0) (i32.const 1))) (br_if $l (local.get 0))) ${NEXT})
     (local.get 1)`,
  ],
  [
    "a loop in a try, that throws to it",
    `(try (result i32) (do (loop $l (if (i32.eq (local.get 0) (i32.const 2)) (then (throw $e (call $fork)))) (drop (call $fork)) ${NEXT}) (i32.const 1))
       (catch $e (i32.const 100) (i32.add)))`,
  ],
  [
    "a loop that has variables of all types",
    `(local i64 f32 f64 v128) (loop $l
       (local.set 1 (i64.add (local.get 1) (i64.extend_i32_u (call $fork)))) (local.set 2 (f32.add (local.get 2) (f32.const 0.5)))
       (local.set 3 (f64.add (local.get 3) (f64.const 0.25))) (local.set 4 (i32x4.add (local.get 4) (i32x4.splat (i32.const 3)))) ${NEXT})
     (i32.add (i32.add (i32.wrap_i64 (local.get 1)) (i32.trunc_f32_s (local.get 2)))
       (i32.add (i32.trunc_f64_s (local.get 3)) (i32x4.extract_lane 2 (local.get 4))))`,
  ],
  [
    "a loop that has a reference where it calls nothing",
    `(local funcref) (loop $l (br_if 1 (i32.const 9) (ref.is_null (local.get 1)) (i32.eqz)) (drop) (drop (call $fork)) (local.set 1 (ref.null func)) ${NEXT}) (i32.const 4)`.replace(
      "(br_if 1 (i32.const 9) (ref.is_null (local.get 1)) (i32.eqz)) (drop)",
      "(if (i32.eqz (ref.is_null (local.get 1))) (then (return (i32.const 9))))",
    ),
  ],
];

describe("a function hands over", () => {
  it.each(ROWS)("%s", (_, body) => {
    expect(run(body, true)).toBe(run(body, false));
  });
});

it("there is a copy to be entered only where there is such a loop", () => {
  const bytes = wat(
    `(module ${HEAD} (func $f (loop $l (br_if $l (call $fork)))) (func (export "_start") (call $f) (drop (call $fork))))`,
    { names: true },
  );
  const names = [...readFunctionNames(readModule(make(bytes).bytes)).values()];
  expect(names.filter((name) => /^(resume|enter):[12]$/.test(name)).sort()).toEqual([
    "enter:1",
    "resume:1",
    "resume:2",
  ]);
});
