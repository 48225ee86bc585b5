import { describe, expect, it } from "vitest";
import { CallStackOverflow } from "../../runtime/instrument/capture-stack.ts";
import { openFramesPort } from "../../runtime/instrument/frames-port.ts";
import { wat } from "../guest/wat.ts";
import { type Answer, ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;
const PAGE = 65536;
const ROOM = 16 * PAGE;

/** Calls fork at the bottom of a recursion, and adds up on the way back; `more` are further locals in each frame. */
const deep = (depth: number, more = 0) =>
  make(
    wat(`(module ${FORK} (memory (export "memory") 1)
      (func $down (param $n i32) (param $f f64) (result i64) (local $kept i64) ${"(local i64) ".repeat(more)}
        (local.set $kept (i64.mul (i64.extend_i32_u (local.get $n)) (i64.const 3)))
        (if (result i64) (local.get $n)
          (then (i64.add (call $down (i32.sub (local.get $n) (i32.const 1)) (f64.add (local.get $f) (f64.const 0.5)))
                         (i64.add (local.get $kept) (i64.trunc_f64_s (local.get $f)))))
          (else (i64.extend_i32_s (call $fork))))
        ${Array.from({ length: more }, (_, n) => `(i64.add (local.get ${n + 3}))`).join(" ")})
      (func (export "_start") (i64.store (i32.const 16) (call $down (i32.const ${depth}) (f64.const 2)))))`),
  );

function sumOf(depth: number): number {
  let sum = 0;
  for (let n = depth, f = 2; n > 0; n--, f += 0.5) sum += n * 3 + Math.trunc(f);
  return sum;
}

const suspend = (): Answer => SUSPEND;

describe("a captured call stack", () => {
  it("can be resumed in another instance", () => {
    const made = deep(3);
    const image = new ByHand(made, suspend).start() as Image;
    const other = new ByHand(made, suspend);
    expect(other.resume(image, 5)).toBeUndefined();
    expect(other.u32(16)).toBe(sumOf(3) + 5);
  });

  it("can be resumed behind more pages than it was captured with", () => {
    const host = new ByHand(deep(3), suspend);
    const image = host.start() as Image;
    const memory = new Uint8Array(3 * PAGE);
    memory.set(image.memory);
    expect(host.resume({ ...image, memory }, 5)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(3) + 5);
  });

  it("leaves the frame area zeroed, and guest memory as it was", () => {
    const host = new ByHand(deep(100), suspend);
    host.guestBytes().fill(0xaa);
    const image = host.start() as Image;
    expect(image.memory.every((byte) => byte === 0xaa)).toBe(true);
    expect(host.frameAreaIsZero()).toBe(true);
    host.resume(image, 0);
    expect(host.frameAreaIsZero()).toBe(true);
  });

  it("holds 5,000 frames", () => {
    const host = new ByHand(deep(5000), suspend);
    const image = host.start() as Image;
    expect(image.memory).toHaveLength(PAGE);
    host.resume(image, 1);
    expect(host.u32(16)).toBe(sumOf(5000) + 1);
  });

  it("is the same bytes wherever the memory ends, and a frame's site and function can be read in it", () => {
    const made = deep(2);
    const host = new ByHand(made, suspend);
    const image = host.start() as Image;
    const again = host.resume({ ...image, memory: new Uint8Array(5 * PAGE) }, 0);
    expect(again).toBeUndefined();
    const other = new ByHand(made, suspend);
    other.memory.grow(4);
    other.global("prong:pages").value = 5;
    expect((other.start() as Image).frames).toEqual(image.frames);
    // The innermost comes first: it is in the else, the others are in the then.
    const size = image.frames.length;
    const words = new Int32Array(image.frames.slice(0, size).buffer);
    expect([words[0], words[1]]).toEqual([1, 2]);
  });
});

describe("a call stack too large for the frame area", () => {
  const OVERFLOWS: readonly (readonly [what: string, made: ReturnType<typeof deep>, pages: number])[] = [
    ["many small frames", deep(5000), 16],
    ["a few large ones", deep(20, 1000), 16],
  ];

  it.each(OVERFLOWS)("traps at the end of the memory, and guest memory is whole: %s", (_, made, pages) => {
    const host = new ByHand(made, suspend);
    host.global("prong:pages").value = pages; // leaves one page for the frames
    host.guestBytes().fill(0xaa);
    expect(() => host.start()).toThrow(WebAssembly.RuntimeError);
    expect(host.port.state).toBe("capturing");
    host.port.reset();
    expect(host.port.state).toBe("running");
    expect(host.frameAreaIsZero()).toBe(true);
    expect(host.guestBytes().every((byte) => byte === 0xaa)).toBe(true);

    // The instance is fit for another process.
    const image = new ByHand(made, suspend).start() as Image;
    expect(host.resume(image, 3)).toBeUndefined();
  });

  // No guest gets there with Node's settings: the area is as large as the engine's own stack, whose frames are larger.
  it("is found when the memory goes on behind the area", () => {
    const memory = new WebAssembly.Memory({ initial: 40 });
    const [state, cursor] = [{ value: 0 }, { value: 0 }];
    const parts = { "prong:memory": memory, "prong:pages": { value: 1 }, "prong:state": state, "prong:cursor": cursor };
    const port = openFramesPort(parts);
    port.startCapture();
    cursor.value += ROOM + 4;
    new Uint8Array(memory.buffer).fill(0xaa, PAGE, cursor.value);
    expect(() => port.finishCapture()).toThrow(new CallStackOverflow(ROOM + 4, ROOM));
    expect(port.state).toBe("running");
    expect(new Uint8Array(memory.buffer).every((byte) => byte === 0)).toBe(true);
  });
});

describe("the port", () => {
  it("refuses what is out of turn", () => {
    const { port } = new ByHand(deep(1), suspend);
    expect(() => port.finishCapture()).toThrow("Cannot finish a capture as the guest is running, not capturing");
    expect(() => port.finishResume()).toThrow("Cannot finish a resume as the guest is running, not resuming");
    port.startCapture();
    expect(() => port.startCapture()).toThrow("Cannot start a capture as the guest is capturing, not running");
    expect(() => port.startResume(new Uint8Array(8))).toThrow("Cannot start a resume as the guest is capturing");
    port.reset();
    expect(port.state).toBe("running");
  });

  it("refuses frames that are too many", () => {
    const { port } = new ByHand(deep(1), suspend);
    expect(() => port.startResume(new Uint8Array(ROOM + 1))).toThrow(RangeError);
    expect(port.state).toBe("running");
  });

  it("finds out that frames are left, as those of another program may be", () => {
    const host = new ByHand(deep(1), suspend);
    const image = host.start() as Image;
    const frames = new Uint8Array(image.frames.length + 16);
    frames.set(image.frames, 16);
    expect(() => host.resume({ ...image, frames }, 0)).toThrow("Cannot finish a resume: 16 bytes of frames are left");
    host.port.reset();
    expect(host.frameAreaIsZero()).toBe(true);
  });

  it("is reset after a trap in the middle of a resume", () => {
    const host = new ByHand(deep(5), suspend);
    const image = host.start() as Image;
    host.port.startResume(image.frames);
    expect(host.frameAreaIsZero()).toBe(false);
    host.port.reset();
    expect(host.frameAreaIsZero()).toBe(true);
    expect(host.resume(image, 9)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(5) + 9);
  });

  it("refuses an instance that was not instrumented", () => {
    expect(() => openFramesPort({})).toThrow("was not instrumented");
  });
});
