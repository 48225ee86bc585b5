import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Process } from "../../runtime/kernel/process.ts";
import { leaveQueues, sleepOn, WaitQueue, wakeUp } from "../../runtime/kernel/wait-queue.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

function makeProcesses(count: number) {
  const { kernel, world, first } = makeKernel();
  const processes = [first];
  while (processes.length < count) processes.push(spawn(kernel, first));
  return { world, processes };
}

const pids = (processes: readonly Process[]) => processes.map(({ pid }) => pid);

describe("a process that sleeps", () => {
  it("is on all its queues, and not runnable", () => {
    const { world, processes } = makeProcesses(2);
    const [one, other] = [new WaitQueue("one thing"), new WaitQueue("another")];
    sleepOn(processes[0] as Process, [one, other]);
    expect([pids(one.sleepers), pids(other.sleepers), pids(world.runQueue.processes)]).toEqual([[2], [2], [3]]);
  });

  it("leaves all of them when one wakes it", () => {
    const { world, processes } = makeProcesses(2);
    const [one, other] = [new WaitQueue("one thing"), new WaitQueue("another")];
    sleepOn(processes[0] as Process, [one, other]);
    other.wake();
    expect([one.sleepers, other.sleepers, pids(world.runQueue.processes)]).toEqual([[], [], [2, 3]]);
    expect((processes[0] as Process).state).toEqual({ kind: "runnable" });
  });

  it("may sleep twice on one queue, and leaves it altogether", () => {
    const { processes } = makeProcesses(1);
    const queue = new WaitQueue("a thing");
    sleepOn(processes[0] as Process, [queue, queue]);
    queue.wake();
    expect(queue.sleepers).toEqual([]);
  });

  it("has a queue's sleepers before it: they are woken all, in pid order on the run queue", () => {
    const { world, processes } = makeProcesses(4);
    const queue = new WaitQueue("a thing");
    for (const i of [2, 0, 3]) sleepOn(processes[i] as Process, [queue]);
    expect(pids(queue.sleepers)).toEqual([4, 2, 5]);
    queue.wake();
    expect(pids(world.runQueue.processes)).toEqual([2, 3, 4, 5]);
  });
});

describe("wakeUp()", () => {
  it.each([
    ["runnable", { kind: "runnable" }],
    ["stopped", { kind: "stopped", by: 19 }],
    ["a zombie", { kind: "zombie", end: { code: 0 } }],
  ] as const)("leaves a process alone that is %s", (_what, state) => {
    const { world, processes } = makeProcesses(1);
    const process = processes[0] as Process;
    world.runQueue.remove(process);
    process.state = state;
    wakeUp(process);
    expect([process.state, world.runQueue.processes]).toEqual([state, []]);
  });
});

test("leaveQueues() takes the alarm clock too", () => {
  const { world, processes } = makeProcesses(1);
  const queue = new WaitQueue("a thing");
  sleepOn(processes[0] as Process, [queue], 100);
  leaveQueues(processes[0] as Process);
  expect([queue.sleepers, world.runQueue.nextDeadline]).toEqual([[], undefined]);
});

describe("deadlines", () => {
  it("wake those whose time has come, and nobody else", () => {
    const { world, processes } = makeProcesses(4);
    [300, 100, 200].forEach((until, i) => {
      sleepOn(processes[i] as Process, [], until);
    });
    expect(world.runQueue.nextDeadline).toBe(100);
    world.runQueue.expire(199);
    expect([pids(world.runQueue.processes), world.runQueue.nextDeadline]).toEqual([[3, 5], 200]);
    world.runQueue.expire(300);
    expect([pids(world.runQueue.processes), world.runQueue.nextDeadline]).toEqual([[2, 3, 4, 5], undefined]);
  });

  it("are forgotten by those who are woken before", () => {
    const { world, processes } = makeProcesses(1);
    const queue = new WaitQueue("a thing");
    sleepOn(processes[0] as Process, [queue], 100);
    queue.wake();
    expect(world.runQueue.nextDeadline).toBeUndefined();
  });
});

test("the run queue is the set of runnable processes in pid order, and the timers the soonest first, whatever happens", () => {
  const queues = [new WaitQueue("one thing"), new WaitQueue("another")];
  const who = fc.nat({ max: 5 });
  const action = fc.oneof(
    fc.record({
      kind: fc.constant("sleep" as const),
      who,
      on: fc.subarray([0, 1]),
      until: fc.option(fc.nat({ max: 50 }), { nil: undefined }),
    }),
    fc.record({ kind: fc.constant("wakeQueue" as const), on: fc.nat({ max: 1 }) }),
    fc.record({ kind: fc.constant("wakeUp" as const), who }),
    fc.record({ kind: fc.constant("expire" as const), now: fc.nat({ max: 50 }) }),
    fc.record({ kind: fc.constant("addTwice" as const), who }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const { world, processes } = makeProcesses(6);
      for (const queue of queues) queue.wake();
      for (const action of actions) {
        if (action.kind === "sleep") {
          const process = processes[action.who] as Process;
          if (process.state.kind === "runnable") {
            sleepOn(
              process,
              action.on.map((i) => queues[i] as WaitQueue),
              action.until,
            );
          }
        } else if (action.kind === "wakeQueue") queues[action.on]?.wake();
        else if (action.kind === "wakeUp") wakeUp(processes[action.who] as Process);
        else if (action.kind === "expire") world.runQueue.expire(action.now);
        else {
          const process = processes[action.who] as Process;
          if (process.state.kind === "runnable") world.runQueue.add(process);
        }
        const asleep = processes.flatMap(({ state }) => (state.kind === "waiting" ? [state] : []));
        const awake = processes.filter(({ state }) => state.kind === "runnable");
        expect(pids(world.runQueue.processes)).toEqual(pids(awake));
        expect(world.runQueue.pids).toEqual(pids(awake));
        const deadlines = asleep.flatMap(({ until }) => (until === undefined ? [] : [until]));
        expect(world.runQueue.nextDeadline).toBe(deadlines.length === 0 ? undefined : Math.min(...deadlines));
        for (const queue of queues) {
          expect(queue.sleepers.length).toBe(asleep.filter(({ on }) => on.includes(queue)).length);
        }
      }
    }),
  );
});
