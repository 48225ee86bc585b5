import { describe, expect, it, test } from "vitest";
import { addProcess, forget, matches, newPid } from "../../runtime/kernel/process-table.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

const PID_MAX = 4_194_304;

describe("newPid()", () => {
  it("counts from 2: 1 is the parent of orphans", () => {
    const { kernel, first } = makeKernel();
    expect([first.pid, spawn(kernel, first).pid, spawn(kernel, first).pid]).toEqual([2, 3, 4]);
  });

  it("does not give a pid again soon after its process has gone", () => {
    const { kernel, world, first } = makeKernel();
    forget(world, spawn(kernel, first));
    expect(newPid(world)).toBe(4);
  });

  it("begins again when the pids run out, past those of processes and of process groups", () => {
    const { kernel, world, first } = makeKernel(); // pid 2, group 2
    const leader = spawn(kernel, first, { group: 3 }); // pid 3
    spawn(kernel, first, { group: 3 }); // pid 4, in the group of 3
    forget(world, leader); // pid 3 is free, but names a group
    world.nextPid = PID_MAX;
    expect(newPid(world)).toBe(PID_MAX);
    expect([newPid(world), newPid(world)]).toEqual([5, 6]);
  });
});

describe("a process in the table", () => {
  it("is runnable, and its parent's child", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    expect([...first.children]).toEqual([child.pid]);
    expect(world.runQueue.processes).toEqual([first, child]);
  });

  it("is nobody's child once it is forgotten", () => {
    const { kernel, world, first } = makeKernel();
    const child = spawn(kernel, first);
    forget(world, child);
    expect([first.children.size, world.processes.has(child.pid)]).toEqual([0, false]);
  });

  it("may have a parent that is not there: pid 1 is only a number", () => {
    const { world, first } = makeKernel();
    forget(world, first);
    addProcess(world, first);
    expect(world.processes.size).toBe(1);
  });
});

test.each([
  [3, [3]],
  [5, [5]],
  [6, []],
  [0, [2, 3]],
  [-1, [2, 3, 4, 5]],
  [-2, [2, 3]],
  [-4, [4, 5]],
  [-5, []],
  [-0x80000000, []],
])("to pid 2, %i means %j of [2 3] [4 5]", (pid, meant) => {
  const { kernel, world, first } = makeKernel();
  spawn(kernel, first);
  spawn(kernel, first, { group: 4 });
  spawn(kernel, first, { group: 4 });
  const found = [...world.processes.values()].filter((process) => matches(process, pid, first));
  expect(found.map((process) => process.pid)).toEqual(meant);
});
