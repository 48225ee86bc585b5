import { describe, expect, it } from "vitest";
import { MemoryTable } from "../../../runtime/frontend/format/memory-table.ts";
import type { KernelEvent } from "../../../runtime/kernel/event.ts";

const start = (pid: number, ...args: string[]): KernelEvent => ({ kind: "start", pid, args });
const fork = (pid: number, child: number): KernelEvent => ({ kind: "fork", pid, child, vfork: false });
const exec = (pid: number, ...args: string[]): KernelEvent => ({ kind: "exec", pid, args });
const exit = (pid: number, ...[virtual, resident, own, zero, program, copied]: number[]): KernelEvent => ({
  kind: "exit",
  pid,
  end: { code: 0 },
  memory: {
    virtual: virtual as number,
    resident: resident as number,
    own: own as number,
    faults: { zero: zero as number, program: program as number, fork: copied as number },
  },
});

function tableOf(...events: KernelEvent[]): MemoryTable {
  const table = new MemoryTable();
  for (const event of events) table.listen(event);
  return table;
}

describe("the table of memory", () => {
  it("has a line for each process, by pid, with sizes in KiB, and a line for all", () => {
    const table = tableOf(
      start(2, "/bin/hello-fork"),
      fork(2, 3),
      fork(2, 10),
      exit(10, 65_536, 300, 2, 3, 0, 1),
      exit(3, 272, 21, 1, 0, 0, 1),
      exit(2, 272, 21, 2, 3, 4, 2),
    );
    expect(table.lines()).toEqual([
      "pid  program        virtual  resident  private    shared        zero  faults: zero  program  fork",
      "  2  hello-fork    1088 KiB    84 KiB    8 KiB    76 KiB    1004 KiB             3        4     2",
      "  3  hello-fork    1088 KiB    84 KiB    4 KiB    80 KiB    1004 KiB             0        0     1",
      " 10  hello-fork  262144 KiB  1200 KiB    8 KiB  1192 KiB  260944 KiB             3        0     1",
      "4 pages copied on write",
    ]);
  });

  it("says what a process ran last, and its children what it ran when it forked", () => {
    const { processes } = tableOf(
      start(2, "/bin/sh"),
      fork(2, 3),
      exec(3, "/usr/bin/wc", "-l"),
      fork(3, 4),
      ...[4, 3, 2].map((pid) => exit(pid, 16, 1, 1, 1, 0, 0)),
    );
    expect(processes.map(({ pid, program }) => `${pid} ${program}`)).toEqual(["4 wc", "3 wc", "2 sh"]);
  });

  it("keeps them in the order of their ends, in pages, with all that is known", () => {
    expect(tableOf(start(2, "a"), exit(2, 16, 3, 2, 1, 2, 3)).processes).toEqual([
      {
        ...{ pid: 2, program: "a", virtual: 16, resident: 3, private: 2, shared: 1, zero: 13 },
        faults: { zero: 1, program: 2, fork: 3 },
      },
    ]);
  });

  it.each([
    [0, "0 pages copied on write"],
    [1, "1 page copied on write"],
    [2, "2 pages copied on write"],
  ])("counts %i as people do", (copied, line) => {
    expect(
      tableOf(start(2, "a"), exit(2, 16, 1, 1, 0, 0, copied))
        .lines()
        .at(-1),
    ).toBe(line);
  });

  it("is a head and a sum where nobody has ended", () => {
    expect(tableOf(start(2, "a")).lines()).toHaveLength(2);
  });

  it("has both of two processes that were given the same pid, one after the other", () => {
    const table = tableOf(
      start(2, "a"),
      fork(2, 3),
      exit(3, 16, 1, 1, 0, 0, 0),
      fork(2, 3),
      exit(3, 16, 2, 1, 0, 0, 0),
    );
    expect(table.processes.map(({ resident }) => resident)).toEqual([1, 2]);
    expect(table.lines()).toHaveLength(4);
  });

  it("cannot be broken, or the terminal painted, by a program's name", () => {
    const lines = tableOf(start(2, "/bin/a\nb\x1b[2J"), exit(2, 16, 1, 1, 0, 0, 0)).lines();
    expect(lines).toHaveLength(3);
    expect(lines.join("")).not.toMatch(/\p{Cc}/u);
  });

  it("has a process that nobody knows, without a name", () => {
    expect(
      tableOf(exit(9, 16, 1, 1, 0, 0, 0), exec(8), exit(8, 16, 1, 1, 0, 0, 0)).processes.map(({ program }) => program),
    ).toEqual(["", ""]);
  });
});
