import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { fork, vfork } from "../../runtime/kernel/fork.ts";
import { callHandlers, mayAct, pend } from "../../runtime/kernel/pend.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { forkOf, handle, makeKernel, signalInfo } from "./world-for-tests.ts";

const { SIGCHLD, SIGSTOP, SIGUSR1 } = Signal;

function asleep(prepare: (process: Process) => void = () => {}) {
  const made = makeKernel();
  sleepOn(made.first, [new WaitQueue("a thing")]);
  prepare(made.first);
  return made;
}

describe("a signal that comes to wait for a sleeper", () => {
  it.each<[string, (process: Process) => void, string, boolean]>([
    ["wakes it when it has a handler", (process) => handle(process, SIGUSR1), "runnable", true],
    ["leaves it asleep when it has none", () => {}, "waiting", false],
    [
      "leaves it asleep when it is blocked",
      (process) => {
        handle(process, SIGUSR1);
        process.signals.blocked = signalSet(SIGUSR1);
      },
      "waiting",
      false,
    ],
    [
      "wakes it when it awaits the signal",
      (process) => {
        process.signals.awaited = signalSet(SIGUSR1);
      },
      "runnable",
      false,
    ],
  ])("%s", (_, prepare, state, ready) => {
    const { first } = asleep(prepare);
    pend(first, signalInfo(SIGUSR1));
    expect([first.state.kind, first.signals.ready, first.signals.pending.count]).toEqual([state, ready, 1]);
  });
});

describe("signals may act on a process", () => {
  it("that runs or sleeps", () => {
    const { first } = makeKernel();
    expect(mayAct(first)).toBe(true);
    sleepOn(first, [first.signalled]);
    expect(mayAct(first)).toBe(true);
  });

  it("but not on one that is stopped or has ended", () => {
    const { kernel, first } = makeKernel();
    raise(kernel, first, SIGSTOP, "test");
    expect(mayAct(first)).toBe(false);
    raise(kernel, first, Signal.SIGKILL, "test");
    expect(mayAct(first)).toBe(false);
  });

  it.each<[string, typeof fork | typeof vfork, boolean]>([
    ["nor on one whose vfork child has its memory", vfork, false],
    ["but well on one that has forked", fork, true],
  ])("%s", (_, call, may) => {
    const { kernel, first } = makeKernel();
    forkOf(kernel, first, call);
    expect(mayAct(first)).toBe(may);
  });
});

it("a stopped process is not woken, but remembers that there is something to handle", () => {
  const { kernel, first } = makeKernel();
  handle(first, SIGCHLD);
  raise(kernel, first, SIGSTOP, "test");
  pend(first, signalInfo(SIGCHLD));
  expect([first.state.kind, first.signals.ready]).toEqual(["stopped", true]);
});

it("there is nothing to handle any more when the signal is blocked meanwhile", () => {
  const { first } = makeKernel();
  handle(first, SIGUSR1);
  pend(first, signalInfo(SIGUSR1));
  first.signals.blocked = signalSet(SIGUSR1);
  callHandlers(first);
  expect(first.signals.ready).toBe(false);
});
