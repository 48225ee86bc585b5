import { wasi } from "@bjorn3/browser_wasi_shim";
import { expect, it } from "vitest";
import { GuestMemory } from "../../../runtime/kernel/guest-memory.ts";
import { readSubscription, storeEvent } from "../../../runtime/kernel/syscalls/poll-layouts.ts";

const memory = new GuestMemory();
memory.attach(new ArrayBuffer(256), 256);

function subscription(type: number, flags = 0) {
  memory.setU64(0, 7n);
  memory.setU8(8, type);
  memory.setU32(16, 1);
  memory.setU64(24, 1_000n);
  memory.setU16(40, flags);
  return readSubscription(memory, 0);
}

const read = { userdata: 7n, subject: 1, timeout: 1_000n };

it.each([
  ["a time from now", wasi.EVENTTYPE_CLOCK, 0, { ...read, type: wasi.EVENTTYPE_CLOCK, absolute: false }],
  ["a time of a clock", wasi.EVENTTYPE_CLOCK, 1, { ...read, type: wasi.EVENTTYPE_CLOCK, absolute: true }],
  ["something to read", wasi.EVENTTYPE_FD_READ, 0, { ...read, type: wasi.EVENTTYPE_FD_READ, absolute: false }],
  ["nothing that there is", 3, 0, undefined],
])("reads a subscription to %s", (_what, type, flags, expected) => {
  expect(subscription(type, flags)).toEqual(expected);
});

it("stores what became of one", () => {
  const watch = subscription(wasi.EVENTTYPE_FD_READ);
  if (watch === undefined) throw new Error("no subscription");
  storeEvent(memory, 64, { watch, error: 8, bytes: 5, flags: 1 });
  expect([memory.u64(64), memory.u16(72), memory.u8(74), memory.u64(80), memory.u16(88)]).toEqual([7n, 8, 1, 5n, 1]);
});
