import { describe, expect, it } from "vitest";
import { openCallStack } from "../../runtime/instrument/pipeline.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, type Image, make as makeWith, SUSPEND } from "./by-hand.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;
const EXIT = `(import "wasi_snapshot_preview1" "proc_exit" (func $exit (param i32)))`;

const make = (bytes: Uint8Array) => makeWith(bytes, { capture: "asyncify" });

/** Calls fork at the bottom of a recursion; adds up on the way back, so that every frame matters. */
const deep = (depth: number) =>
  make(
    wat(`(module ${FORK} ${EXIT} (memory (export "memory") 1) (global $bottom (mut i32) (i32.const 7))
      (func $down (param $n i32) (param $f f64) (result i64) (local $kept i64)
        (local.set $kept (i64.mul (i64.extend_i32_u (local.get $n)) (i64.const 3)))
        (if (result i64) (local.get $n)
          (then (i64.add (call $down (i32.sub (local.get $n) (i32.const 1)) (f64.add (local.get $f) (f64.const 0.5)))
                         (i64.add (local.get $kept) (i64.trunc_f64_s (local.get $f)))))
          (else (global.set $bottom (i32.const 8)) (i64.extend_i32_s (call $fork)))))
      (func (export "_start")
        (i64.store (i32.const 16) (call $down (i32.const ${depth}) (f64.const 2)))
        (call $exit (global.get $bottom))))`),
  );

function sumOf(depth: number): number {
  let sum = 0;
  for (let n = depth, f = 2; n > 0; n--, f += 0.5) sum += n * 3 + Math.trunc(f);
  return sum;
}

const suspendAtFork = (name: string) => (name === "fork" ? SUSPEND : 0);

describe("a captured call stack", () => {
  it("can be resumed twice with two results: that is fork", () => {
    const host = new ByHand(deep(10), suspendAtFork);
    const image = host.start() as Image;
    expect(host.calls).toEqual(["fork()"]);
    const results = [0, 1234].map((result) => {
      expect(host.resume(image, result)).toBeUndefined();
      return host.u32(16) - sumOf(10);
    });
    expect(results).toEqual([0, 1234]);
    expect(host.calls).toEqual(["fork()", "exit(8)", "exit(8)"].map((call) => call.replace("exit", "proc_exit")));
  });

  it("can be resumed in another instance", () => {
    const made = deep(3);
    const image = new ByHand(made, suspendAtFork).start() as Image;
    const other = new ByHand(made, suspendAtFork);
    expect(other.resume(image, 5)).toBeUndefined();
    expect(other.u32(16)).toBe(sumOf(3) + 5);
  });

  it("can be resumed behind more pages than it was captured with", () => {
    const host = new ByHand(deep(3), suspendAtFork);
    const image = host.start() as Image;
    const memory = new Uint8Array(3 * 65536);
    memory.set(image.memory);
    expect(host.resume({ ...image, memory }, 5)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(3) + 5);
  });

  it("leaves the frame area zeroed, and guest memory as it was", () => {
    const host = new ByHand(deep(100), suspendAtFork);
    host.guestBytes().fill(0xaa);
    const image = host.start() as Image;
    expect(image.memory.every((byte) => byte === 0xaa)).toBe(true);
    expect(host.frameAreaIsZero()).toBe(true);
    host.resume(image, 0);
    expect(host.frameAreaIsZero()).toBe(true);
  });

  it("holds 5,000 frames of a guest with one page of memory", () => {
    const host = new ByHand(deep(5000), suspendAtFork);
    const image = host.start() as Image;
    expect(image.memory).toHaveLength(65536);
    host.resume(image, 1);
    expect(host.u32(16)).toBe(sumOf(5000) + 1);
  });

  it("can be captured again while it goes on", () => {
    const made = make(
      wat(`(module ${FORK} (memory (export "memory") 1) (func (export "_start") (local $n i32)
        (loop $again
          (i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (call $fork)))
          (br_if $again (i32.lt_u (local.tee $n (i32.add (local.get $n) (i32.const 1))) (i32.const 5))))))`),
    );
    const host = new ByHand(made, suspendAtFork);
    let image = host.start();
    for (let result = 1; image !== undefined; result++) image = host.resume(image, result);
    expect(host.u32(0)).toBe(1 + 2 + 3 + 4 + 5);
  });
});

describe("a call stack too large for the frame area", () => {
  // The area is as large as the engine's own stack, whose frames are larger, so no guest gets there with Node's settings.
  it("traps when the memory ends there, and guest memory is whole", () => {
    const host = new ByHand(deep(5000), suspendAtFork);
    host.global("prong:pages").value = host.memory.buffer.byteLength / 65536 - 1; // leaves one page for the frames
    host.guestBytes().fill(0xaa);
    expect(() => host.start()).toThrow(WebAssembly.RuntimeError);
    expect(host.port.state).toBe("capturing");
    host.port.reset();
    expect(host.port.state).toBe("running");
    expect(host.frameAreaIsZero()).toBe(true);
    expect(host.guestBytes().every((byte) => byte === 0xaa)).toBe(true);

    // The instance is fit for another process.
    const image = new ByHand(deep(5000), suspendAtFork).start() as Image;
    expect(host.resume(image, 3)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(5000) + 3);
  });

  it("is found when the memory is larger", () => {
    const memory = new WebAssembly.Memory({ initial: 40 });
    const data = () => new DataView(memory.buffer);
    const port = openCallStack({
      "prong:memory": memory,
      "prong:pages": { value: 1 },
      asyncify_start_unwind: () => {},
      asyncify_stop_unwind: () => expect(data().getUint32(65536, true)).toBe(0),
    });
    port.startCapture();
    data().setUint32(65536, 65536 + 16 * 65536 + 4, true);
    expect(() => port.finishCapture()).toThrow(
      `a call stack of ${16 * 65536 - 4} bytes: there is room for ${16 * 65536 - 8}`,
    );
    expect(port.state).toBe("running");
  });
});

describe("the port", () => {
  it("refuses what is out of turn", () => {
    const host = new ByHand(deep(1), suspendAtFork);
    expect(() => host.port.finishCapture()).toThrow("Cannot finish a capture as the guest is running, not capturing");
    expect(() => host.port.finishResume()).toThrow("Cannot finish a resume");
    host.port.reset();
    expect(host.port.state).toBe("running");
  });

  it("is reset after a trap in the middle of a resume", () => {
    const host = new ByHand(deep(5), suspendAtFork);
    const image = host.start() as Image;
    host.port.startResume(image.frames);
    expect(host.frameAreaIsZero()).toBe(false);
    host.port.reset();
    expect(host.frameAreaIsZero()).toBe(true);
    expect(host.resume(image, 9)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(5) + 9);
  });

  it("refuses an instance that was not instrumented", () => {
    expect(() => openCallStack({})).toThrow("was not instrumented");
  });
});
