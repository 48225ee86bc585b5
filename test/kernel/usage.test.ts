import { expect, it } from "vitest";
import { RLIMIT_CPU } from "../../runtime/abi/resource.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import {
  addChildUsage,
  chargeTime,
  cpuTime,
  lookAtClock,
  ownUsage,
  storeRusage,
  storeTimeval,
  toTicks,
  usageWithChildren,
} from "../../runtime/kernel/usage.ts";
import { sleepOn } from "../../runtime/kernel/wait-queue.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

it("computing is user time, looking at the clock is system time, and the clock moves", () => {
  const { kernel, first } = makeKernel();
  chargeTime(kernel, first, 5000);
  expect(lookAtClock(kernel, first)).toBe(1000);
  expect([first.usage.user, first.usage.system, cpuTime(first)]).toEqual([5000, 1000, 6000]);
});

it("who has a limit of time is looked at once it has used some", () => {
  const { kernel, world, first } = makeKernel();
  lookAtClock(kernel, first);
  expect(world.charged.has(first)).toBe(false);
  first.limits = first.limits.with(RLIMIT_CPU, { soft: 1n, hard: 1n });
  lookAtClock(kernel, first);
  expect(world.charged.has(first)).toBe(true);
});

it("a forked child begins with nothing", () => {
  const { kernel, first } = makeKernel();
  chargeTime(kernel, first, 5000);
  first.childUsage.user = 7;
  const child = forkOf(kernel, first);
  expect([cpuTime(child), child.childUsage.user]).toEqual([0, 0]);
});

it("a child's usage, and its children's, is its parent's children's when it is waited for", () => {
  const { kernel, first } = makeKernel();
  const child = spawn(kernel, first, { pages: 3 });
  chargeTime(kernel, child, 100);
  child.childUsage.user = 10;
  child.childUsage.maxResident = 2;
  child.faults.zero = 4;
  endProcess(kernel, child, { code: 0 });
  expect(usageWithChildren(child)).toMatchObject({ user: 110, faults: 4, maxResident: 48 });
  addChildUsage(first, child);
  addChildUsage(first, child);
  expect(first.childUsage).toMatchObject({ user: 220, faults: 8, maxResident: 48 });
});

it("sleeping is a voluntary switch", () => {
  const { first } = makeKernel();
  sleepOn(first, []);
  expect(ownUsage(first).voluntarySwitches).toBe(1);
});

it("is stored as Linux lays it out", () => {
  const { kernel, first } = makeKernel();
  const { memory } = kernel;
  Object.assign(first.usage, { user: 1_234_567_891, system: 2e9, voluntarySwitches: 3, involuntarySwitches: 4 });
  first.faults.fork = 5;
  memory.lend(64, 100).fill(0xff);
  storeRusage(kernel, 64, ownUsage(first));
  expect(kernel.world.usageTold).toBe(true);
  expect([memory.u64(64), memory.u64(72), memory.u64(80), memory.u64(88)]).toEqual([1n, 234_567n, 2n, 0n]);
  expect([96, 112, 116, 144, 148, 152].map((at) => memory.u32(at))).toEqual([64, 5, 0, 3, 4, 0xffffffff]);
});

it("times are cut off, not rounded", () => {
  const { kernel } = makeKernel();
  storeTimeval(kernel.memory, 0, 1_999_999_999);
  expect([kernel.memory.u64(0), kernel.memory.u64(8)]).toEqual([1n, 999_999n]);
  expect([toTicks(9_999_999), toTicks(25_000_000)]).toEqual([0n, 2n]);
});
