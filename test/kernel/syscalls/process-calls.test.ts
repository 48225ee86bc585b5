import { describe, expect, it, test } from "vitest";
import { Errno } from "../../../runtime/abi/errno.ts";
import { ARG_MAX } from "../../../runtime/abi/layout.ts";
import { Signal } from "../../../runtime/abi/signal.ts";
import { SYSCALL_TABLE } from "../../../runtime/abi/syscall-table.ts";
import { CAPTURE, ENDED, REPLACED } from "../../../runtime/kernel/answer.ts";
import { endProcess } from "../../../runtime/kernel/exit.ts";
import { dispatch } from "../../../runtime/kernel/syscalls/dispatch.ts";
import { addFile, makeImage, makeKernel, spawn, text } from "../world-for-tests.ts";

function makeCalls() {
  const made = makeKernel();
  const { kernel, first, world, programs, bytes } = made;
  addFile(world, "program", "a program");
  programs.set("a program", makeImage());
  return {
    ...made,
    call: (name: string, ...args: number[]) =>
      dispatch(
        kernel,
        first,
        SYSCALL_TABLE.findIndex((row) => row.name === name),
        ...args,
      ),
    /** Puts a string at an address, with a NUL; answers its length without. */
    put: (address: number, value: string) => {
      bytes.set(text(`${value}\0`), address);
      return text(value).length;
    },
    putWords: (address: number, ...words: number[]) => new Uint32Array(bytes.buffer).set(words, address / 4),
  };
}

test("fork and vfork ask for the caller's image first", () => {
  const { call } = makeCalls();
  expect([call("fork"), call("vfork")]).toEqual([CAPTURE, CAPTURE]);
});

test("getpid and getppid", () => {
  const { call, first } = makeCalls();
  first.parent = 77;
  expect([call("getpid"), call("getppid")]).toEqual([2, 77]);
});

test("sched_yield succeeds", () => {
  expect(makeCalls().call("sched_yield")).toBe(0);
});

test.each([
  [0, 0],
  [7, 7],
  [256, 0],
  [-1, 255],
])("proc_exit(%i) is exit code %i: the low eight bits", (code, ended) => {
  const { call, world } = makeCalls();
  expect(call("proc_exit", code)).toBe(ENDED);
  expect(world.firstEnd).toEqual({ code: ended });
});

describe("kill", () => {
  it("takes a pid and a signal", () => {
    const { call, kernel, first } = makeCalls();
    const child = spawn(kernel, first);
    expect(call("kill", child.pid, Signal.SIGKILL)).toBe(0);
    expect(child.state).toEqual({ kind: "zombie", end: { signal: 9 } });
  });

  it("may be the caller's end", () => {
    expect(makeCalls().call("kill", 2, Signal.SIGTERM)).toBe(ENDED);
  });
});

describe("proc_raise", () => {
  it.each([
    ["a deadly signal ends the caller", Signal.SIGABRT, ENDED],
    ["0 is no signal", 0, 0],
    ["65 is none either", 65, -Errno.EINVAL],
  ])("%s", (_what, signal, answer) => {
    expect(makeCalls().call("proc_raise", signal)).toBe(answer);
  });

  it("takes WASI's numbers, which have no SIGSTKFLT: 18 is stop, not continue", () => {
    const { call, first } = makeCalls();
    expect(call("proc_raise", 18)).toBe(0);
    expect(first.state).toEqual({ kind: "stopped", by: Signal.SIGSTOP });
  });
});

