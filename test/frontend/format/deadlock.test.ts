import { expect, test } from "vitest";
import { deadlockLines } from "../../../runtime/frontend/format/deadlock.ts";

test("a deadlock is told with who waits in which call for what, and why that cannot come", () => {
  expect(
    deadlockLines([
      { pid: 2, args: ["sh", "-x"], call: "wait4(-1)", waitsFor: ["a child to end"], because: "" },
      {
        pid: 3,
        args: ["wc"],
        call: "fd_read(0)",
        waitsFor: ["pipe 1 to have data"],
        because: "its write end is still open: 4 in [3]",
      },
      { pid: 4, args: ["cat"], call: "", waitsFor: ["SIGCONT (stopped by SIGSTOP)"], because: "" },
      { pid: 5, args: ["poll"], call: "poll_oneoff", waitsFor: ["one thing", "another"], because: "" },
      { pid: 6, args: ["o\nd"], call: "", waitsFor: [], because: "" },
    ]),
  ).toEqual([
    "deadlock: 5 processes wait for what can never come",
    "  [2] sh -x in wait4(-1): waits for a child to end",
    "  [3] wc in fd_read(0): waits for pipe 1 to have data (its write end is still open: 4 in [3])",
    "  [4] cat: waits for SIGCONT (stopped by SIGSTOP)",
    "  [5] poll in poll_oneoff: waits for one thing or another",
    "  [6] o\\x0ad: waits for nothing known",
  ]);
});

test("one process waits", () => {
  const lines = deadlockLines([{ pid: 2, args: ["a"], call: "wait4(-1)", waitsFor: ["a child to end"], because: "" }]);
  expect(lines[0]).toBe("deadlock: 1 process waits for what can never come");
});

test("where each process is stands under it, where that is known", () => {
  const waiting = { args: ["a"], call: "wait4(-1)", waitsFor: ["a child to end"], because: "" };
  const entry = { functionIndex: 4, offset: 120 };
  const stacks = new Map([
    [
      2,
      [
        { ...entry, function: "wait_all", line: "a.c:7" },
        { ...entry, function: "main", line: "a.c:20" },
      ],
    ],
    [3, []],
  ]);
  const lines = deadlockLines(
    [2, 3, 4].map((pid) => ({ ...waiting, pid })),
    (pid) => stacks.get(pid),
  );
  expect(lines.slice(1)).toEqual([
    "  [2] a in wait4(-1): waits for a child to end",
    "      at wait_all (a.c:7) <- main (a.c:20)",
    "  [3] a in wait4(-1): waits for a child to end",
    "  [4] a in wait4(-1): waits for a child to end",
  ]);
});
