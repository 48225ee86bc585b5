import { describe, expect, it } from "vitest";
import { readStack } from "../../runtime/instrument/read-stack.ts";
import { wat } from "../guest/wat.ts";
import { ByHand, make, SUSPEND } from "./by-hand.ts";

const LAYOUT = [
  [7, 8],
  [9, 20],
] as const;

const u32 = (number: number) => [0, 8, 16, 24].map((shift) => (number >>> shift) & 0xff);
const leaf = (site: number) => [...u32(1), ...u32(site)];
const caller = (filling: number, site: number) => [...new Array(12).fill(filling), ...u32(2), ...u32(site)];
const chunk = (...frames: readonly number[][]) => Uint8Array.from(frames.flat());

describe("readStack()", () => {
  it("tells the frames of a chunk, the innermost first, with what they keep", () => {
    expect(readStack([chunk(leaf(3), caller(5, 1), caller(6, 2))], LAYOUT)).toEqual([
      { functionIndex: 7, site: 3, bytes: Uint8Array.of() },
      { functionIndex: 9, site: 1, bytes: new Uint8Array(12).fill(5) },
      { functionIndex: 9, site: 2, bytes: new Uint8Array(12).fill(6) },
    ]);
  });

  it("goes on from chunk to chunk", () => {
    const chunks = [chunk(leaf(1), caller(1, 2)), chunk(caller(2, 3)), chunk(leaf(4))];
    expect(readStack(chunks, LAYOUT).map(({ site }) => site)).toEqual([1, 2, 3, 4]);
  });

  it("reads chunks that lie anywhere in a buffer", () => {
    const whole = chunk([1, 2, 3], caller(9, 8), [4]);
    expect(readStack([whole.subarray(3, 23)], LAYOUT)).toMatchObject([{ functionIndex: 9, site: 8 }]);
  });

  it("answers nothing for the stack of who has not run", () => {
    expect(readStack([], LAYOUT)).toEqual([]);
    expect(readStack([], [])).toEqual([]);
  });

  it.each<[string, Uint8Array, RegExp]>([
    ["cut in the two numbers", chunk(leaf(1)).subarray(4), /4 bytes are left, and the least is 8/],
    ["cut in what it keeps", chunk(caller(0, 1)).subarray(4), /function 9 has frames of 20 bytes, and 16 are left/],
    ["with something before the first frame", chunk([1], leaf(1)), /1 bytes are left/],
    ["of a function 0", chunk([...u32(0), ...u32(1)]), /there is no function with the number 0/],
    ["of a function behind the last", chunk([...u32(3), ...u32(1)]), /there is no function with the number 3/],
    ["of a function with a large number", chunk([...u32(0xffffffff), ...u32(1)]), /the number 4294967295/],
    ["at site 0", chunk(leaf(0)), /function 7 is at site 0, and the first is 1/],
  ])("refuses a frame %s", (_, frames, why) => {
    expect(() => readStack([chunk(leaf(1)), frames], LAYOUT)).toThrow(RangeError);
    expect(() => readStack([chunk(leaf(1)), frames], LAYOUT)).toThrow(why);
  });

  it("refuses what Asyncify has captured: its layout is empty", () => {
    expect(() => readStack([chunk(leaf(1))], [])).toThrow("Cannot read a call stack: there is no function");
  });
});

const RECURSION = wat(`(module
  (import "wasi_snapshot_preview1" "sched_yield" (func $yield (result i32)))
  (memory (export "memory") 1)
  (func $down (param i32) (result i32) (local i64)
    (local.set 1 (i64.extend_i32_u (local.get 0)))
    (if (local.get 0) (then (drop (call $down (i32.sub (local.get 0) (i32.const 1))))) (else (drop (call $yield))))
    (i32.wrap_i64 (local.get 1)))
  (func (export "_start") (drop (call $down (i32.const 2000)))))`);

it("a recursion 2,000 deep is read through all its chunks, with what each frame keeps", () => {
  const host = new ByHand(make(RECURSION), () => SUSPEND);
  const image = host.start();
  const stack = readStack(image?.frames ?? [], host.made.frames);
  expect(image?.frames.length).toBeGreaterThan(5);
  const down = stack.filter(({ functionIndex }) => functionIndex === 1);
  const numbers = down.map(({ bytes }) => new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true));
  expect(numbers).toEqual(Array.from({ length: 2001 }, (_, n) => n));
  expect(new Set(down.map(({ site }) => site)).size).toBe(2);
  expect(stack.slice(2001).map(({ functionIndex }) => functionIndex)).toEqual([2, expect.any(Number)]);
});
