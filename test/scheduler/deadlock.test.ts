import { describe, expect, it, test } from "vitest";
import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { timersOf } from "../../runtime/kernel/timer.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { idle } from "../../runtime/scheduler/deadlock.ts";
import { makeKernel, spawn } from "../kernel/world-for-tests.ts";

const call = (name: string, ...args: number[]) =>
  ({
    kind: "call",
    call: { syscall: SYSCALL_TABLE.findIndex((row) => row.name === name), args, progress: undefined },
  }) as const;

test("when everybody has ended, the run has, as the first process did", () => {
  const { kernel, world, first } = makeKernel();
  endProcess(kernel, first, { code: 7 });
  expect(idle(world)).toEqual({ kind: "ended", end: { code: 7 } });
});

describe("when all sleep", () => {
  it.each([
    ["a sleeper's", 300, 400, 300],
    ["an alarm's", 500, 400, 400],
  ])("time jumps to the next deadline: %s", (_, sleeper, alarm, next) => {
    const { kernel, world, first } = makeKernel();
    sleepOn(first, [], 600);
    sleepOn(spawn(kernel, first), [], sleeper);
    world.alarms.change(timersOf(first).real, alarm);
    expect(idle(world)).toBeUndefined();
    expect(world.clock.elapsed).toBe(next);
  });

  it("the host is asked first, when somebody waits for input: it may come before the deadline", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    sleepOn(first, [world.input.readable]);
    sleepOn(child, [], 300);
    expect(idle(world)).toEqual({ kind: "wants-input" });
    expect(world.clock.elapsed).toBe(0);
  });

  it("the host is not asked once its input has ended", () => {
    const { world, first } = makeKernel();
    world.input.end();
    sleepOn(first, [world.input.readable], 300);
    expect(idle(world)).toBeUndefined();
  });
});

describe("a deadlock is reported with", () => {
  it("who waits, in which call, for what", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    first.resume = call("wait4", -1, 0, 0, 0);
    sleepOn(first, [first.childEnded]);
    child.resume = call("fd_read", 0, 1, 2, 3);
    sleepOn(child, [new WaitQueue("pipe 1 to have data"), new WaitQueue("pipe 2 to have data")]);
    expect(idle(world)).toMatchObject({
      kind: "deadlock",
      end: undefined,
      waiters: [
        { pid: 2, args: ["test"], call: "wait4(-1)", waitsFor: ["a child to end"] },
        { pid: 3, args: ["test"], call: "fd_read(0)", waitsFor: ["pipe 1 to have data", "pipe 2 to have data"] },
      ],
    });
  });

  it("who is stopped, and by what", () => {
    const { kernel, world, first } = makeKernel();
    raise(kernel, first, 20, "test");
    expect(idle(world)).toMatchObject({ waiters: [{ pid: 2, waitsFor: ["SIGCONT (stopped by SIGTSTP)"] }] });
  });

  it("the first process's end, when only others are left", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    sleepOn(child, [new WaitQueue("a thing")]);
    endProcess(kernel, first, { code: 4 });
    expect(idle(world)).toMatchObject({ kind: "deadlock", end: { code: 4 }, waiters: [{ pid: 3 }] });
  });

  it("no zombies: they wait for nothing", () => {
    const { kernel, world, first } = makeKernel();
    const [zombie, sleeper] = [spawn(kernel, first), spawn(kernel, first)];
    endProcess(kernel, zombie, { code: 0 });
    for (const process of [first, sleeper]) sleepOn(process, [new WaitQueue("a thing")]);
    expect(idle(world)).toMatchObject({ waiters: [{ pid: 2 }, { pid: 4 }] });
  });
});
