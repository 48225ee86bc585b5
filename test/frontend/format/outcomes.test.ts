import { describe, expect, it, test } from "vitest";
import type { ScheduledOutcome } from "../../../runtime/backend/emulated/explore.ts";
import { type OutcomeJson, outcomeJson, outcomeLines } from "../../../runtime/frontend/format/outcomes.ts";
import type { RunEnd } from "../../../runtime/scheduler/found-outcomes.ts";
import { scheduleOf } from "../../scheduler/schedule-of.ts";

const DEADLOCK: RunEnd = {
  kind: "deadlock",
  end: undefined,
  waiters: [
    { pid: 2, args: ["sh", "-x"], call: "wait4(-1)", waitsFor: ["a child to end"], because: "" },
    {
      pid: 3,
      args: ["w\x1bc"],
      call: "poll_oneoff",
      waitsFor: ["pipe 1 to have data", "a signal"],
      because: "its write end is still open: 4 in [3]",
    },
  ],
};

function outcome(told: Partial<ScheduledOutcome> = {}): ScheduledOutcome {
  const choices = { made: 0, unusual: [] };
  const end: RunEnd = { kind: "ended", end: { code: 0 } };
  return { stdout: "", stderr: "", end, choices, count: 2, schedule: scheduleOf(choices), ...told };
}

const linesOf = (told: Partial<ScheduledOutcome>) => outcomeLines(outcome(told), "AGAIN");

describe("the end of an outcome as JSON and in the first line:", () => {
  it.each<[string, RunEnd, OutcomeJson["end"], string]>([
    ["a code", { kind: "ended", end: { code: 7 } }, { code: 7 }, "2 schedules: exits with 7"],
    [
      "a signal",
      { kind: "ended", end: { signal: 11 } },
      { signal: "SIGSEGV" },
      "2 schedules: killed by SIGSEGV (Segmentation fault)",
    ],
    [
      "a deadlock",
      DEADLOCK,
      {
        deadlock: DEADLOCK.waiters,
        first: null,
      },
      "2 schedules: deadlock",
    ],
    ["a loop", { kind: "loop" }, { endless: "loop" }, "2 schedules: goes round for ever"],
    ["a run that was cut", { kind: "cut" }, { endless: "cut" }, "2 schedules: did not end, and was given up"],
  ])("%s", (_what, end, json, line) => {
    expect(outcomeJson(outcome({ end })).end).toEqual(json);
    expect(linesOf({ end })[0]).toBe(line);
  });
});

test("an outcome as JSON has all that was printed as it was, how often it was found, and a schedule", () => {
  const schedule = scheduleOf({ made: 4, unusual: [{ at: 3, choice: 1 }] }, 7);
  const found = outcome({ stdout: "a\x1b[2J\n", stderr: "é\n", schedule, count: 3 });
  expect(outcomeJson(found)).toEqual({
    stdout: "a\x1b[2J\n",
    stderr: "é\n",
    end: { code: 0 },
    count: 3,
    schedule: "prong2:abcdef:syscalls:7:3b",
  });
});

test("an outcome as JSON comes back from its text as it is", () => {
  const json = outcomeJson(outcome({ end: DEADLOCK, stdout: '"\\\n\0' }));
  expect(JSON.parse(JSON.stringify(json))).toEqual(json);
});

describe("an outcome in lines", () => {
  it("says how often, how it ended, what was printed, and how to see it again", () => {
    expect(linesOf({ stdout: "one\n\ntwo\n", stderr: "wrong\nvery wrong\n" })).toEqual([
      "2 schedules: exits with 0",
      "  one",
      "  ",
      "  two",
      "  stderr: wrong",
      "  stderr: very wrong",
      "  again: AGAIN",
    ]);
  });

  it("prints nothing where nothing was printed", () => {
    expect(linesOf({})).toEqual(["2 schedules: exits with 0", "  again: AGAIN"]);
  });

  it("prints the last line of the output also where nothing ends it", () => {
    expect(linesOf({ stdout: "one\ntwo", stderr: "wrong" }).slice(1, -1)).toEqual([
      "  one",
      "  two",
      "  stderr: wrong",
    ]);
  });

  it.each([
    [0, "0 schedules"],
    [1, "1 schedule"],
    [2, "2 schedules"],
    [1000, "1000 schedules"],
  ])("%i is told as %s", (count, words) => {
    expect(linesOf({ count })[0]).toBe(`${words}: exits with 0`);
  });

  it("writes control characters out, so that no guest paints the terminal or makes lines of ours", () => {
    expect(linesOf({ stdout: "\x1b[2J\ttab\r\n", stderr: "\x07\n" }).slice(1, -1)).toEqual([
      "  \\x1b[2J\\x09tab\\x0d",
      "  stderr: \\x07",
    ]);
  });

  it("of a deadlock says who waits for what, after what was printed", () => {
    expect(linesOf({ end: DEADLOCK, stdout: "hello\n", count: 1 })).toEqual([
      "1 schedule: deadlock",
      "  hello",
      "  [2] sh -x in wait4(-1): waits for a child to end",
      "  [3] w\\x1bc in poll_oneoff: waits for pipe 1 to have data or a signal (its write end is still open: 4 in [3])",
      "  again: AGAIN",
    ]);
  });
});
