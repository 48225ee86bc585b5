import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import {
  groupOf,
  leadsSession,
  membersOf,
  sessionOf,
  setGroup,
  startSession,
} from "../../runtime/kernel/process-groups.ts";
import { newPid } from "../../runtime/kernel/process-table.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

/** A session leader with two children of its group. */
function family() {
  const made = makeKernel();
  const [one, other] = [spawn(made.kernel, made.first), spawn(made.kernel, made.first)];
  return { ...made, one, other };
}

describe("setpgid", () => {
  it("moves the caller or a child to a group of its own, and back, and together", () => {
    const { kernel, world, first, one, other } = family();
    expect([setGroup(kernel, one, 0, 0), setGroup(kernel, first, other.pid, one.pid)]).toEqual([0, 0]);
    expect(membersOf(world, one.pid)).toEqual([one, other]);
    expect(setGroup(kernel, other, 0, first.pid)).toBe(0);
    expect([first, one, other].map(({ group }) => group)).toEqual([2, 3, 2]);
  });

  it.each([
    ["a negative group", 0, -1, "EINVAL"],
    ["a negative process, whose group would be", -7, 0, "EINVAL"],
    ["nobody", 99, 3, "ESRCH"],
    ["its parent", 2, 3, "ESRCH"],
    ["its brother", 4, 4, "ESRCH"],
    ["pid 1", 1, 0, "ESRCH"],
    ["a group that is none", 0, 99, "EPERM"],
  ] as const)("refuses %s", (_, pid, group, errno) => {
    const { kernel, one } = family();
    expect(setGroup(kernel, one, pid, group)).toBe(-Errno[errno]);
  });

  it("refuses who leads a session, and who is of another", () => {
    const { kernel, first, one, other } = family();
    expect(setGroup(kernel, first, 0, 0)).toBe(-Errno.EPERM);
    startSession(kernel, one);
    expect(setGroup(kernel, first, one.pid, 0)).toBe(-Errno.EPERM);
    expect(setGroup(kernel, other, 0, one.pid)).toBe(-Errno.EPERM);
  });

  it("refuses a child that runs another program, but not that child itself", () => {
    const { kernel, first, one } = family();
    one.hasExecuted = true;
    expect([setGroup(kernel, first, one.pid, 0), setGroup(kernel, one, 0, 0)]).toEqual([-Errno.EACCES, 0]);
  });
});

describe("setsid", () => {
  it("begins a session, with a group, without a terminal", () => {
    const { kernel, one } = family();
    expect([startSession(kernel, one), one.group, one.session, leadsSession(one)]).toEqual([3, 3, 3, true]);
    expect([groupOf(kernel, one, 0), sessionOf(kernel, one, 2)]).toEqual([3, 2]);
  });

  it("refuses a pid that a group bears, be it of others", () => {
    const { kernel, first, one, other } = family();
    expect(startSession(kernel, first)).toBe(-Errno.EPERM);
    setGroup(kernel, one, 0, 0);
    setGroup(kernel, first, other.pid, one.pid);
    setGroup(kernel, one, 0, first.pid);
    expect(startSession(kernel, one)).toBe(-Errno.EPERM); // `other` is in its group still
  });
});

it("a child is of its parent's group and session", () => {
  const { kernel, one } = family();
  startSession(kernel, one);
  const child = forkOf(kernel, one);
  expect([child.group, child.session, child.hasExecuted]).toEqual([3, 3, false]);
});

it("the groups of pid 1 and of nobody can be asked for", () => {
  const { kernel, first } = family();
  expect([groupOf(kernel, first, 1), sessionOf(kernel, first, 1)]).toEqual([1, 1]);
  expect([groupOf(kernel, first, 99), sessionOf(kernel, first, -1)]).toEqual([-Errno.ESRCH, -Errno.ESRCH]);
});

it("what if pids begin anew? None is given that a group or a session bears, be its leader gone", () => {
  const { kernel, world, first, one, other } = family();
  startSession(kernel, one);
  const child = spawn(kernel, one, { group: 3 });
  child.session = 3;
  setGroup(kernel, child, 0, 0);
  endProcess(kernel, one, { code: 0 });
  world.processes.delete(one.pid);
  world.nextPid = 4_194_305;
  expect(first.pid).toBe(2);
  expect([newPid(world), other.pid, child.pid]).toEqual([6, 4, 5]); // 3 is the child's session
});