describe("wait4", () => {
  it("stores the status of a child that has ended", () => {
    const { call, kernel, first } = makeCalls();
    const child = spawn(kernel, first);
    endProcess(kernel, child, { code: 3 });
    expect(call("wait4", -1, 64, 0, 0)).toBe(child.pid);
    expect(kernel.memory.u32(64)).toBe(0x300);
  });

  it("stores what the child has used, and its own children; from then on they are the parent's children's", () => {
    const { call, kernel, first } = makeCalls();
    const child = spawn(kernel, first);
    child.usage.user = 2_500_000_000;
    child.childUsage.system = 1_000_000;
    endProcess(kernel, child, { code: 3 });
    expect(call("wait4", -1, 64, 0, 128)).toBe(child.pid);
    expect([kernel.memory.u64(128), kernel.memory.u64(136), kernel.memory.u64(152)]).toEqual([2n, 500_000n, 1000n]);
    expect(first.childUsage).toMatchObject({ user: 2_500_000_000, system: 1_000_000 });
  });

  it("answers EFAULT for a bad rusage address, and reaps nobody", () => {
    const { call, kernel, first } = makeCalls();
    const child = spawn(kernel, first);
    endProcess(kernel, child, { code: 3 });
    expect(call("wait4", -1, 64, 0, -1)).toBe(-Errno.EFAULT);
    expect(first.children.has(child.pid)).toBe(true);
  });

  it("answers EFAULT for a bad status address, and reaps nobody", () => {
    const { call, kernel, first } = makeCalls();
    const child = spawn(kernel, first);
    endProcess(kernel, child, { code: 3 });
    expect(call("wait4", -1, -1, 0, 0)).toBe(-Errno.EFAULT);
    expect(first.children.has(child.pid)).toBe(true);
  });
});

describe("execve", () => {
  it("reads path, arguments and environment from the guest's memory", () => {
    const { call, first, put, putWords } = makeCalls();
    const length = put(16, "/program");
    put(100, "p");
    put(110, "two words é");
    put(130, "K=v");
    putWords(200, 100, 110, 0);
    putWords(220, 130, 0);
    expect(call("execve", 16, length, 200, 220)).toBe(REPLACED);
    expect([first.args, first.environment]).toEqual([["p", "two words é"], ["K=v"]]);
  });

  it("takes NULL for no arguments: argv has one empty one then, as on Linux", () => {
    const { call, first, put } = makeCalls();
    expect(call("execve", 16, put(16, "/program"), 0, 0)).toBe(REPLACED);
    expect([first.args, first.environment]).toEqual([[""], []]);
  });

  it.each<[string, number, (made: ReturnType<typeof makeCalls>) => number[]]>([
    ["an empty path", Errno.ENOENT, () => [16, 0, 0, 0]],
    ["a path of 4096 bytes", Errno.ENAMETOOLONG, () => [16, 4096, 0, 0]],
    ["a path of 2^32 - 1 bytes", Errno.ENAMETOOLONG, () => [16, -1, 0, 0]],
    ["a path at a bad address", Errno.EFAULT, () => [-16, 8, 0, 0]],
    ["an argv at a bad address", Errno.EFAULT, ({ put }) => [16, put(16, "/program"), -16, 0]],
    [
      "an argv without a NULL at its end",
      Errno.EFAULT,
      ({ put, bytes }) => {
        bytes.fill(0x41, 1000); // every pointer leads to 0x41414141
        return [16, put(16, "/program"), 65528, 0];
      },
    ],
    [
      "an argument that does not end",
      Errno.EFAULT,
      ({ put, putWords, bytes }) => {
        bytes.fill(0x41, 1000);
        putWords(200, 1000, 0);
        return [16, put(16, "/program"), 200, 0];
      },
    ],
    ["an environment at a bad address", Errno.EFAULT, ({ put }) => [16, put(16, "/program"), 0, 65533]],
    [
      "arguments of more than ARG_MAX bytes together",
      Errno.E2BIG,
      ({ put, putWords, bytes }) => {
        bytes.fill(0x41, 1000, 40_000); // one string of 39,000 bytes, named a hundred times
        bytes[40_000] = 0;
        expect(39_000 * 100).toBeGreaterThan(ARG_MAX);
        putWords(200, ...new Array<number>(100).fill(1000), 0);
        return [16, put(16, "/program"), 200, 0];
      },
    ],
    [
      "arguments and environment of more than ARG_MAX bytes together",
      Errno.E2BIG,
      ({ put, putWords, bytes }) => {
        bytes.fill(0x41, 1000, 40_000);
        bytes[40_000] = 0;
        putWords(200, ...new Array<number>(30).fill(1000), 0);
        return [16, put(16, "/program"), 200, 200];
      },
    ],
  ])("refuses %s, and leaves the caller as it was", (_what, errno, args) => {
    const made = makeCalls();
    const { image } = made.first;
    expect(made.call("execve", ...args(made))).toBe(-errno);
    expect([made.first.image, made.first.args]).toEqual([image, ["test"]]);
  });
});
