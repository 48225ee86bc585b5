import { describe, expect, it, test } from "vitest";
import { SYSCALL_TABLE } from "../../runtime/abi/syscall-table.ts";
import { TextStreams } from "../../runtime/frontend/text-streams.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { takeTerminal } from "../../runtime/kernel/terminal/controlling-terminal.ts";
import { Terminal } from "../../runtime/kernel/terminal/terminal.ts";
import { timersOf } from "../../runtime/kernel/timer.ts";
import { sleepOn, WaitQueue, wakeUp } from "../../runtime/kernel/wait-queue.ts";
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

describe("at a terminal", () => {
  /** A session leader at a terminal of its own. */
  function atTerminal() {
    const made = makeKernel();
    const terminal = new Terminal(new TextStreams(), { stream: "stdout", cooked: false, typedAt: true });
    made.world.terminal = terminal;
    takeTerminal(made.first, terminal);
    return { ...made, terminal };
  }

  it("who reads is no deadlock: somebody may type, and until when is told", () => {
    const { world, first, terminal } = atTerminal();
    sleepOn(first, [terminal.readable], 300);
    expect(idle(world)).toEqual({ kind: "wants-input", hope: "data", within: 300 });
  });

  it("who waits for a signal is none either, nor anybody whom one could reach", () => {
    const { world, first } = atTerminal();
    sleepOn(first, [first.signalled]);
    expect(idle(world)).toEqual({ kind: "wants-input", hope: "signal", within: undefined });
    wakeUp(first);
    sleepOn(first, [first.childEnded]);
    expect(idle(world)).toEqual({ kind: "wants-input", hope: "rescue", within: undefined });
  });

  it("time passes when nobody types, and then there may be one", () => {
    const { world, first, terminal } = atTerminal();
    sleepOn(first, [terminal.readable], 300);
    world.hostPassed = true;
    expect([idle(world), world.clock.elapsed, world.hostPassed]).toEqual([undefined, 300, false]);
    wakeUp(first);
    sleepOn(first, [terminal.readable]);
    world.hostPassed = true;
    expect(idle(world)).toMatchObject({ kind: "deadlock" });
  });

  it("nobody is asked once typing has ended, or when nobody is in the foreground", () => {
    const { kernel, world, first, terminal } = atTerminal();
    sleepOn(first, [first.childEnded]);
    terminal.foreground = spawn(kernel, first).pid;
    world.runQueue.remove(kernel.process(terminal.foreground));
    expect(idle(world)).toMatchObject({ kind: "deadlock" });
    terminal.foreground = first.group;
    terminal.ended = true;
    expect(idle(world)).toMatchObject({ kind: "deadlock" });
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
    raise(kernel, first, 19, "test");
    expect(idle(world)).toMatchObject({ waiters: [{ pid: 2, waitsFor: ["SIGCONT (stopped by SIGSTOP)"] }] });
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
