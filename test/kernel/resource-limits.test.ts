import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import {
  RLIM_INFINITY,
  RLIMIT_AS,
  RLIMIT_CORE,
  RLIMIT_CPU,
  RLIMIT_DATA,
  RLIMIT_NOFILE,
  RLIMIT_NPROC,
} from "../../runtime/abi/resource.ts";
import { CAPTURE } from "../../runtime/kernel/answer.ts";
import { fork } from "../../runtime/kernel/fork.ts";
import { changeLimit, growthAllowed, initialLimits } from "../../runtime/kernel/resource-limits.ts";
import { forkOf, makeKernel, spawn } from "./world-for-tests.ts";

const limit = (soft: number | bigint, hard: number | bigint = RLIM_INFINITY) => ({
  soft: BigInt(soft),
  hard: BigInt(hard),
});

describe("limits", () => {
  it("begin with what the world has", () => {
    const limits = initialLimits({ processes: 50, descriptors: 20 });
    expect([limits.get(RLIMIT_NPROC), limits.get(RLIMIT_NOFILE), limits.get(RLIMIT_CORE)]).toEqual([50, 20, 0]);
    expect([limits.get(RLIMIT_CPU), limits.has(RLIMIT_CPU)]).toEqual([Number.POSITIVE_INFINITY, false]);
  });

  it("are shared by a forked child until one of them sets one", () => {
    const { kernel, first } = makeKernel();
    const child = forkOf(kernel, first);
    expect(child.limits).toBe(first.limits);
    changeLimit(kernel, child, 0, RLIMIT_CPU, limit(5));
    expect([child.limits.get(RLIMIT_CPU), first.limits.get(RLIMIT_CPU)]).toEqual([5, Number.POSITIVE_INFINITY]);
  });

  it("of any size are kept to the last bit", () => {
    const { kernel, first } = makeKernel();
    const odd = limit(2n ** 64n - 3n, 2n ** 64n - 2n);
    changeLimit(kernel, first, 0, RLIMIT_CPU, odd);
    expect(changeLimit(kernel, first, 0, RLIMIT_CPU, undefined)).toEqual(odd);
  });
});

describe("changeLimit()", () => {
  it.each([
    ["no such process", 999, RLIMIT_CPU, limit(1), -Errno.ESRCH],
    ["pid 1, which is root's", 1, RLIMIT_CPU, limit(1), -Errno.EPERM],
    ["no such resource", 0, 16, limit(1), -Errno.EINVAL],
    ["a negative one", 0, -1, undefined, -Errno.EINVAL],
    ["soft over hard", 0, RLIMIT_CPU, limit(2, 1), -Errno.EINVAL],
    ["a hard limit raised", 0, RLIMIT_NOFILE, limit(1, 100_000), -Errno.EPERM],
    ["a bound of memory, before the caller has stopped", 0, RLIMIT_AS, limit(1), CAPTURE],
  ])("refuses %s", (_, pid, resource, wanted, answer) => {
    const { kernel, first } = makeKernel();
    const before = first.limits;
    expect(changeLimit(kernel, first, pid, resource, wanted)).toBe(answer);
    expect(first.limits).toBe(before);
  });

  it("reaches other processes, and their descriptors at once", () => {
    const { kernel, first } = makeKernel();
    const other = spawn(kernel, first);
    expect(changeLimit(kernel, first, other.pid, RLIMIT_NOFILE, limit(3, 5))).toEqual(limit(1024, 1024));
    expect([other.descriptors.limit, first.descriptors.limit]).toEqual([3, 1024]);
  });
});

describe("growthAllowed()", () => {
  it("is what is left under the smaller of two limits, and never less than nothing", () => {
    const { first } = makeKernel(); // it has one Wasm page
    expect(growthAllowed(first)).toBe(Number.POSITIVE_INFINITY);
    first.limits = first.limits.with(RLIMIT_AS, limit(65536 * 10 + 1));
    expect(growthAllowed(first)).toBe(9);
    first.limits = first.limits.with(RLIMIT_DATA, limit(65536 * 3));
    expect(growthAllowed(first)).toBe(2);
    first.limits = first.limits.with(RLIMIT_DATA, limit(0));
    expect(growthAllowed(first)).toBe(0);
  });
});

it("RLIMIT_NPROC counts all of the user's processes, zombies too", () => {
  const { kernel, first } = makeKernel();
  first.captured = true;
  first.limits = first.limits.with(RLIMIT_NPROC, limit(2));
  expect(fork(kernel, first)).toBeGreaterThan(0);
  expect(fork(kernel, first)).toBe(-Errno.EAGAIN);
});
