import { describe, expect, it } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { RLIMIT_SIGPENDING } from "../../runtime/abi/resource.ts";
import { deleteTimer, madeTimer, makeTimer } from "../../runtime/kernel/made-timers.ts";
import { MadeTimer } from "../../runtime/kernel/timer.ts";
import { forkOf, makeKernel } from "./world-for-tests.ts";

describe("makeTimer()", () => {
  it.each([
    ["no such clock", 99, undefined, -Errno.EINVAL],
    ["a clock without timers", 6, undefined, -Errno.ENOTSUP],
    ["a notification that there is not", 1, { notify: 9, signal: 10, value: 0 }, -Errno.EINVAL],
    ["a thread", 1, { notify: 2, signal: 10, value: 0 }, -Errno.ENOTSUP],
    ["signal 0", 1, { notify: 0, signal: 0, value: 0 }, -Errno.EINVAL],
    ["a signal that there is not", 1, { notify: 0, signal: 65, value: 0 }, -Errno.EINVAL],
  ])("refuses %s", (_, clock, given, answer) => {
    const { kernel, world, first } = makeKernel();
    expect(makeTimer(kernel, first, clock, given)).toBe(answer);
    expect(world.timersMade).toBe(0);
  });

  it("sends SIGALRM with its id unless told otherwise, and nothing at all if told so", () => {
    const { kernel, first } = makeKernel();
    makeTimer(kernel, first, 0, undefined);
    expect(makeTimer(kernel, first, 0, undefined)).toMatchObject({ id: 1, signal: 14, value: 1 });
    expect(makeTimer(kernel, first, 0, { notify: 1, signal: 999, value: 0 })).toMatchObject({ signal: 0 });
  });

  it("makes as many as RLIMIT_SIGPENDING says for all together, and one more for one that is deleted", () => {
    const { kernel, first } = makeKernel();
    first.limits = first.limits.with(RLIMIT_SIGPENDING, { soft: 2n, hard: 2n });
    const child = forkOf(kernel, first);
    expect(makeTimer(kernel, first, 1, undefined)).toBeInstanceOf(MadeTimer);
    expect(makeTimer(kernel, child, 1, undefined)).toBeInstanceOf(MadeTimer);
    expect(makeTimer(kernel, first, 1, undefined)).toBe(-Errno.EAGAIN);
    expect(deleteTimer(kernel, first, 0)).toBe(0);
    expect(makeTimer(kernel, first, 1, undefined)).toMatchObject({ id: 1 });
  });
});

it("a timer is known to who made it, until it is deleted", () => {
  const { kernel, first } = makeKernel();
  const timer = makeTimer(kernel, first, 1, undefined);
  expect(madeTimer(first, 0)).toBe(timer);
  expect(madeTimer(forkOf(kernel, first), 0)).toBeUndefined();
  deleteTimer(kernel, first, 0);
  expect([madeTimer(first, 0), deleteTimer(kernel, first, 0)]).toEqual([undefined, -Errno.EINVAL]);
});
