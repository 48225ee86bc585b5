import { describe, expect, it } from "vitest";
import { Signal, signalSet } from "../../runtime/abi/signal.ts";
import { CLD_CONTINUED, CLD_STOPPED, SA_NOCLDSTOP } from "../../runtime/abi/signal-flags.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { goOn, stop } from "../../runtime/kernel/stop.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { NotedFootprint } from "./noted-footprint.ts";
import { handle, makeKernel, spawn, transcript } from "./world-for-tests.ts";

const { SIGCHLD, SIGCONT, SIGSTOP, SIGTSTP } = Signal;

/** A parent that handles SIGCHLD, its child, and what it is told of it: `code pid status`. */
function makeFamily(flags = 0) {
  const made = makeKernel();
  const { kernel, first } = made;
  const child = spawn(kernel, first);
  handle(first, SIGCHLD, { flags });
  const told = () => {
    const info = first.signals.pending.take(signalSet(SIGCHLD));
    return info && [info.code, info.pid, info.status];
  };
  return { ...made, child, told };
}

describe("a process that is stopped", () => {
  it("runs no more, and leaves the queues it slept on", () => {
    const { kernel, world, child } = makeFamily();
    const queue = new WaitQueue("a thing");
    sleepOn(child, [queue], 100);
    stop(kernel, child, SIGTSTP);
    expect([child.state, queue.sleepers, world.runQueue.nextDeadline]).toEqual([
      { kind: "stopped", by: SIGTSTP },
      [],
      undefined,
    ]);
  });

  it("has its parent told, once, by which signal; who waits for children wakes", () => {
    const { kernel, first, child, told } = makeFamily();
    sleepOn(first, [first.childEnded]);
    stop(kernel, child, SIGTSTP);
    expect([child.news, first.state.kind, told()]).toEqual(["stopped", "runnable", [CLD_STOPPED, 3, SIGTSTP]]);
    stop(kernel, child, SIGSTOP);
    expect([child.state, told()]).toEqual([{ kind: "stopped", by: SIGTSTP }, undefined]);
  });

  it("has its parent told when it goes on", () => {
    const { kernel, world, child, told } = makeFamily();
    stop(kernel, child, SIGSTOP);
    told();
    goOn(kernel, child);
    expect([child.state.kind, child.news, told()]).toEqual(["runnable", "continued", [CLD_CONTINUED, 3, SIGCONT]]);
    expect(world.runQueue.processes).toContain(child);
  });
});

it("SA_NOCLDSTOP: the parent gets no signal, but who waits wakes all the same", () => {
  const { kernel, first, child, told } = makeFamily(SA_NOCLDSTOP);
  sleepOn(first, [first.childEnded]);
  stop(kernel, child, SIGSTOP);
  expect([first.state.kind, told()]).toEqual(["runnable", undefined]);
  goOn(kernel, child);
  expect(told()).toBeUndefined();
});

it("to go on is nothing for who was not stopped", () => {
  const { kernel, child, told } = makeFamily();
  goOn(kernel, child);
  expect([child.news, told()]).toEqual([undefined, undefined]);
});

it("an orphan is stopped and goes on without anybody to tell", () => {
  const { kernel, first, child } = makeFamily();
  endProcess(kernel, first, { code: 0 });
  stop(kernel, child, SIGSTOP);
  goOn(kernel, child);
  expect(child.state.kind).toBe("runnable");
});

it("is told: by what, and once, however often it is done", () => {
  const { kernel, events, child } = makeFamily();
  const before = events.length;
  for (const act of [stop, stop, goOn, goOn]) act(kernel, child, SIGSTOP);
  expect(transcript(events.slice(before)).filter((line) => !line.startsWith("signal"))).toEqual([
    'stop 3 {"signal":19}',
    "continue 3",
  ]);
});

it("whoever stops or goes on touches everything, whatever let it", () => {
  const { kernel, child } = makeFamily();
  const touched = [stop, goOn].map((act) => {
    const footprint = new NotedFootprint();
    kernel.footprint = footprint;
    act(kernel, child, SIGSTOP);
    return footprint.isEverything;
  });
  expect(touched).toEqual([true, true]);
});
