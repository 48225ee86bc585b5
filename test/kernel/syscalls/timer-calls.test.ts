import { describe, expect, it } from "vitest";
import { OFF } from "../../../runtime/kernel/timer.ts";
import { BAD, RESULT, Rig } from "../rig.ts";

const WANTED = 0x4000;

/** An itimerval at WANTED: interval, value; each seconds and microseconds. */
function timeval(rig: Rig, ...parts: readonly [bigint, bigint, bigint, bigint]): number {
  parts.forEach((part, i) => {
    rig.view.setBigInt64(WANTED + 8 * i, part, true);
  });
  return WANTED;
}

function timespec(
  rig: Rig,
  [seconds, nanoseconds]: readonly [bigint, number],
  interval: readonly [bigint, number],
): number {
  [interval, [seconds, nanoseconds] as const].forEach(([whole, part], i) => {
    rig.view.setBigInt64(WANTED + 16 * i, whole, true);
    rig.view.setInt32(WANTED + 16 * i + 8, part, true);
  });
  return WANTED;
}

describe("setitimer", () => {
  it("sets a timer, and stores how it was", () => {
    const rig = new Rig();
    expect(rig.say("setitimer", 0, timeval(rig, 2n, 5n, 1n, 250_000n), 0)).toBe(0);
    expect(rig.process.timers?.real).toMatchObject({ at: 1_250_001_000, interval: 2_000_005_000 });
    rig.world.clock.advanceTo(500_000_000);
    expect(rig.say("setitimer", 0, 0, RESULT)).toBe(0);
    expect([0, 8, 16, 24].map((at) => rig.u64(RESULT + at))).toEqual([2n, 5n, 0n, 750_000n]);
    expect(rig.process.timers?.real).toMatchObject({ at: OFF, interval: 0 });
  });

  it.each([
    ["a bad address, before a bad timer", 7, BAD, 0, "EFAULT"],
    ["a bad timer", 3, 0, BAD, "EINVAL"],
    ["a bad address of the old one", 0, 0, BAD, "EFAULT"],
  ])("refuses %s", (_, which, wanted, old, answer) => {
    expect(new Rig().say("setitimer", which, wanted, old)).toBe(answer);
  });

  it.each([
    [0n, 0n, 0n, 1_000_000n],
    [0n, 0n, 0n, -1n],
    [0n, 0n, -1n, 0n],
    [0n, 1_000_000n, 1n, 0n],
    [-1n, 0n, 1n, 0n],
  ])("refuses %s %s %s %s, which is no time", (...parts) => {
    const rig = new Rig();
    expect(rig.say("setitimer", 0, timeval(rig, ...parts), 0)).toBe("EINVAL");
  });

  it("takes the largest time there is for far away", () => {
    const rig = new Rig();
    expect(rig.say("setitimer", 0, timeval(rig, 2n ** 63n - 1n, 0n, 2n ** 63n - 1n, 999_999n), 0)).toBe(0);
    expect(rig.say("getitimer", 0, RESULT)).toBe(0);
    expect(rig.u64(RESULT + 16)).toBeGreaterThan(2n ** 62n);
  });

  it.each([
    [3, BAD, "EINVAL"],
    [0, BAD, "EFAULT"],
  ])("getitimer(%i, %i) is %s", (which, current, answer) => {
    expect(new Rig().say("getitimer", which, current)).toBe(answer);
  });
});

describe("timer_create and its kin", () => {
  const make = (rig: Rig, clock = 1) => rig.say("timer_create", clock, 0, RESULT) || rig.u32();

  it("takes absolute times by the clock of the timer: a date where that is the realtime clock", () => {
    const rig = new Rig();
    make(rig, 0);
    make(rig, 1);
    const born = rig.world.clock.realtime() / 1_000_000_000n;
    expect(rig.say("timer_settime", 0, 1, timespec(rig, [born + 3n, 0], [0n, 0]), 0)).toBe(0);
    expect(rig.say("timer_settime", 1, 1, timespec(rig, [4n, 1], [0n, 0]), 0)).toBe(0);
    const [dated, plain] = [...(rig.process.timers?.made.values() ?? [])];
    expect(Math.round((dated?.at ?? 0) / 1e6)).toBe(3000);
    expect(plain?.at).toBe(4_000_000_001);
  });

  it("tells how a timer is set", () => {
    const rig = new Rig();
    make(rig);
    rig.call("timer_settime", 0, 0, timespec(rig, [1n, 500], [2n, 7]), 0);
    expect(rig.say("timer_gettime", 0, RESULT)).toBe(0);
    expect([rig.u64(), rig.u32(RESULT + 8), rig.u64(RESULT + 16), rig.u32(RESULT + 24)]).toEqual([
      2n,
      7,
      0n,
      999_999_500,
    ]);
  });

  it.each([
    ["timer_create", [1, BAD, RESULT], "EFAULT"],
    ["timer_create", [99, 0, BAD], "EFAULT"],
    ["timer_create", [99, 0, RESULT], "EINVAL"],
    ["timer_settime", [0, 0, 0, 0], "EINVAL"],
    ["timer_settime", [9, 0, BAD, 0], "EFAULT"],
    ["timer_settime", [9, 0, WANTED, 0], "EINVAL"],
    ["timer_settime", [0, 0, WANTED, BAD], "EFAULT"],
    ["timer_gettime", [9, BAD], "EINVAL"],
    ["timer_gettime", [0, BAD], "EFAULT"],
    ["timer_getoverrun", [9], "EINVAL"],
    ["timer_getoverrun", [0], 0],
    ["timer_delete", [-1], "EINVAL"],
    ["timer_delete", [0], 0],
  ] as const)("%s(%j) is %s", (name, args, answer) => {
    const rig = new Rig();
    make(rig);
    expect(rig.say(name, ...args)).toBe(answer);
  });
});
