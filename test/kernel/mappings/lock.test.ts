import { expect, it } from "vitest";
import { RLIMIT_MEMLOCK } from "../../../runtime/abi/resource.ts";
import { lockedBytes } from "../../../runtime/kernel/mappings/lock.ts";
import { Mapper, PRIVATE, REGION, WHOLE } from "./mapper.ts";

it.each<[string, string | number, string, ...number[]]>([
  ["a part of a page", 0, "mlock", REGION + 5, 1],
  ["nothing", 0, "mlock", REGION, 0],
  ["what is not mapped", "ENOMEM", "mlock", REGION, 2 * WHOLE],
  ["what is behind the memory", "ENOMEM", "mlock", 1 << 21, 1],
  ["a range over 4 GiB", "EINVAL", "mlock", -4096, 8192],
  ["what is not mapped", "ENOMEM", "munlock", REGION, 2 * WHOLE],
  ["flags that there are not", "EINVAL", "mlockall", 8],
  ["MCL_ONFAULT alone", "EINVAL", "mlockall", 4],
  ["all that there is", 0, "mlockall", 1],
])("of %s: %s from %s", (_what, answer, call, ...args) => {
  const mapper = new Mapper();
  mapper.mapped(WHOLE);
  expect(mapper.rig.say(call, ...args)).toBe(answer);
});

it("locked bytes are counted in pages, once, until they are unlocked or unmapped", () => {
  const mapper = new Mapper();
  const at = mapper.mapped(4 * 4096);
  const locked = (call: string, ...args: number[]) => {
    mapper.rig.call(call, ...args);
    return lockedBytes(mapper.space) / 4096;
  };
  expect(locked("mlock", at + 1, 4096)).toBe(2);
  expect(locked("mlock", at, 4 * 4096)).toBe(4);
  expect(locked("munlock", at + 4096, 4096)).toBe(3);
  expect(locked("munmap", at, 4096)).toBe(2);
  expect(locked("mlockall", 1)).toBe(REGION / 4096 + 3);
  expect(locked("mlockall", 0)).toBe(0);
});

it("with MCL_FUTURE, and with MAP_LOCKED, what is mapped later is locked", () => {
  const mapper = new Mapper();
  mapper.mapped(4096, PRIVATE | 0x20 | 0x2000);
  expect(lockedBytes(mapper.space)).toBe(4096);
  mapper.rig.call("mlockall", 2);
  mapper.mapped(4096);
  expect(lockedBytes(mapper.space)).toBe(8192);
});

it.each<[string, number, string | number]>([
  ["two pages", 2 * 4096, 0],
  ["a page less", 4096, "ENOMEM"],
  ["none at all", 0, "EPERM"],
])("RLIMIT_MEMLOCK of %s, when two pages are to be locked", (_what, most, answer) => {
  const mapper = new Mapper();
  const at = mapper.mapped(3 * 4096);
  const { process } = mapper.rig;
  process.limits = process.limits.with(RLIMIT_MEMLOCK, { soft: BigInt(most), hard: BigInt(most) });
  expect(mapper.rig.say("mlock", at, 2 * 4096)).toBe(answer);
  if (answer === 0) expect(mapper.rig.say("mlock", at, 2 * 4096)).toBe(0); // they are locked already
});
