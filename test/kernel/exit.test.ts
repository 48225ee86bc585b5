import { describe, expect, it, test } from "vitest";
import { Signal } from "../../runtime/abi/signal.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { forget } from "../../runtime/kernel/process-table.ts";
import { sleepOn, WaitQueue } from "../../runtime/kernel/wait-queue.ts";
import { ignore, makeKernel, openFile, spawn, transcript } from "./world-for-tests.ts";

describe("a process that ends", () => {
  it("is a zombie with its status, not runnable, without memory", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    endProcess(kernel, child, { code: 7 });
    expect(child.state).toEqual({ kind: "zombie", end: { code: 7 } });
    expect([child.image, world.pagesUsed, world.processes.has(child.pid)]).toEqual([undefined, 16, true]);
    expect(world.runQueue.processes).toEqual([first]);
  });

  it("tells what it had in memory, what it wrote last too", () => {
    const { kernel, first, written, events } = makeKernel();
    const child = spawn(kernel, first, { pages: 2, marked: true });
    written.set(child.pid, [3, 4, 3]);
    endProcess(kernel, child, { code: 0 });
    const memory = { virtual: 32, resident: 2, own: 2, faults: { zero: 2, program: 0, fork: 0 } };
    expect(events).toEqual([{ kind: "exit", pid: 3, end: { code: 0 }, memory }]);
  });

  it("closes its descriptors; an open file that others use stays open", () => {
    const { kernel, first } = makeKernel();
    const child = spawn(kernel, first);
    const [own, shared] = [openFile(), openFile()];
    child.descriptors.add(own);
    child.descriptors.add(shared);
    first.descriptors.add(shared);
    endProcess(kernel, child, { code: 0 });
    expect([own.fd.closed, shared.fd.closed, shared.references, child.descriptors.entries()]).toEqual([1, 0, 1, []]);
  });

  it("leaves the queues it sleeps on, and its alarm clock", () => {
    const { kernel, world, first } = makeKernel();
    const queue = new WaitQueue("a thing");
    const child = spawn(kernel, first);
    sleepOn(child, [queue], 100);
    endProcess(kernel, child, { signal: 9 });
    expect([queue.sleepers, world.runQueue.nextDeadline]).toEqual([[], undefined]);
  });

  it("wakes its parent when that waits for a child", () => {
    const { kernel, first } = makeKernel();
    const child = spawn(kernel, first);
    sleepOn(first, [first.childEnded]);
    endProcess(kernel, child, { code: 0 });
    expect(first.state.kind).toBe("runnable");
  });

  it("hands its living children to pid 1, which reaps them at once when they end", () => {
    const { kernel, world, first, events } = makeKernel();
    const parent = spawn(kernel, first);
    const orphan = spawn(kernel, parent);
    endProcess(kernel, parent, { code: 0 });
    expect([orphan.parent, orphan.state.kind, parent.children.size]).toEqual([1, "runnable", 0]);
    endProcess(kernel, orphan, { code: 3 });
    expect(world.processes.has(orphan.pid)).toBe(false);
    expect(transcript(events)).toEqual(['exit 3 {"end":{"code":0}}', "reparent 4", 'exit 4 {"end":{"code":3}}']);
  });

  it("takes its zombie children with it: pid 1 reaps them at once", () => {
    const { kernel, world, first, events } = makeKernel();
    const parent = spawn(kernel, first);
    const zombie = spawn(kernel, parent);
    endProcess(kernel, zombie, { code: 1 });
    endProcess(kernel, parent, { code: 0 });
    expect([...world.processes.keys()]).toEqual([2, 3]);
    expect(transcript(events).at(-1)).toBe('reap 4 {"by":1}');
  });

  it("leaves no zombie when its parent ignores SIGCHLD, but wakes it", () => {
    const { kernel, world, events, first } = makeKernel();
    ignore(first, Signal.SIGCHLD);
    const child = spawn(kernel, first);
    sleepOn(first, [first.childEnded]);
    endProcess(kernel, child, { code: 0 });
    expect([world.processes.size, first.children.size, first.state.kind]).toEqual([1, 0, "runnable"]);
    expect(transcript(events)).toContain('reap 3 {"by":2}');
  });
});

describe("the first process", () => {
  it("is nobody's zombie, and its end is the world's", () => {
    const { kernel, world, first } = makeKernel();
    endProcess(kernel, first, { signal: 11 });
    expect([world.processes.size, world.firstEnd]).toEqual([0, { signal: 11 }]);
  });

  it("may end before its descendants, whose ends are not the world's", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    endProcess(kernel, first, { code: 4 });
    endProcess(kernel, child, { code: 5 });
    expect([world.processes.size, world.firstEnd]).toEqual([0, { code: 4 }]);
  });

  it("stays the first when its pid is given again", () => {
    const { kernel, world, first } = makeKernel();
    const orphan = spawn(kernel, first, { group: 3, session: 3 });
    endProcess(kernel, first, { code: 4 });
    world.nextPid = 4_194_305;
    const second = spawn(kernel, orphan);
    expect(second.pid).toBe(first.pid);
    endProcess(kernel, second, { code: 9 });
    expect(world.firstEnd).toEqual({ code: 4 });
  });
});

test("what if two children exit at once? Both are zombies, with their own statuses", () => {
  const { kernel, world, first } = makeKernel();
  const [one, other] = [spawn(kernel, first), spawn(kernel, first)];
  sleepOn(first, [first.childEnded]);
  endProcess(kernel, other, { code: 2 });
  endProcess(kernel, one, { code: 1 });
  expect([...world.processes.values()].map(({ state }) => state)).toEqual([
    { kind: "runnable" },
    { kind: "zombie", end: { code: 1 } },
    { kind: "zombie", end: { code: 2 } },
  ]);
});

test("what if a parent was forgotten already? Its child's end disturbs nobody", () => {
  const { kernel, world, first } = makeKernel();
  const child = spawn(kernel, first);
  forget(world, first);
  endProcess(kernel, child, { code: 0 });
  expect(world.processes.size).toBe(0);
});
