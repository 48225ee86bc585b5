import { describe, expect, it } from "vitest";
import { alarm, ringAlarms } from "../../runtime/kernel/alarm.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { dropMadeTimers, intervalTimer, setTimer, settingOf } from "../../runtime/kernel/interval-timers.ts";
import { makeTimer } from "../../runtime/kernel/made-timers.ts";
import { OFF, type Timer, timersOf } from "../../runtime/kernel/timer.ts";
import { ignore } from "./ignore-signals.ts";
import { makeKernel } from "./world-for-tests.ts";

describe("the three timers of a process", () => {
  it("are named 0, 1 and 2", () => {
    const { first } = makeKernel();
    const { real, virtual, profiling } = timersOf(first);
    expect([0, 1, 2, 3, -1].map((which) => intervalTimer(first, which))).toEqual([
      real,
      virtual,
      profiling,
      undefined,
      undefined,
    ]);
  });

  it("the first is the alarm clock", () => {
    const { kernel, first } = makeKernel();
    alarm(kernel, first, 5);
    expect(settingOf(timersOf(first).real, 1000, 1)).toEqual({ interval: 0, value: 5e9 });
  });

  it("one that is due and has not rung is not off", () => {
    const { kernel, first } = makeKernel();
    setTimer(kernel, timersOf(first).real, 500, 0);
    expect(settingOf(timersOf(first).real, 700, 1000).value).toBe(1000);
  });

  it("rings again after each interval, and not for those that were missed", () => {
    const { kernel, world, first, events } = makeKernel();
    ignore(first, 14);
    setTimer(kernel, timersOf(first).real, 100, 50);
    world.clock.advanceTo(320);
    ringAlarms(kernel);
    ringAlarms(kernel);
    expect(events.filter(({ kind }) => kind === "signal")).toHaveLength(1);
    expect(world.alarms.next).toBe(350);
  });
});

describe("timers end", () => {
  it("all of them with the process", () => {
    const { kernel, world, first } = makeKernel();
    setTimer(kernel, timersOf(first).real, 100, 50);
    setTimer(kernel, makeTimer(kernel, first, 1, undefined) as Timer, 70, 0);
    world.charged.add(first);
    endProcess(kernel, first, { code: 0 });
    expect([world.alarms.next, world.timersMade, world.charged.size, first.timers]).toEqual([
      undefined,
      0,
      0,
      undefined,
    ]);
  });

  it("only those that it made with the program", () => {
    const { kernel, world, first } = makeKernel();
    const { real, virtual, made } = timersOf(first);
    setTimer(kernel, real, 100, 50);
    setTimer(kernel, virtual, 100, 50);
    setTimer(kernel, makeTimer(kernel, first, 1, undefined) as Timer, 70, 0);
    dropMadeTimers(kernel, first);
    expect([world.alarms.next, world.timersMade, made.size, virtual.at]).toEqual([100, 0, 0, 100]);
    expect(real.at).not.toBe(OFF);
  });
});
