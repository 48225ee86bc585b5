import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { FAULT, GuestMemory } from "../../runtime/kernel/guest-memory.ts";

/** The guest's size; the buffer behind it is larger, as an instance's memory is. */
const SIZE = 65536;
const BUFFER = SIZE + 4096;

function makeMemory(): { memory: GuestMemory; bytes: Uint8Array } {
  const buffer = new ArrayBuffer(BUFFER);
  const memory = new GuestMemory();
  memory.attach(buffer, SIZE);
  return { memory, bytes: new Uint8Array(buffer) };
}

/** What a function throws, or undefined. */
function thrownBy(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (error) {
    return error;
  }
}

const ACCESSES: [string, number, (memory: GuestMemory, address: number) => unknown][] = [
  ["u8", 1, (memory, address) => memory.u8(address)],
  ["u16", 2, (memory, address) => memory.u16(address)],
  ["u32", 4, (memory, address) => memory.u32(address)],
  ["u64", 8, (memory, address) => memory.u64(address)],
  ["setU8", 1, (memory, address) => memory.setU8(address, 1)],
  ["setU16", 2, (memory, address) => memory.setU16(address, 1)],
  ["setU32", 4, (memory, address) => memory.setU32(address, 1)],
  ["setU64", 8, (memory, address) => memory.setU64(address, 1n)],
  ["lend of 5", 5, (memory, address) => memory.lend(address, 5)],
  ["slice of 5", 5, (memory, address) => memory.slice(address, 5)],
  ["write of 5", 5, (memory, address) => memory.write(address, new Uint8Array(5))],
  ["array of 3 iovecs", 24, (memory, address) => memory.checkArray(address, 3, 8)],
];

describe.each(ACCESSES)("%s", (_name, length, access) => {
  it("takes the last address that it fits at", () => {
    expect(thrownBy(() => access(makeMemory().memory, SIZE - length))).toBeUndefined();
  });

  it.each([
    ["one byte further", SIZE - length + 1],
    ["just behind the guest's memory, where frames may lie", SIZE],
    ["behind the buffer", BUFFER],
    ["-1", -1],
    ["-2^31", -0x80000000],
    ["2^31 - 1", 0x7fffffff],
  ])("throws FAULT at %s", (_where, address) => {
    expect(thrownBy(() => access(makeMemory().memory, address))).toBe(FAULT);
  });
});

test("every access is inside the guest's memory, or FAULT; nothing else is ever thrown", () => {
  const { memory } = makeMemory();
  const i32 = fc.oneof(
    fc.integer({ min: -0x80000000, max: 0x7fffffff }),
    fc.integer({ min: SIZE - 20, max: SIZE + 20 }),
  );
  fc.assert(
    fc.property(i32, i32, (address, length) => {
      const fits = (address >>> 0) + (length >>> 0) <= SIZE;
      expect(thrownBy(() => memory.check(address, length))).toBe(fits ? undefined : FAULT);
      if (fits) expect(memory.slice(address, length).length).toBe(length);
      expect(thrownBy(() => memory.checkArray(address, length, 48))).toBe(
        (address >>> 0) + (length >>> 0) * 48 <= SIZE ? undefined : FAULT,
      );
    }),
  );
});

test.each([
  ["u8", 0xfe, (m: GuestMemory) => m.setU8(3, 0xfe), (m: GuestMemory) => m.u8(3)],
  ["u16", 0xfedc, (m: GuestMemory) => m.setU16(3, 0xfedc), (m: GuestMemory) => m.u16(3)],
  ["u32", 0xfedcba98, (m: GuestMemory) => m.setU32(3, 0xfedcba98), (m: GuestMemory) => m.u32(3)],
  ["u64", 2n ** 64n - 2n, (m: GuestMemory) => m.setU64(3, -2n), (m: GuestMemory) => m.u64(3)],
])("%s reads back what was stored, at any address", (_kind, value, store, load) => {
  const { memory } = makeMemory();
  store(memory);
  expect(load(memory)).toBe(value);
});

test("numbers are little-endian", () => {
  const { memory, bytes } = makeMemory();
  memory.setU32(0, 0x01020304);
  expect([...bytes.subarray(0, 4)]).toEqual([4, 3, 2, 1]);
});

