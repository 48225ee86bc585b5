import { describe, expect, it } from "vitest";
import type { SeenStep } from "../../../playground/run/orders.ts";
import { countPast, filterRows, NO_FILTER } from "../../../playground/views/call-filter.ts";
import { type CallRow, callRowsReader, lastCall } from "../../../playground/views/call-rows.ts";
import { type KernelEvent, SYSCALL_TABLE } from "../../../runtime/index.ts";
import { CAPTURE, ENDED, WAIT } from "../../../runtime/kernel/answer.ts";
import { exec, exit, fork, start, stepOf } from "./step-for-tests.ts";

const numberOf = (name: string) => SYSCALL_TABLE.findIndex((row) => row.name === name);
const nameIn = (text: string) => text.slice(0, text.indexOf("("));

const call = (pid: number, text: string, retry = false): KernelEvent => ({
  kind: "call",
  pid,
  syscall: numberOf(nameIn(text)),
  retry,
  text,
});
const answer = (pid: number, value: number, rest: { stored?: string; waitsFor?: string[] } = {}): KernelEvent => ({
  kind: "answer",
  pid,
  syscall: 0,
  answer: value,
  final: value > WAIT,
  stored: rest.stored ?? "",
  waitsFor: rest.waitsFor ?? [],
});

const STEPS = [
  stepOf(2, start(2, "/bin/guest"), call(2, "fork()"), answer(2, CAPTURE)),
  stepOf(2, call(2, "fork()", true), fork(2, 3), answer(2, 3)),
  stepOf(2, call(2, "wait4(-1, 0)"), answer(2, WAIT, { waitsFor: ["a child to end"] })),
  stepOf(3, call(3, "kill(9, 0)"), answer(3, -71), call(3, "proc_exit(7)"), exit(3, 7), answer(3, ENDED)),
  stepOf(2, call(2, "wait4(-1, 0)", true), answer(2, 3, { stored: " status=0x700" })),
  stepOf(2, exec(2, "/bin/ls", "-l")),
];

const calls = callRowsReader()(STEPS);
const line = ({ kind, step, pid, text, sleeps, answer }: CallRow) =>
  [
    `${step} [${pid}] ${kind === "call" ? "" : `${kind} `}${text}`,
    sleeps === undefined ? "" : `, sleeps for ${sleeps}`,
    answer === undefined ? "" : ` = ${answer.text}${answer.about === "" ? "" : ` (${answer.about})`} in ${answer.step}`,
  ].join("");

describe("callRowsReader", () => {
  it("tells calls that sleep from those that are answered, and that from waking up", () => {
    expect(calls.rows.map(line)).toEqual([
      "0 [2] fork() = 3 in 1",
      "1 [3] resumed fork() = 0 (in the child) in 1",
      "2 [2] wait4(-1, 0), sleeps for a child to end",
      "3 [3] kill(9, 0) = -1 ESRCH (no such process) in 3",
      "3 [3] proc_exit(7)",
      "3 [3] news exits with 7",
      "4 [2] resumed wait4(-1, 0) = 3 (status=0x700) in 4",
      "5 [2] news runs /bin/ls -l",
    ]);
  });

  it("says that a call sleeps which waits for nothing but time", () => {
    const steps = [stepOf(2, call(2, "poll_oneoff(1)"), answer(2, WAIT)), stepOf(2, answer(2, 0))];
    expect(callRowsReader()(steps).rows.map(line)).toEqual([
      "0 [2] poll_oneoff(1), sleeps for time to pass",
      "1 [2] resumed poll_oneoff(1) = 0 in 1",
    ]);
  });

  it("counts the names of calls", () => {
    expect([...calls.names]).toEqual([
      ["fork", 1],
      ["wait4", 1],
      ["kill", 1],
      ["proc_exit", 1],
    ]);
  });

  it("knows nothing of pages", () => {
    const fault: SeenStep = stepOf(2, { kind: "fault", pid: 2, page: 1, cause: "fork" });
    expect(callRowsReader()([fault]).rows).toEqual([]);
  });
});

describe("lastCall", () => {
  it.each([
    [2, 0, undefined],
    [2, 1, "fork()"],
    [3, 2, "fork()"],
    [2, 4, "wait4(-1, 0)"],
    [3, 4, "proc_exit(7)"],
    [9, 4, undefined],
  ])("of process %i before step %i: %s", (pid, position, text) => {
    expect(lastCall(calls, pid, position)?.text).toBe(text);
  });
});

describe("filterRows", () => {
  it.each([
    [{}, [0, 1, 2, 3, 4, 5, 6, 7]],
    [{ pid: 3 }, [1, 3, 4, 5]],
    [{ name: "wait4" }, [2, 6]],
    [{ name: "news" }, [5, 7]],
    [{ text: "esrch" }, [3]],
    [{ text: " CHILD to " }, [2]],
    [{ pid: 2, name: "fork" }, [0]],
    [{ pid: 4 }, []],
  ])("%j", (filter, rows) => {
    expect(filterRows(calls.rows, { ...NO_FILTER, ...filter })).toEqual(rows);
  });
});

describe("countPast", () => {
  it.each([
    [0, 0],
    [3, 3],
    [4, 6],
    [9, 8],
  ])("before step %i are %i rows", (position, count) => {
    expect(countPast(calls.rows, filterRows(calls.rows, NO_FILTER), position)).toBe(count);
  });

  it("counts only those that are shown", () => {
    expect(countPast(calls.rows, [2, 6], 4)).toBe(1);
  });
});
