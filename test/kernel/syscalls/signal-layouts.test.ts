import { describe, expect, it } from "vitest";
import { GuestMemory } from "../../../runtime/kernel/guest-memory.ts";
import {
  readAction,
  readTimespec,
  signalOfWasi,
  storeAction,
  storeInfo,
} from "../../../runtime/kernel/syscalls/signal-layouts.ts";

const memory = new GuestMemory();
memory.attach(new ArrayBuffer(128), 128);

it("what sigaction was told is stored and read again", () => {
  const action = { handler: 7, mask: 0xffff_0000_ffffn, flags: 0x10000004 };
  storeAction(memory, 8, action);
  expect(readAction(memory, 8)).toEqual(action);
});

it("a siginfo has its numbers where C looks for them", () => {
  storeInfo(memory, 0, { signal: 17, code: 1, pid: 9, uid: 3, status: 4, value: 5, timer: 6, overrun: 7 });
  expect([0, 8, 12, 16, 20, 24, 32, 36].map((at) => memory.u32(at))).toEqual([17, 1, 9, 3, 4, 5, 6, 7]);
});

describe("a timespec", () => {
  it.each([
    ["1.5 s", 1n, 500_000_000, 1_500_000_000],
    ["nothing", 0n, 0, 0],
    ["less than nothing", -1n, 0, -1],
    ["more nanoseconds than a second has", 0n, 1_000_000_000, -1],
    ["fewer than none", 0n, -1, -1],
  ])("of %s", (_, seconds, nanoseconds, read) => {
    memory.setU64(0, seconds);
    memory.setU32(8, nanoseconds);
    expect(readTimespec(memory, 0)).toBe(read);
  });
});

it("WASI has no SIGSTKFLT, and counts without it", () => {
  expect([15, 16, 17].map(signalOfWasi)).toEqual([15, 17, 18]);
});
