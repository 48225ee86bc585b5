import { describe, expect, it, test } from "vitest";
import { Errno } from "../../runtime/abi/errno.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { STATUS_CONTINUED, WCONTINUED, WNOHANG, WUNTRACED } from "../../runtime/abi/wait-status.ts";
import { WAIT } from "../../runtime/kernel/answer.ts";
import { endProcess } from "../../runtime/kernel/exit.ts";
import { FAULT } from "../../runtime/kernel/guest-memory.ts";
import { raise } from "../../runtime/kernel/signals.ts";
import { waitForChild } from "../../runtime/kernel/wait.ts";
import { ignore, makeKernel, spawn, transcript } from "./world-for-tests.ts";

const STATUS = 0x100;

/** Pid 2 with children 3 and 4 in its own group 2, and 5 and 6 in group 5. */
function makeFamily() {
  const made = makeKernel();
  const { kernel, first } = made;
  const children = [
    spawn(kernel, first),
    spawn(kernel, first),
    spawn(kernel, first, { group: 5 }),
    spawn(kernel, first, { group: 5 }),
  ] as const;
  return {
    ...made,
    children,
    wait: (pid: number, options = 0, status = STATUS) => waitForChild(kernel, first, pid, status, options),
    status: () => kernel.memory.u32(STATUS),
  };
}

describe("waiting for", () => {
  it.each([
    ["one child", 4, 4],
    ["any of the caller's group", 0, 3],
    ["any at all", -1, 3],
    ["any of another group", -5, 5],
  ])("%s (%i) answers %i when all have ended, and stores its status", (_what, pid, answer) => {
    const { kernel, children, wait, status, world } = makeFamily();
    for (const child of children) endProcess(kernel, child, { code: child.pid });
    expect(wait(pid)).toBe(answer);
    expect(status()).toBe(answer << 8);
    expect(world.processes.has(answer)).toBe(false);
  });

  it.each([
    ["one child", 4],
    ["any of the caller's group", 0],
    ["any at all", -1],
    ["any of another group", -5],
  ])("%s (%i) sleeps while all live, and answers 0 with WNOHANG", (_what, pid) => {
    const { wait, first } = makeFamily();
    expect(wait(pid, WNOHANG)).toBe(0);
    expect(first.state.kind).toBe("runnable");
    expect(wait(pid)).toBe(WAIT);
    expect(first.state).toMatchObject({ kind: "waiting", on: [{ name: "a child to end" }] });
  });

  it.each([
    ["a child that was reaped", 3],
    ["a process that is no child", 7],
    ["the caller itself", 2],
    ["pid 1", 1],
    ["a group without children", -77],
  ])("%s (%i) is ECHILD, with WNOHANG too", (_what, pid) => {
    const { kernel, children, wait } = makeFamily();
    spawn(kernel, children[1]); // 7, a grandchild
    endProcess(kernel, children[0], { code: 0 });
    wait(3);
    expect([wait(pid), wait(pid, WNOHANG)]).toEqual([-Errno.ECHILD, -Errno.ECHILD]);
  });

  it("the one that has ended does not wait for those that live", () => {
    const { kernel, children, wait } = makeFamily();
    endProcess(kernel, children[2], { code: 0 });
    expect(wait(-1)).toBe(5);
  });
});

describe("wait4 refuses", () => {
  it.each([4, 16, 0x1000000, -1])("unknown options %i: EINVAL", (options) => {
    const { kernel, children, wait } = makeFamily();
    endProcess(kernel, children[0], { code: 0 });
    expect(wait(-1, options)).toBe(-Errno.EINVAL);
    expect(children[0].state.kind).toBe("zombie");
  });

  it("-2^31, which negates to nothing: ESRCH", () => {
    expect(makeFamily().wait(-0x80000000)).toBe(-Errno.ESRCH);
  });

  it.each([65533, -1, 0x7fffffff])("a status at address %i: EFAULT, and nobody is reaped", (status) => {
    const { kernel, children, wait } = makeFamily();
    endProcess(kernel, children[0], { code: 7 });
    expect(() => wait(-1, 0, status)).toThrow(FAULT as never);
    expect(wait(-1)).toBe(3);
  });
});

test("no status is stored at address 0: it is NULL", () => {
  const { kernel, children, wait, bytes } = makeFamily();
  endProcess(kernel, children[0], { code: 7 });
  expect(wait(-1, 0, 0)).toBe(3);
  expect([...bytes.subarray(0, 4)]).toEqual([0, 0, 0, 0]);
});

