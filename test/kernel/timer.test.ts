import { describe, expect, it } from "vitest";
import { PendingSignals } from "../../runtime/kernel/pending-signals.ts";
import { clockOf, expire, MadeTimer, OFF, Timer, timersOf } from "../../runtime/kernel/timer.ts";
import { makeKernel } from "./world-for-tests.ts";

const EVERYTHING = 2n ** 64n - 1n;

describe("expire()", () => {
  it.each([
    ["once", 100, 0, 250, OFF, 0],
    ["again, in time", 100, 50, 100, 150, 0],
    ["again, late", 100, 50, 149, 150, 0],
    ["again, having missed some", 100, 50, 250, 300, 3],
  ])("%s", (_, at, interval, now, next, missed) => {
    const timer = Object.assign(new Timer(makeKernel().first, "real", 14), { at, interval });
    expect([expire(timer, now), timer.at]).toEqual([missed, next]);
  });
});

it("each timer has its clock", () => {
  const { first } = makeKernel();
  Object.assign(first.usage, { user: 30, system: 4 });
  const { real, virtual, profiling } = timersOf(first);
  expect([real, virtual, profiling].map((timer) => clockOf(timer, 1000))).toEqual([1000, 30, 34]);
});

describe("the signal of a made timer", () => {
  const make = () => new MadeTimer(makeKernel().first, "real", 5, { signal: 10, value: 77 });

  it("says which timer it is of, and how often that expired besides", () => {
    expect(make().nextSignal(2)).toMatchObject({ signal: 10, code: -2, timer: 5, value: 77, overrun: 2 });
  });

  it("is one at a time: while it is on its way, it counts", () => {
    const timer = make();
    const pending = new PendingSignals();
    const sent = timer.nextSignal(0);
    if (sent !== undefined) pending.add(sent);
    expect([timer.nextSignal(0), timer.nextSignal(3), timer.lastOverrun]).toEqual([undefined, undefined, 0]);
    expect(pending.take(EVERYTHING)).toMatchObject({ overrun: 5 });
    expect(timer.lastOverrun).toBe(5);
    expect(timer.nextSignal(0)).toMatchObject({ overrun: 0 });
  });

  it("counts to DELAYTIMER_MAX and no further", () => {
    expect(make().nextSignal(2 ** 40)).toMatchObject({ overrun: 0x7fffffff });
  });

  it("of two timers queues twice, also where the signal is a standard one", () => {
    const pending = new PendingSignals();
    for (const timer of [make(), make()])
      pending.add(timer.nextSignal(0) as NonNullable<ReturnType<typeof timer.nextSignal>>);
    expect(pending.count).toBe(2);
  });
});
