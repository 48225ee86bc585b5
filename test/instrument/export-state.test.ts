import { describe, expect, it } from "vitest";
import { PENDING_TRAP } from "../../runtime/instrument/exports.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;
const MEMORY = `(memory (export "memory") 1)`;

describe("the globals of a guest", () => {
  const made = make(
    wat(`(module ${FORK} ${MEMORY}
      (global $stack_pointer (mut i32) (i32.const 1024)) (global $fixed i32 (i32.const 5)) (global $l (mut i64) (i64.const -9))
      (global $f (mut f32) (f32.const 0.5)) (global $d (mut f64) (f64.const 0.25))
      (func (export "_start")
        (global.set $stack_pointer (i32.add (global.get $stack_pointer) (global.get $fixed)))
        (global.set $l (i64.const 0x7000000000000001))
        (drop (call $fork))
        (i32.store (i32.const 0) (global.get $stack_pointer)) (i64.store (i32.const 8) (global.get $l))
        (f32.store (i32.const 16) (global.get $f)) (f64.store (i32.const 24) (global.get $d))))`),
  );

  it("are exported under their own index when they are mutable, exported by the guest or not", () => {
    expect(made.globals).toEqual([
      { exportName: "prong:global:0", type: "i32" },
      { exportName: "prong:global:2", type: "i64" },
      { exportName: "prong:global:3", type: "f32" },
      { exportName: "prong:global:4", type: "f64" },
    ]);
  });

  it("can be taken out of one instance and put into another", () => {
    const first = new ByHand(made, () => SUSPEND);
    const image = first.start() as Image;
    expect(image.globals).toEqual([1029, 0x7000000000000001n, 0.5, 0.25]);
    const second = new ByHand(made, () => SUSPEND);
    second.resume({ ...image, globals: [7, -3n, 1.5, 2.5] }, 0);
    const view = new DataView(second.memory.buffer);
    expect([
      view.getInt32(0, true),
      view.getBigInt64(8, true),
      view.getFloat32(16, true),
      view.getFloat64(24, true),
    ]).toEqual([7, -3n, 1.5, 2.5]);
  });
});

describe("a start function", () => {
  const made = make(
    wat(`(module ${FORK} ${MEMORY} (func $init (i32.store (i32.const 0) (call $fork))) (start $init)
      (func (export "_start") (i32.store (i32.const 4) (call $fork))))`),
  );

  it("does not run when the module is instantiated, but before _start when the entry is called", () => {
    const host = new ByHand(made, () => 3);
    expect(host.calls).toEqual([]);
    expect(host.start()).toBeUndefined();
    expect([host.u32(0), host.u32(4)]).toEqual([3, 3]);
  });

  it("can be captured in", () => {
    const host = new ByHand(made, () => SUSPEND);
    const inInit = host.start() as Image;
    const inStart = host.resume(inInit, 10) as Image;
    expect(host.resume(inStart, 20)).toBeUndefined();
    expect([host.u32(0), host.u32(4)]).toEqual([10, 20]);
  });
});

describe("a guest that takes its signals", () => {
  const made = make(
    wat(`(module ${FORK} (import "prong_v1" "sigaction" (func (param i32 i32 i32) (result i32))) ${MEMORY}
      (func (export "prong_deliver_signals") (i32.store (i32.const 0) (i32.const 5)))
      (func $init (i32.store (i32.const 4) (i32.const 6))) (start $init)
      (func (export "_start") (i32.store (i32.const 8) (call $fork))))`),
  );

  it.each([
    ["from its start when nothing is pending", 0, [0, 6, 3, 0]],
    ["from its start when a signal is, which waits for a call", 1, [5, 6, 3, 1]],
    ["only to take the signal of its trap, and to say that it has", PENDING_TRAP, [5, 0, 0, 1]],
  ])("is entered %s", (_, pending, seen) => {
    const host = new ByHand(made, () => 3);
    host.global("prong:pending").value = pending;
    host.start();
    expect([host.u32(0), host.u32(4), host.u32(8), host.global("prong:pending").value]).toEqual(seen);
  });
});
