import { expect, it } from "vitest";
import { ownClock, readClock } from "../../runtime/kernel/clocks.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

const clockOf = (pid: number) => (~pid << 3) | 2;

it("each clock says its own", () => {
  const { kernel, world, first } = makeKernel();
  world.clock.elapsed = 5;
  Object.assign(first.usage, { user: 30, system: 4 });
  const birth = world.clock.realtime() - 5n;
  expect([0, 1, 2, 3, 4, 5, 6, 7].map((clock) => readClock(kernel, first, clock))).toEqual([
    birth + 5n,
    5n,
    34n,
    34n,
    5n,
    birth + 5n,
    5n,
    5n,
  ]);
});

it("a process can be asked for, and not one that there is not", () => {
  const { kernel, first } = makeKernel();
  const other = spawn(kernel, first);
  other.usage.user = 7;
  first.usage.system = 9;
  expect([clockOf(other.pid), clockOf(0), clockOf(999), 8, 99].map((clock) => readClock(kernel, first, clock))).toEqual(
    [7n, 9n, undefined, undefined, undefined],
  );
  expect(readClock(kernel, first, (~other.pid << 3) | 1)).toBe(7n); // user time only
  expect(readClock(kernel, first, (~other.pid << 3) | 3)).toBeUndefined();
});

it("one's own is known by two numbers", () => {
  const { kernel, first } = makeKernel();
  const other = spawn(kernel, first);
  expect([clockOf(0), clockOf(first.pid), clockOf(other.pid), 2].map((clock) => ownClock(first, clock))).toEqual([
    true,
    true,
    false,
    false,
  ]);
});
