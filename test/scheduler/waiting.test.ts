import { describe, expect, it } from "vitest";
import { Signal } from "../../runtime/abi/signal.ts";
import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import type { Step } from "../../runtime/scheduler/history.ts";
import { sinceWhen, whyWaiting } from "../../runtime/scheduler/waiting.ts";
import { makeKernel, spawn } from "../kernel/world-for-tests.ts";

const call = (name: string, ...args: number[]) =>
  ({
    kind: "call",
    call: { syscall: SYSCALL_TABLE.findIndex((row) => row.name === name), args, progress: undefined },
  }) as const;

describe("why a process does not run:", () => {
  it("it could", () => {
    const { world, first } = makeKernel();
    expect(whyWaiting(world, first.pid)).toMatchObject({ state: "runnable", waitsFor: [], on: [], because: "" });
  });

  it("it waits for a child, and for one of those that live", () => {
    const { kernel, world, first } = makeKernel();
    const [one, other, third] = [spawn(kernel, first), spawn(kernel, first), spawn(kernel, first)];
    endProcess(kernel, other, { code: 0 });
    sleepOn(first, [first.childEnded]);
    first.resume = call("wait4", -1);
    expect(whyWaiting(world, first.pid)).toMatchObject({
      state: "waiting",
      call: "wait4(-1)",
      waitsFor: ["a child to end"],
      on: [one.pid, third.pid],
    });
    first.resume = call("wait4", third.pid);
    expect(whyWaiting(world, first.pid)?.on).toEqual([third.pid]);
  });

  it("it sleeps until a time", () => {
    const { world, first } = makeKernel();
    sleepOn(first, [], 700);
    expect(whyWaiting(world, first.pid)).toMatchObject({ state: "waiting", waitsFor: [], until: 700 });
  });

  it("it waits for a lock that another one holds", () => {
    const { kernel, world, first } = makeKernel();
    const other = spawn(kernel, first);
    const queue = new WaitQueue("the lock on /tmp/x that 3 holds");
    sleepOn(first, [queue]);
    world.locks.waits.set(first.pid, { holder: other.pid, queue });
    expect(whyWaiting(world, first.pid)).toMatchObject({ waitsFor: [queue.name], on: [other.pid] });
  });

  it("it has lent its memory", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    child.borrowsFrom = first.pid;
    sleepOn(first, [first.memoryReturned]);
    expect(whyWaiting(world, first.pid)).toMatchObject({
      waitsFor: ["the vfork child to exec or end"],
      on: [child.pid],
    });
  });

  it("it has ended, and nobody has waited for it", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    endProcess(kernel, child, { code: 3 });
    expect(whyWaiting(world, child.pid)).toMatchObject({ state: "zombie", end: { code: 3 }, on: [first.pid] });
  });

  it("it is stopped", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    raise(kernel, child, Signal.SIGSTOP, "kill", first.pid);
    expect(whyWaiting(world, child.pid)).toMatchObject({
      state: "stopped",
      waitsFor: ["SIGCONT (stopped by SIGSTOP)"],
      on: [],
    });
  });

  it("there is no such process", () => {
    expect(whyWaiting(makeKernel().world, 77)).toBeUndefined();
  });
});

describe("since when", () => {
  const step = (pid: number, ...events: KernelEvent[]): Step => ({
    pid,
    act: undefined,
    choices: [],
    events,
    outcome: undefined,
    elapsed: 0,
    writtenBefore: undefined,
    written: undefined,
  });
  const made = (pid: number, retry: boolean) => ({ kind: "call", pid, syscall: 0, retry, text: "" }) as const;
  const end = { code: 0 };
  const memory = { virtual: 0, resident: 0, own: 0, faults: { zero: 0, program: 0, fork: 0 } };
  const steps = [
    step(2, { kind: "fork", pid: 2, child: 3, vfork: false }),
    step(2, made(2, false), made(3, false)),
    step(2, { kind: "signal", pid: 2, signal: Signal.SIGTSTP, from: 3, why: "kill" }),
    step(2, made(2, true), made(3, false)),
    step(
      4,
      { kind: "exit", pid: 2, end, memory },
      { kind: "signal", pid: 2, signal: Signal.SIGINT, from: 3, why: "kill" },
    ),
  ];
  const stepAt = (number: number) => steps[number] as Step;

  it.each([
    ["waiting", 2, 5, 1],
    ["waiting", 2, 1, undefined],
    ["stopped", 2, 5, 2],
    ["zombie", 2, 5, 4],
    ["runnable", 2, 5, 3],
    ["runnable", 3, 5, 0],
    ["runnable", 9, 5, undefined],
  ] as const)("it is %s: process %i before step %i, since %s", (state, pid, position, since) => {
    const waiting = {
      pid,
      args: [],
      call: "",
      waitsFor: [],
      because: "",
      state,
      until: undefined,
      on: [],
      end: undefined,
    };
    expect(sinceWhen(waiting, position, stepAt)).toBe(since);
  });
});