test("children are reaped in the order of their birth, whatever the order of their ends", () => {
  const { kernel, children, wait, events } = makeFamily();
  for (const i of [2, 0, 3, 1]) endProcess(kernel, children[i] as (typeof children)[0], { code: 0 });
  events.length = 0;
  expect([wait(-1), wait(-1), wait(-1), wait(-1), wait(-1)]).toEqual([3, 4, 5, 6, -Errno.ECHILD]);
  expect(transcript(events)).toEqual([3, 4, 5, 6].map((pid) => `reap ${pid} {"by":2}`));
});

test("what if a zombie is asked for twice? WNOHANG reaps it once", () => {
  const { kernel, children, wait } = makeFamily();
  endProcess(kernel, children[0], { code: 7 });
  expect([wait(3, WNOHANG), wait(3, WNOHANG)]).toEqual([3, -Errno.ECHILD]);
});

test("what if two children exit at once? One wait for each, and each its own status", () => {
  const { kernel, children, wait, status, first } = makeFamily();
  expect(wait(-1)).toBe(WAIT);
  endProcess(kernel, children[1], { signal: 11 });
  endProcess(kernel, children[0], { code: 1 });
  expect(first.state.kind).toBe("runnable");
  expect([wait(-1), status(), wait(-1), status(), wait(-1)]).toEqual([3, 0x100, 4, 11, WAIT]);
});

test("what if the last child vanishes because SIGCHLD is ignored? wait4 sleeps until then, and answers ECHILD", () => {
  const { kernel, first, world } = makeKernel();
  ignore(first, Signal.SIGCHLD);
  const [one, other] = [spawn(kernel, first), spawn(kernel, first)];
  const wait = () => waitForChild(kernel, first, -1, 0, 0);
  expect(wait()).toBe(WAIT);
  endProcess(kernel, one, { code: 0 });
  expect(wait()).toBe(WAIT);
  endProcess(kernel, other, { code: 0 });
  expect([wait(), world.processes.size]).toEqual([-Errno.ECHILD, 1]);
});

describe("a child that stops and goes on", () => {
  it("is told of once each, to those who ask for it", () => {
    const { kernel, children, wait, status } = makeFamily();
    raise(kernel, children[0], Signal.SIGSTOP, "test");
    expect(wait(3, WNOHANG)).toBe(0);
    expect(wait(3, WNOHANG | WCONTINUED)).toBe(0);
    expect([wait(3, WNOHANG | WUNTRACED), status()]).toEqual([3, (Signal.SIGSTOP << 8) | 0x7f]);
    expect(wait(3, WNOHANG | WUNTRACED)).toBe(0);
    raise(kernel, children[0], Signal.SIGCONT, "test");
    expect(wait(3, WNOHANG | WUNTRACED)).toBe(0);
    expect([wait(3, WNOHANG | WCONTINUED), status()]).toEqual([3, STATUS_CONTINUED]);
    expect(wait(3, WNOHANG | WCONTINUED)).toBe(0);
  });

  it("wakes a parent that asked for it, which sleeps on when it did not", () => {
    const { kernel, children, wait, first } = makeFamily();
    expect(wait(-1, WUNTRACED)).toBe(WAIT);
    raise(kernel, children[2], Signal.SIGSTOP, "test");
    expect(first.state.kind).toBe("runnable");
    expect(wait(-1)).toBe(WAIT);
  });

  it("has nothing to tell of its stop any more once it goes on", () => {
    const { kernel, children, wait } = makeFamily();
    raise(kernel, children[0], Signal.SIGSTOP, "test");
    raise(kernel, children[0], Signal.SIGCONT, "test");
    expect(wait(3, WNOHANG | WUNTRACED)).toBe(0);
  });

  it("is still there after it was told of", () => {
    const { kernel, children, wait, world } = makeFamily();
    raise(kernel, children[0], Signal.SIGSTOP, "test");
    wait(3, WUNTRACED);
    expect(world.processes.has(3)).toBe(true);
  });

  it("is told of as dead when it was killed while it was stopped", () => {
    const { kernel, children, wait, status } = makeFamily();
    raise(kernel, children[0], Signal.SIGSTOP, "test");
    raise(kernel, children[0], Signal.SIGKILL, "test");
    expect([wait(3, WUNTRACED), status(), wait(3, WUNTRACED)]).toEqual([3, Signal.SIGKILL, -Errno.ECHILD]);
  });
});
