import { describe, expect, it, test } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { defaultAction, SIGNAL_MAX, Signal, signalName } from "../../runtime/abi/signal.ts";
import { ENDED } from "../../runtime/kernel/answer.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { kill, raise } from "../../runtime/kernel/signals.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { ignore, makeKernel, spawn, transcript } from "./world-for-tests.ts";

const { SIGKILL, SIGSTOP, SIGCONT, SIGTERM, SIGCHLD, SIGTSTP } = Signal;
const ALL = Array.from({ length: SIGNAL_MAX }, (_, i) => i + 1);
const STOPPABLE = ALL.filter((signal) => signal !== SIGKILL && signal !== SIGSTOP);

/** Pids 2 and 3 in group 2, pids 4 and 5 in group 4. */
function makeGroups() {
  const made = makeKernel();
  const { kernel, first } = made;
  const others = [
    spawn(kernel, first),
    spawn(kernel, first, { group: 4 }),
    spawn(kernel, first, { group: 4 }),
  ] as const;
  const all = [first, ...others];
  return { ...made, others, all };
}

const ended = (processes: readonly Process[]) =>
  processes.filter(({ state }) => state.kind === "zombie").map(({ pid }) => pid);

describe("kill() reaches", () => {
  it.each<[string, number, number[]]>([
    ["one process", 4, [4]],
    ["the caller itself", 2, [2]],
    ["the caller's group", 0, [2, 3]],
    ["another group", -4, [4, 5]],
    ["its own group by number", -2, [2, 3]],
    ["all but the caller", -1, [3, 4, 5]],
  ])("%s with %i", (_what, pid, reached) => {
    const { kernel, first, all } = makeGroups();
    const answer = kill(kernel, first, pid, SIGTERM);
    expect(ended(all)).toEqual(reached);
    expect(answer).toBe(reached.includes(2) ? ENDED : 0);
  });
});

describe("kill() fails", () => {
  it.each<[string, number, number, number]>([
    ["nobody has the pid", 77, SIGTERM, Errno.ESRCH],
    ["nobody is in the group", -77, SIGTERM, Errno.ESRCH],
    ["the pid is -2^31", -0x80000000, SIGTERM, Errno.ESRCH],
    ["the signal is 65", 3, 65, Errno.EINVAL],
    ["the signal is -1", 3, -1, Errno.EINVAL],
    ["the signal is 65, and nobody has the pid", 77, 65, Errno.ESRCH],
    ["the target is pid 1", 1, SIGKILL, Errno.EPERM],
    ["pid 1 is only asked for", 1, 0, Errno.EPERM],
  ])("when %s (pid %i, signal %i)", (_when, pid, signal, errno) => {
    const { kernel, first, all, events } = makeGroups();
    expect(kill(kernel, first, pid, signal)).toBe(-errno);
    expect([ended(all), events]).toEqual([[], []]);
  });

  it("when the caller is alone and means all others", () => {
    const { kernel, first } = makeKernel();
    expect(kill(kernel, first, -1, SIGTERM)).toBe(-Errno.ESRCH);
  });
});

describe("signal 0 asks whether somebody is there:", () => {
  it.each([
    ["a process", 4, 0],
    ["a group", -4, 0],
    ["nobody", 77, -Errno.ESRCH],
  ])("%s (%i)", (_what, pid, answer) => {
    const { kernel, first, all, events } = makeGroups();
    expect(kill(kernel, first, pid, 0)).toBe(answer);
    expect([ended(all), events]).toEqual([[], []]);
  });

  it("a zombie is, until it is waited for", () => {
    const { kernel, first, others } = makeGroups();
    endProcess(kernel, others[0], { code: 0 });
    expect(kill(kernel, first, 3, 0)).toBe(0);
  });
});

describe("by default", () => {
  it.each(ALL.map((signal) => [signalName(signal), defaultAction(signal), signal] as const))(
    "%s does its action to a process: %s",
    (_name, action, signal) => {
      const { kernel, first } = makeKernel();
      const target = spawn(kernel, first, { group: 3 });
      const wasEnded = raise(kernel, target, signal, "test");
      const state = {
        terminate: { kind: "zombie", end: { signal } },
        core: { kind: "zombie", end: { signal } },
        stop: { kind: "stopped", by: signal },
        continue: { kind: "runnable" },
        ignore: { kind: "runnable" },
      }[action];
      expect([target.state, wasEnded]).toEqual([state, state.kind === "zombie"]);
    },
  );

  it("SIGCHLD does not even wake a sleeper", () => {
    const { kernel, first } = makeKernel();
    sleepOn(first, [new WaitQueue("a thing")]);
    raise(kernel, first, SIGCHLD, "test");
    expect(first.state.kind).toBe("waiting");
  });
});