test("nothing of length 0 is at the very end, but not behind it", () => {
  const { memory } = makeMemory();
  expect(memory.slice(SIZE, 0)).toHaveLength(0);
  expect(thrownBy(() => memory.slice(SIZE + 1, 0))).toBe(FAULT);
});

describe("cString()", () => {
  it.each([
    ["in the middle", 100, "hello"],
    ["empty", 100, ""],
    ["up to the last byte", SIZE - 6, "hello"],
  ])("reads a string %s", (_where, at, value) => {
    const { memory, bytes } = makeMemory();
    bytes.fill(0xff);
    bytes.set(new TextEncoder().encode(`${value}\0`), at);
    expect(new TextDecoder().decode(memory.cString(at))).toBe(value);
  });

  it("throws FAULT when the NUL lies behind the guest's memory", () => {
    const { memory, bytes } = makeMemory();
    bytes.fill(0xff, 0, SIZE);
    expect(thrownBy(() => memory.cString(SIZE - 3))).toBe(FAULT);
  });

  it("throws FAULT when there is no NUL at all", () => {
    const { memory, bytes } = makeMemory();
    bytes.fill(0xff);
    expect(thrownBy(() => memory.cString(0))).toBe(FAULT);
  });

  it("copies: what it read stays when the memory changes", () => {
    const { memory, bytes } = makeMemory();
    bytes.set([65, 66, 0], 10);
    const read = memory.cString(10);
    bytes.fill(0);
    expect([...read]).toEqual([65, 66]);
  });
});

describe("a watcher is told of", () => {
  const P = 4096;
  const WRITES: [string, (memory: GuestMemory) => unknown, number[]][] = [
    ["a byte", (m) => m.setU8(P - 1, 1), [0]],
    ["a short", (m) => m.setU16(P, 1), [1]],
    ["a word across pages", (m) => m.setU32(P - 2, 1), [0, 1]],
    ["a long across pages", (m) => m.setU64(3 * P - 7, 1n), [2, 3]],
    ["bytes", (m) => m.write(P, new Uint8Array(P)), [1]],
    ["a byte more", (m) => m.write(P, new Uint8Array(P + 1)), [1, 2]],
    ["no bytes", (m) => m.write(P, new Uint8Array(0)), []],
    ["no bytes at the very end", (m) => m.write(SIZE, new Uint8Array(0)), []],
    ["what it lends to be written", (m) => m.lend(5 * P - 1, 2 * P), [4, 5, 6]],
    ["nothing that is lent", (m) => m.lend(P, 0), []],
    ["the last byte", (m) => m.setU8(SIZE - 1, 1), [15]],
    ["nothing that is read", (m) => [m.slice(0, SIZE), m.u8(0), m.u16(0), m.u32(0), m.u64(0), m.cString(0)], []],
    ["nothing that is only checked", (m) => [m.check(0, P), m.checkArray(0, 9, 48)], []],
    ["nothing that is a FAULT", (m) => thrownBy(() => m.write(SIZE - 3, new Uint8Array(4))), []],
    ["nothing that is a FAULT by its length", (m) => thrownBy(() => m.lend(0, -1)), []],
  ];

  it.each(WRITES)("%s", (_what, write, pages) => {
    const told: number[] = [];
    const memory = new GuestMemory();
    memory.attach(new ArrayBuffer(BUFFER), SIZE, { hostWrote: (page) => told.push(page) });
    write(memory);
    expect(told).toEqual(pages);
  });

  it("nothing any more, once another memory was attached", () => {
    const told: number[] = [];
    const memory = new GuestMemory();
    const buffer = new ArrayBuffer(BUFFER);
    memory.attach(buffer, SIZE, { hostWrote: (page) => told.push(page) });
    memory.attach(buffer, SIZE);
    memory.setU8(0, 1);
    expect(told).toEqual([]);
  });
});

test("what was attached last is what is seen, also when it is the same buffer with another size", () => {
  const { memory } = makeMemory();
  const buffer = new ArrayBuffer(BUFFER);
  memory.attach(buffer, SIZE);
  memory.setU8(0, 5);
  expect(new Uint8Array(buffer)[0]).toBe(5);
  memory.attach(buffer, 16);
  expect(memory.size).toBe(16);
  expect(thrownBy(() => memory.u8(16))).toBe(FAULT);
});

test("before a memory is attached every access is a FAULT", () => {
  expect(thrownBy(() => new GuestMemory().u8(0))).toBe(FAULT);
});
