import { describe, expect, it, test } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { SYSCALL_TABLE } from "../../../runtime/abi/syscall-table.ts";
import { ENDED, WAIT } from "../../../runtime/kernel/answer.ts";
import { dispatch, returnValue } from "../../../runtime/kernel/syscalls/dispatch.ts";
import { makeKernel, spawn } from "../world-for-tests.ts";

const call = (name: string) => SYSCALL_TABLE.findIndex((row) => row.name === name);

describe("dispatch()", () => {
  it("answers a call by its row's index", () => {
    const { kernel, first } = makeKernel();
    expect(dispatch(kernel, first, call("getpid"))).toBe(2);
    expect(dispatch(kernel, first, call("kill"), 2, 0)).toBe(0);
  });

  it("answers EFAULT for a bad address", () => {
    const { kernel, first } = makeKernel();
    expect(dispatch(kernel, first, call("pipe2"), -8, 0)).toBe(-Errno.EFAULT);
    expect(first.descriptors.entries()).toEqual([]);
  });

  it("lets our own bugs through: they are no errno", () => {
    const { kernel, first } = makeKernel();
    first.children.add(99);
    expect(() => dispatch(kernel, first, call("wait4"), -1, 0, 0, 0)).toThrow("process 99 does not exist");
  });

  it("says nothing to nobody", () => {
    const { kernel, first, events } = makeKernel();
    dispatch(kernel, first, call("getpid"));
    expect(events).toEqual([]);
  });
});

describe("those who watch hear", () => {
  it("a call and its answer", () => {
    const { kernel, first, events } = makeKernel({}, true);
    dispatch(kernel, first, call("getppid"));
    const syscall = call("getppid");
    expect(events).toEqual([
      { kind: "call", pid: 2, syscall, retry: false, text: "getppid()" },
      { kind: "answer", pid: 2, syscall, answer: 1, stored: "", waitsFor: [], final: true },
    ]);
  });

  it("what the caller waits for, and that a call is made again", () => {
    const { kernel, first, events } = makeKernel({}, true);
    spawn(kernel, first);
    const syscall = call("wait4");
    expect(dispatch(kernel, first, syscall, -1, 0, 0, 0)).toBe(WAIT);
    first.resume = { kind: "call", call: { syscall, args: [-1, 0, 0, 0], progress: undefined } };
    dispatch(kernel, first, syscall, -1, 0, 0, 0);
    expect(events).toMatchObject([
      { kind: "call", retry: false, text: "wait4(-1, 0)" },
      { kind: "answer", waitsFor: ["a child to end"], final: false },
      { kind: "call", retry: true },
      { kind: "answer", final: false },
    ]);
  });

  it("a call that the caller does not survive", () => {
    const { kernel, first, events } = makeKernel({}, true);
    expect(dispatch(kernel, first, call("proc_exit"), 3)).toBe(ENDED);
    expect(events.map(({ kind }) => kind)).toEqual(["call", "exit", "answer"]);
  });

  it("what was stored, where the call succeeded", () => {
    const { kernel, first, events } = makeKernel({}, true);
    dispatch(kernel, first, call("pipe2"), 64, 0);
    dispatch(kernel, first, call("pipe2"), 64, -1);
    expect(events).toMatchObject([{}, { stored: " fds=[0, 1]" }, {}, { answer: -Errno.EINVAL, stored: "" }]);
  });

  it("a bad address both as such and as an errno", () => {
    const { kernel, first, events } = makeKernel({}, true);
    dispatch(kernel, first, call("chdir"), -8, 4);
    expect(events).toMatchObject([{ text: "chdir(bad address 0xfffffff8)" }, { answer: -Errno.EFAULT, final: true }]);
  });
});

test.each([
  ["getpid", 5, 5],
  ["dup", -Errno.EBADF, -8],
  ["fd_read", -Errno.EBADF, 8],
  ["fd_read", 0, 0],
  ["sched_yield", 0, 0],
])("%s that answers %i returns %i to the guest", (name, answer, value) => {
  expect(returnValue(call(name), answer)).toBe(value);
});