describe("a process that ignores all signals", () => {
  it.each(STOPPABLE.map((signal) => [signalName(signal), signal] as const))("does not notice %s", (_name, signal) => {
    const { kernel, first } = makeKernel();
    ignore(first, ...STOPPABLE);
    expect(raise(kernel, first, signal, "test")).toBe(false);
    expect(first.state).toEqual({ kind: "runnable" });
  });

  it("is killed by SIGKILL and stopped by SIGSTOP all the same", () => {
    for (const [signal, kind] of [
      [SIGKILL, "zombie"],
      [SIGSTOP, "stopped"],
    ] as const) {
      const { kernel, first } = makeKernel();
      ignore(first, ...STOPPABLE);
      raise(kernel, first, signal, "test");
      expect(first.state.kind).toBe(kind);
    }
  });

  it("goes on by SIGCONT even so (POSIX.1-2024 2.4.3)", () => {
    const { kernel, first } = makeKernel();
    ignore(first, ...STOPPABLE);
    raise(kernel, first, SIGSTOP, "test");
    raise(kernel, first, SIGCONT, "test");
    expect(first.state).toEqual({ kind: "runnable" });
  });
});

describe("a process that sleeps", () => {
  it("is taken off its queues by SIGKILL", () => {
    const { kernel, world, first } = makeKernel();
    const target = spawn(kernel, first);
    const [one, other] = [new WaitQueue("one thing"), new WaitQueue("another")];
    sleepOn(target, [one, other], 100);
    raise(kernel, target, SIGKILL, "test");
    expect([one.sleepers, other.sleepers, world.runQueue.nextDeadline]).toEqual([[], [], undefined]);
  });

  it("is taken off its queues by SIGSTOP, and makes its call again after SIGCONT", () => {
    const { kernel, world, first } = makeKernel();
    const queue = new WaitQueue("a thing");
    first.resume = { kind: "call", call: { syscall: 0, args: [], progress: 5 } };
    const { resume } = first;
    sleepOn(first, [queue], 100);
    raise(kernel, first, SIGSTOP, "test");
    queue.wake();
    world.runQueue.expire(100);
    expect([first.state.kind, world.runQueue.processes]).toEqual(["stopped", []]);
    raise(kernel, first, SIGCONT, "test");
    expect([first.state.kind, world.runQueue.processes, first.resume]).toEqual(["runnable", [first], resume]);
  });
});

describe("a stopped process", () => {
  it("stays stopped by the first of two stops", () => {
    const { kernel, others } = makeGroups();
    const target = others[1];
    raise(kernel, target, SIGTSTP, "test");
    raise(kernel, target, SIGSTOP, "test");
    expect(target.state).toEqual({ kind: "stopped", by: SIGTSTP });
  });

  it("is on the run queue once after SIGCONT, however often that comes", () => {
    const { kernel, world, first } = makeKernel();
    raise(kernel, first, SIGSTOP, "test");
    raise(kernel, first, SIGCONT, "test");
    raise(kernel, first, SIGCONT, "test");
    expect(world.runQueue.processes).toEqual([first]);
  });
});

test("a zombie takes a signal without any effect, and nobody hears of it", () => {
  const { kernel, first } = makeKernel();
  const zombie = spawn(kernel, first);
  endProcess(kernel, zombie, { code: 7 });
  const { events } = makeKernel();
  expect(raise(kernel, zombie, SIGKILL, "test")).toBe(false);
  expect([zombie.state, events]).toEqual([{ kind: "zombie", end: { code: 7 } }, []]);
});

test("what if a whole family is killed by its own group? Everybody ends once", () => {
  const { kernel, first, others, world, events } = makeGroups();
  endProcess(kernel, others[0], { code: 0 }); // pid 3, a zombie of the group
  expect(kill(kernel, first, 0, SIGKILL)).toBe(ENDED);
  expect(transcript(events).filter((line) => line.startsWith("exit"))).toEqual([
    'exit 3 {"end":{"code":0}}',
    'exit 2 {"end":{"signal":9}}',
  ]);
  expect([...world.processes.keys()]).toEqual([4, 5]);
});

test("those who watch hear who was signalled, by whom and why", () => {
  const { kernel, first, events } = makeKernel();
  spawn(kernel, first);
  kill(kernel, first, 3, Signal.SIGWINCH);
  expect(events).toEqual([{ kind: "signal", pid: 3, signal: Signal.SIGWINCH, from: 2, why: "kill" }]);
});
