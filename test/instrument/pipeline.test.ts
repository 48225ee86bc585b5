import { beforeAll, describe, expect, it } from "vitest";
import { inspectGuest } from "../../runtime/guest/inspect.ts";
import { readFunctionNames } from "../../runtime/guest/wasm/names.ts";
import { readModule } from "../../runtime/guest/wasm/reader.ts";
import { instrument, loadStackCapture, readInstrumented } from "../../runtime/instrument/pipeline.ts";
import { program, wat } from "../guest/wat.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;

beforeAll(loadStackCapture);

describe("instrument()", () => {
  it("reports how many functions can be on a captured stack, of how many", () => {
    const { functions } = make(
      wat(`(module ${FORK} (memory (export "memory") 1)
        (func $reaches (result i32) (call $fork)) (func $leaf (result i32) (i32.const 1)) (func $lone (result i32) (call $leaf))
        (func (export "_start") (drop (call $reaches)) (drop (call $lone))))`),
    );
    expect(functions).toEqual({ instrumented: 3, total: 6 }); // reaches, _start, prong:entry; leaf, lone, prong:grow
  });

  it("captures no stack at calls that never wait", () => {
    const getpid = `(import "prong_v1" "getpid" (func $getpid (result i32)))`;
    const { functions } = make(program("(drop (call $getpid))", getpid));
    expect(functions.instrumented).toBe(0);
  });

  it("assumes that an indirect call may reach fork", () => {
    const more = `${FORK} (table 1 funcref) (elem (i32.const 0) $fork)`;
    const made = make(program("(i32.store (i32.const 0) (call_indirect (result i32) (i32.const 0)))", more));
    const host = new ByHand(made, () => SUSPEND);
    host.resume(host.start() as Image, 6);
    expect(host.u32(0)).toBe(6);
  });

  it("keeps the names of functions, unless told not to", () => {
    const bytes = wat(
      `(module ${FORK} (memory (export "memory") 1) (func $curious (drop (call $fork))) (func (export "_start") (call $curious)))`,
      { names: true },
    );
    const namesIn = (names: boolean) => [
      ...readFunctionNames(readModule(instrument(inspectGuest(bytes), { names }).bytes)).values(),
    ];
    expect(namesIn(true)).toContain("curious");
    expect(namesIn(false)).not.toContain("curious");
  });

  it.each([
    [
      "several results",
      "(func $two (result i32 i64) (call $fork) (i64.const 4))",
      "(local i32) (call $two) (drop) (local.set 0) (i32.store (i32.const 0) (local.get 0))",
      9,
    ],
    [
      "block parameters",
      "",
      "(i32.const 0) (i32.const 1) (call $fork) (block (param i32 i32) (result i32) i32.add) (i32.store)",
      10,
    ],
    [
      "a vector",
      "",
      "(local v128) (local.set 0 (v128.load (i32.const 64))) (i32.store (i32.const 64) (call $fork)) " +
        "(i32.store (i32.const 0) (i32.add (i32.load (i32.const 64)) (i32x4.extract_lane 1 (local.get 0))))",
      9,
    ],
    [
      "a try",
      "(func $f (result i32) (call $fork))",
      "(try (do (i32.store (i32.const 0) (call $f))) (catch_all (unreachable)))",
      9,
    ],
  ])("takes %s around a fork", (_, more, body, wanted) => {
    const host = new ByHand(make(program(body, `${FORK} ${more}`)), () => SUSPEND);
    host.resume(host.start() as Image, 9);
    expect(host.u32(0)).toBe(wanted);
  });

  it("refuses what the tool cannot take, and goes on working", () => {
    const more = `${FORK} (table 1 funcref)`;
    const held = program(
      "(local funcref) (local.set 0 (table.get 0 (i32.const 0))) (drop (call $fork)) (i32.store (i32.const 0) (ref.is_null (local.get 0)))",
      more,
    );
    expect(() => instrument(inspectGuest(held, "held.wasm"), { capture: "asyncify" })).toThrow(
      /^Cannot run held\.wasm: stack capture cannot take it: /,
    );
    expect(() => instrument(inspectGuest(held, "held.wasm"))).toThrow(
      /^Cannot run held\.wasm: function 1 \(_start\) keeps a reference \(funcref\) while it calls what may wait, and a frame cannot hold that\. Do not keep /,
    );
    expect(make(program("(drop (call $fork))", FORK)).functions.instrumented).toBe(2);
  });

  it.each([
    ["a point in a catch", "(catch $e (loop $l (br_if $l (i32.load8_u (i32.const 9)))))"],
    ["in a catch a call of what has points", "(catch $e (call $spin))"],
  ])("does without points where there would be %s", (_, handler) => {
    const more = `${FORK} (tag $e) (func $spin (loop $l (br_if $l (i32.load8_u (i32.const 9)))))`;
    const bytes = program(`(try (do (throw $e)) ${handler}) (i32.store (i32.const 0) (call $fork))`, more);
    const made = make(bytes, { preempt: "loops" });
    expect(made.preempt).toBe("syscalls");
    const host = new ByHand(made, () => SUSPEND);
    host.resume(host.start() as Image, 9);
    expect(host.u32(0)).toBe(9);
    expect(make(program("(loop (drop (call $fork)))", FORK), { preempt: "loops" }).preempt).toBe("loops");
  });

  it.each([{}, { preempt: "loops" }, { marks: true }] as const)("takes a memory without a page (%o)", (options) => {
    const text = `(module ${FORK} (memory (export "memory") 0) (global $g (export "g") (mut i32) (i32.const 0))
      (func (export "_start") (global.set $g (i32.add (memory.size) (call $fork)))
        (drop (memory.grow (i32.const 1))) (i32.store (i32.const 0) (i32.add (global.get $g) (call $fork)))))`;
    const host = new ByHand(make(wat(text), options), () => SUSPEND);
    const first = host.start() as Image;
    expect(first.memory).toHaveLength(0);
    const second = host.resume(first, 5) as Image;
    expect(second.memory).toHaveLength(65536);
    host.resume(second, 7);
    expect(host.u32(0)).toBe(12);
  });

  it("describes what it made in the file itself", () => {
    const made = make(
      wat(
        `(module ${FORK} (global (mut i64) (i64.const 1)) (memory (export "memory") 3 7) (func (export "_start") (drop (call $fork))))`,
      ),
    );
    expect(readInstrumented(made.bytes)).toEqual(made);
    expect(made).toMatchObject({
      globals: [{ exportName: "prong:global:0", type: "i64" }],
      signals: false,
      guestPages: 3,
      maximumPages: 7,
      pageLimit: 7,
    });
  });
});
