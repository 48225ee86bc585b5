import { describe, expect, it } from "vitest";
import { Signal } from "../../runtime/abi/signal.ts";
import { alarm, ringAlarms } from "../../runtime/kernel/alarm.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { fork } from "../../runtime/kernel/fork.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

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
    const { kernel, world, first } = makeKernel();
    alarm(kernel, first, 5);
    first.captured = true;
    const pid = fork(kernel, first) as number;
    expect(world.alarms.of(kernel.process(pid))).toBeUndefined();
    expect(world.alarms.of(first)).toBeDefined();
  });
});
