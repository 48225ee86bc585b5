import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { RLIMIT_NICE } from "../../runtime/abi/resource.ts";
import { getPriority, setPriority } from "../../runtime/kernel/priority.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

const [PROCESS, GROUP, USER] = [0, 1, 2];

describe("the nice value", () => {
  it("is answered as 20 minus it: of oneself, a process, a group, a user", () => {
    const { kernel, first } = makeKernel();
    first.nice = 5;
    const other = spawn(kernel, first);
    other.nice = -3;
    const alone = spawn(kernel, first, { group: 77 });
    alone.nice = 19;
    const ask = (which: number, who: number) => getPriority(kernel, first, which, who);
    expect([
      ask(PROCESS, 0),
      ask(PROCESS, other.pid),
      ask(GROUP, 0),
      ask(GROUP, 77),
      ask(USER, 0),
      ask(USER, 1000),
    ]).toEqual([15, 23, 23, 1, 23, 23]);
  });

  it("is inherited", () => {
    const { kernel, first } = makeKernel();
    setPriority(kernel, first, PROCESS, 0, 7);
    expect(forkOf(kernel, first).nice).toBe(7);
  });

  it.each([
    [100, 19],
    [2, 2],
  ])("set to %i is %i", (wanted, is) => {
    const { kernel, first } = makeKernel();
    expect(setPriority(kernel, first, PROCESS, 0, wanted)).toBe(0);
    expect(first.nice).toBe(is);
  });

  it("becomes smaller only as far as RLIMIT_NICE allows", () => {
    const { kernel, first } = makeKernel();
    expect(setPriority(kernel, first, PROCESS, 0, -1)).toBe(-Errno.EACCES);
    first.limits = first.limits.with(RLIMIT_NICE, { soft: 21n, hard: 21n });
    expect([setPriority(kernel, first, PROCESS, 0, -1), setPriority(kernel, first, PROCESS, 0, -2)]).toEqual([
      0,
      -Errno.EACCES,
    ]);
    expect(first.nice).toBe(-1);
  });

  it("of a group is set for those who may, whoever else may not", () => {
    const { kernel, first } = makeKernel();
    const nicer = spawn(kernel, first);
    nicer.nice = 10;
    expect(setPriority(kernel, first, GROUP, 0, 5)).toBe(-Errno.EACCES);
    expect([first.nice, nicer.nice]).toEqual([5, 10]);
  });

  it.each([
    ["a kind that there is not", 3, 0, -Errno.EINVAL, -Errno.EINVAL],
    ["nobody", PROCESS, 999, -Errno.ESRCH, -Errno.ESRCH],
    ["a user without processes", USER, 5, -Errno.ESRCH, -Errno.ESRCH],
    ["pid 1, which is root's", PROCESS, 1, 20, -Errno.EPERM],
  ])("of %s", (_, which, who, got, set) => {
    const { kernel, first } = makeKernel();
    expect([getPriority(kernel, first, which, who), setPriority(kernel, first, which, who, 1)]).toEqual([got, set]);
  });
});
