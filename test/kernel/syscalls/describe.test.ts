import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { SYSCALL_TABLE, wasmParameters } from "../../../runtime/abi/syscall-table.ts";
import { describeCall, describeResults } from "../../../runtime/kernel/syscalls/describe.ts";
import { makeKernel, text } from "../world-for-tests.ts";

const rowOf = (name: string) => {
  const row = SYSCALL_TABLE.find((candidate) => candidate.name === name);
  if (row === undefined) throw new Error(`there is no row ${name}`);
  return row;
};

/** A kernel whose memory holds "hello\n" at 16, "ab\0" at 32, "c\0" at 40, an argv of both at 64, iovecs of "hello" and "\n" at 96. */
function makeMemory() {
  const { kernel, bytes } = makeKernel();
  bytes.set(text("hello\n"), 16);
  bytes.set(text("ab\0"), 32);
  bytes.set(text("c\0"), 40);
  const words = new Uint32Array(bytes.buffer);
  words.set([32, 40, 0], 64 / 4);
  words.set([16, 5, 21, 1], 96 / 4);
  return { kernel, bytes, words };
}

test.each<[string, (number | bigint)[], string]>([
  ["fork", [], "fork()"],
  ["fd_write", [1, 96, 2, 200], 'fd_write(1, "hello\\n")'],
  ["fd_write", [1, 96, 0, 200], 'fd_write(1, "")'],
  ["fd_write", [1, -16, 2, 200], "fd_write(1, bad address 0xfffffff0)"],
  ["fd_write", [1, 65532, 2, 200], "fd_write(1, bad address 0xfffc)"],
  ["fd_read", [0, 96, 2, 200], "fd_read(0, 6 bytes)"],
  ["fd_pread", [0, 96, 2, 7n, 200], "fd_pread(0, 6 bytes, 7)"],
  ["execve", [16, 5, 64, 0], 'execve("hello", ["ab", "c"], NULL)'],
  ["execve", [16, 5, 64, 64], 'execve("hello", ["ab", "c"], 2 variables)'],
  ["execve", [70000, 5, 0, 65534], "execve(bad address 0x11170, NULL, bad address 0xfffe)"],
  ["wait4", [-1, 200, 1, 0], "wait4(-1, 0x1)"],
  ["wait4", [-1, 0, 0, 0], "wait4(-1, 0)"],
  ["kill", [3, 9], "kill(3, SIGKILL)"],
  ["kill", [-3, 0], "kill(-3, 0)"],
  ["kill", [3, -5], "kill(3, -5)"],
  ["kill", [3, 99], "kill(3, 99)"],
  ["pipe2", [200, 0], "pipe2(0)"],
  ["pipe2", [200, -0x80000000], "pipe2(0x80000000)"],
  ["getcwd", [200, 100], "getcwd(100 bytes)"],
  ["getcwd", [200, -1], "getcwd(4294967295 bytes)"],
  ["fd_seek", [3, -5n, 2, 200], "fd_seek(3, -5, 2)"],
  ["args_get", [64, 200], "args_get()"],
  ["environ_get", [-4, 200], "environ_get()"],
  ["proc_exit", [7], "proc_exit(7)"],
])("%s with %s reads %s", (name, args, shown) => {
  expect(describeCall(makeMemory().kernel, rowOf(name), args)).toBe(shown);
});

describe("what is long is cut:", () => {
  it("a string, with its length", () => {
    const { kernel, bytes } = makeMemory();
    bytes.fill(0x78, 1000, 2000);
    expect(describeCall(kernel, rowOf("chdir"), [1000, 1000])).toBe(`chdir("${"x".repeat(48)}"... 1000 bytes)`);
  });

  it("data gathered from several places", () => {
    const { kernel, bytes, words } = makeMemory();
    bytes.fill(0x78, 1000, 2000);
    words.set([1000, 30, 1000, 30, 1000, 30], 100);
    expect(describeCall(kernel, rowOf("fd_write"), [1, 400, 3, 0])).toBe(
      `fd_write(1, "${"x".repeat(48)}"... 90 bytes)`,
    );
  });

  it("a list of iovecs that claims four thousand million of them", () => {
    expect(describeCall(makeMemory().kernel, rowOf("fd_read"), [0, 1024, -1, 0])).toBe("fd_read(0, 0 bytes)");
  });
});

test("what guests write cannot break a line: control characters are escaped", () => {
  const { kernel, bytes } = makeMemory();
  bytes.set(text('a\n\x1b[2J"\0'), 1000);
  expect(describeCall(kernel, rowOf("chdir"), [1000, 8])).toBe('chdir("a\\n\\u001b[2J\\"\\u0000")');
});

test("bytes that are no UTF-8 are shown all the same", () => {
  const { kernel, bytes } = makeMemory();
  bytes.set([0xff, 0x41], 1000);
  expect(describeCall(kernel, rowOf("chdir"), [1000, 2])).toBe('chdir("\ufffdA")');
});

describe("what was stored is shown:", () => {
  it.each<[string, number[], string]>([
    ["pipe2", [32, 0], " fds=[25185, 99]"],
    ["fd_read", [0, 96, 2, 128], ' "hell" count=4'],
    ["fd_write", [1, 96, 2, 128], " count=4"],
    ["wait4", [-1, 128, 0, 0], " status=0x4"],
    ["wait4", [-1, 0, 0, 0], ""],
    ["getpid", [], ""],
    ["clock_time_get", [0, 0, 128], " time=4"],
    ["fd_tell", [0, 128], " position=4"],
  ])("by %s with %j:%s", (name, args, shown) => {
    const { kernel, words, bytes } = makeMemory();
    words[128 / 4] = 4;
    bytes.set([0x61, 0x62, 0, 0, 0x63, 0, 0, 0], 32);
    expect(describeResults(kernel, rowOf(name), args)).toBe(shown);
  });

  it("what if a guest reads over the very list that says where to? The kernel survives", () => {
    const { kernel, words } = makeMemory();
    words.set([0xffffff00, 100], 96 / 4);
    words[128 / 4] = 6;
    expect(describeResults(kernel, rowOf("fd_read"), [0, 96, 1, 128])).toBe(" bad address 0x60 count=6");
  });
});

test("no call with any arguments makes it throw, or changes a byte", () => {
  const { kernel, bytes } = makeMemory();
  const before = bytes.slice();
  const i32 = fc.oneof(fc.integer({ min: -0x80000000, max: 0x7fffffff }), fc.integer({ min: 0, max: 300 }));
  const call = fc
    .constantFrom(...SYSCALL_TABLE)
    .chain((row) =>
      fc.tuple(
        fc.constant(row),
        fc.tuple(...wasmParameters(row).map((type) => (type === "i64" ? fc.bigInt({ min: -5n, max: 5n }) : i32))),
      ),
    );
  fc.assert(
    fc.property(call, ([row, args]) => {
      const shown = describeCall(kernel, row, args as (number | bigint)[]);
      expect(shown.startsWith(`${row.name}(`) && shown.endsWith(")")).toBe(true);
    }),
    { numRuns: 500 },
  );
  expect(Buffer.compare(bytes, before)).toBe(0);
});
