import { describe, expect, it } from "vitest";
import { openFramesPort } from "../../runtime/instrument/frames-port.ts";
import { wat } from "../guest/wat.ts";
import { type Answer, ByHand, type Image, make, SUSPEND } from "./by-hand.ts";

const FORK = `(import "prong_v1" "fork" (func $fork (result i32)))`;
const PAGE = 65536;

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

  it("can be resumed in a memory that has more pages than it was captured with", () => {
    const host = new ByHand(deep(3), suspend);
    const image = host.start() as Image;
    const memory = new Uint8Array(3 * PAGE);
    memory.set(image.memory);
    expect(host.resume({ ...image, memory }, 5)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(3) + 5);
  });

  it.each([10, 100, 5000])("borrows memory only: of %i frames nothing is left there", (depth) => {
    const host = new ByHand(deep(depth), suspend);
    host.guestBytes().fill(0xaa);
    const image = host.start() as Image;
    const isWhole = () => host.guestBytes().every((byte, address) => byte === 0xaa || (address >= 16 && address < 24));
    expect(isWhole()).toBe(true);
    expect(image.memory).toHaveLength(PAGE);
    host.resume(image, 1);
    expect(isWhole()).toBe(true);
    expect(host.u32(16)).toBe(sumOf(depth) + 1);
  });

  it("comes in chunks, of which all but the last have at least 2 KiB", () => {
    const { frames } = new ByHand(deep(5000), suspend).start() as Image;
    expect(frames.length).toBeGreaterThan(10);
    expect(frames.slice(0, -1).every(({ length }) => length >= 2048 && length < 2048 + 100)).toBe(true);
    expect(new ByHand(deep(5), suspend).start()?.frames).toHaveLength(1);
  });

  it("holds frames that are large: 8 KB each", () => {
    const made = deep(20, 1000);
    const host = new ByHand(made, suspend);
    const image = host.start() as Image;
    expect(image.frames).toHaveLength(22); // the last has what called them
    expect(host.resume(image, 3)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(20) + 3);
  });

  it("is the same bytes whatever the guest has in its memory, and a frame's function and site can be read in it", () => {
    const made = deep(2);
    const image = new ByHand(made, suspend).start() as Image;
    const other = new ByHand(made, suspend);
    other.guestBytes().fill(0xaa);
    expect((other.start() as Image).frames).toEqual(image.frames);
    // The innermost comes first: it is in the else, the others are in the then. Each ends with two numbers.
    const [first] = image.frames as readonly [Uint8Array];
    const [functionIndex, size] = made.frames[0] as readonly [number, number];
    const words = new Int32Array(first.slice(size - 8, size).buffer);
    expect([functionIndex, ...words]).toEqual([1, 1, 2]);
  });

  it("of a function that keeps more than a page is refused, by name", () => {
    expect(() => deep(1, 8100)).toThrow(
      "keeps 64824 bytes in variables while it calls what may wait, and a frame holds less than 65536",
    );
  });
});

describe("the port", () => {
  it("refuses what is out of turn", () => {
    const { port } = new ByHand(deep(1), suspend);
    expect(() => port.finishCapture()).toThrow("Cannot finish a capture as the guest is running, not capturing");
    expect(() => port.finishResume()).toThrow("Cannot finish a resume as the guest is running, not resuming");
    port.startCapture();
    expect(() => port.startCapture()).toThrow("Cannot start a capture as the guest is capturing, not running");
    expect(() => port.startResume([new Uint8Array(8)])).toThrow("Cannot start a resume as the guest is capturing");
    port.reset();
    expect(port.state).toBe("running");
  });

  it("refuses a chunk that is too large", () => {
    const { port } = new ByHand(deep(1), suspend);
    expect(() => port.startResume([new Uint8Array(5000)])).toThrow(
      "Cannot resume 5000 bytes of frames: there is room for",
    );
    expect(port.state).toBe("running");
  });

  it("finds out that frames are left, as those of another program may be", () => {
    const host = new ByHand(deep(1), suspend);
    const image = host.start() as Image;
    const frames = [new Uint8Array(16), ...image.frames];
    expect(() => host.resume({ ...image, frames }, 0)).toThrow("Cannot finish a resume: 16 bytes of frames are left");
    host.port.reset();
    expect(host.guestBytes()).toEqual(image.memory);
  });

  it.each([
    ["a function that there is not", [0, 0, 0, 0, 99, 0, 0, 0, 1, 0, 0, 0]],
    ["no function", new Array<number>(64).fill(0)],
    ["another type of function", [0, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0]],
  ])("traps on frames that were tampered with: %s", (_, bytes) => {
    const host = new ByHand(deep(1), suspend);
    const image = host.start() as Image;
    const [all] = image.frames as readonly [Uint8Array];
    const outer = all.slice(all.length - (host.made.frames.at(-1)?.[1] ?? 0));
    const frames = [Uint8Array.from([...bytes, ...outer])];
    expect(() => host.resume({ ...image, frames }, 0)).toThrow(WebAssembly.RuntimeError);
    host.port.reset();
    expect(host.guestBytes()).toEqual(image.memory);
  });

  it("is reset after a trap in the middle of a resume", () => {
    const host = new ByHand(deep(5), suspend);
    const image = host.start() as Image;
    host.port.startResume(image.frames);
    expect(host.guestBytes()).not.toEqual(image.memory);
    host.port.reset();
    expect(host.guestBytes()).toEqual(image.memory);
    expect(host.resume(image, 9)).toBeUndefined();
    expect(host.u32(16)).toBe(sumOf(5) + 9);
  });

  it("refuses an instance that was not instrumented", () => {
    expect(() => openFramesPort({})).toThrow("was not instrumented");
  });
});
