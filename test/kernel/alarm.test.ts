import { describe, expect, it } from "vitest";
import { RLIMIT_CPU } from "../../runtime/abi/resource.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { alarm, ringAlarms } from "../../runtime/kernel/alarm.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { OFF, timersOf } from "../../runtime/kernel/timer.ts";
import { chargeTime } from "../../runtime/kernel/usage.ts";
import { ignore } from "./ignore-signals.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

const SECOND = 1e9;

describe("alarm()", () => {
  it("sends SIGALRM when the time has come, once", () => {
    const { kernel, world, first, events } = makeKernel();
    expect(alarm(kernel, first, 2)).toBe(0);
    world.clock.advanceTo(2 * SECOND);
    ringAlarms(kernel);
    expect(first.state.kind).toBe("runnable");
    world.clock.advanceTo(2 * SECOND + 1000);
    ringAlarms(kernel);
    expect(first.state).toMatchObject({ kind: "zombie", end: { signal: Signal.SIGALRM } });
    expect(events).toContainEqual({ kind: "signal", pid: 2, signal: Signal.SIGALRM, from: undefined, why: "alarm" });
    expect(world.alarms.next).toBeUndefined();
  });

  it.each([
    ["whole seconds, but for a moment", 5, 3, 2],
    ["less than half a second as one", 1, 0.7, 1],
    ["what is nearer to the next as that", 3, 1.2, 2],
  ])("answers what was left: %s", (_, seconds, passed, left) => {
    const { kernel, world, first } = makeKernel();
    alarm(kernel, first, seconds);
    world.clock.advanceTo(passed * SECOND);
    expect(alarm(kernel, first, 9)).toBe(left);
  });

  it("is turned off by 0, and by the end of the process", () => {
    const { kernel, world, first } = makeKernel();
    alarm(kernel, first, 5);
    expect(alarm(kernel, first, 0)).toBe(5);
    expect(world.alarms.next).toBeUndefined();
    const child = spawn(kernel, first);
    alarm(kernel, child, 5);
    endProcess(kernel, child, { code: 0 });
    expect(world.alarms.next).toBeUndefined();
  });

  it("takes the largest number that there is for far away, not for the past", () => {
    const { kernel, world, first } = makeKernel();
    alarm(kernel, first, -1);
    expect(world.alarms.next).toBeGreaterThan(4294967294 * SECOND);
  });

  it("is not inherited: the child of a fork has none", () => {
    const { kernel, first } = makeKernel();
    alarm(kernel, first, 5);
    expect(forkOf(kernel, first).timers).toBeUndefined();
    expect(first.timers?.real.at).toBeGreaterThan(0);
  });
});

describe("time that is used", () => {
  it("lets the timers expire that go by it, each by its own", () => {
    const { kernel, first, events } = makeKernel();
    ignore(first, Signal.SIGVTALRM, Signal.SIGPROF);
    const timers = timersOf(first);
    timers.virtual.at = 2 * SECOND;
    timers.profiling.at = SECOND;
    timers.profiling.interval = SECOND / 4;
    first.usage.system = SECOND / 2;
    chargeTime(kernel, first, SECOND / 2);
    ringAlarms(kernel);
    expect(signals(events)).toEqual([Signal.SIGPROF]);
    expect([timers.virtual.at, timers.profiling.at]).toEqual([2 * SECOND, 1.25 * SECOND]);
    chargeTime(kernel, first, 1.5 * SECOND);
    ringAlarms(kernel);
    expect(signals(events)).toEqual([Signal.SIGPROF, Signal.SIGVTALRM, Signal.SIGPROF]);
    expect([timers.virtual.at, timers.profiling.at]).toEqual([OFF, 2.75 * SECOND]);
  });

  it("is SIGXCPU at the soft limit, which moves on each time, and SIGKILL at the hard one", () => {
    const { kernel, first, events } = makeKernel();
    ignore(first, Signal.SIGXCPU);
    first.limits = first.limits.with(RLIMIT_CPU, { soft: 1n, hard: 3n });
    for (let i = 0; i < 6; i++) {
      chargeTime(kernel, first, SECOND / 2);
      ringAlarms(kernel);
    }
    expect(signals(events)).toEqual([Signal.SIGXCPU, Signal.SIGXCPU, Signal.SIGKILL]);
    expect(first.limits.soft[RLIMIT_CPU]).toBe(3n);
    expect(first.state).toMatchObject({ kind: "zombie", end: { signal: Signal.SIGKILL } });
  });

  it("is nobody's business without timers and limits", () => {
    const { kernel, world, first } = makeKernel();
    chargeTime(kernel, first, 1000 * SECOND);
    expect(world.charged.size).toBe(0);
  });
});

function signals(events: readonly KernelEvent[]): number[] {
  return events.flatMap((event) => (event.kind === "signal" ? [event.signal] : []));
}
