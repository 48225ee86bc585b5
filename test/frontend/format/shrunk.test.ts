import { describe, expect, it } from "vitest";
import { CLOCK } from "../../../runtime/abi/ids.ts";
import type { StackEntry } from "../../../runtime/backend/emulated/call-stack.ts";
import type { DecidingPair, Shrunk } from "../../../runtime/backend/emulated/shrink.ts";
import { shrunkJson, shrunkLines } from "../../../runtime/frontend/format/shrunk.ts";
import { formatSchedule, type Schedule } from "../../../runtime/scheduler/schedule.ts";
import { scheduleOf } from "../../scheduler/schedule-of.ts";

const at = (name: string, line?: string): StackEntry => ({ function: name, functionIndex: 3, offset: 4, line });
const preempted: StackEntry = { function: "<preempted>", functionIndex: undefined, offset: undefined, line: undefined };

const run = (stdout: string, made: number) => ({
  result: { stdout, stderr: "", end: { kind: "ended" as const, end: { code: 0 } } },
  schedule: scheduleOf({ made, unusual: [] }),
});

const pair: DecidingPair = {
  first: {
    step: 6,
    pid: 3,
    calls: ["fd_read(3, 1 bytes)"],
    from: [at("main", "a.c:1")],
    to: [at("take", "a.c:5"), at("main", "a.c:9")],
  },
  second: {
    step: 7,
    pid: 2,
    calls: ["wait4(-1, 0)"],
    from: [preempted, at("main", "a.c:13")],
    to: [at("main", "a.c:15")],
  },
  bad: run("bad\n", 1),
  good: run("good\n", 2),
};

const shrunk: Shrunk = {
  ...run("bad\n", 3),
  before: { preemptions: 4, others: 1 },
  after: { preemptions: 1, others: 0 },
  fewest: true,
  pair,
  noPair: undefined,
  runs: 12,
  searched: 300,
};

const command = (schedule: Schedule, to?: number) =>
  `REPLAY ${to === undefined ? "" : `to ${to} `}${formatSchedule(schedule).replace(/^.*:/, "")}`;

describe("what is left of a schedule, in lines", () => {
  it("says how much was left out, what comes of it, and the two steps in both orders", () => {
    expect(shrunkLines(shrunk, command)).toEqual([
      "4 preemptions and 1 other choice before, 1 preemption after: no run with fewer preemptions ends so",
      "exits with 0",
      "  bad",
      "  again: REPLAY 3",
      "",
      "It ends so when step 6, [3] in fd_read(3, 1 bytes) at take (a.c:5) <- main (a.c:9),",
      "comes before step 7, [2] going on at main (a.c:13), then in wait4(-1, 0) at main (a.c:15):",
      "  REPLAY to 5 1",
      "When it comes after, the run ends otherwise:",
      "exits with 0",
      "  good",
      "  again: REPLAY 2",
    ]);
  });

  it("shows what a terminal was shown without its ends of lines", () => {
    const shown = {
      ...run("one\r\ntwo\r\n", 3),
      schedule: { ...scheduleOf({ made: 3, unusual: [] }), terminals: "o" },
    };
    expect(shrunkLines({ ...shrunk, ...shown }, command).slice(2, 4)).toEqual(["  one", "  two"]);
  });

  it("says so where it is not known that nothing simpler would do", () => {
    expect(shrunkLines({ ...shrunk, fewest: false }, command)[0]).toMatch(/: whether fewer would do is not known$/);
  });

  it.each([
    ["all-bad", "Every run of this program ends so: no order of events is to blame."],
    ["no-good-run", "No run was found that ends otherwise: give more with --max-steps."],
    [
      "no-two-steps",
      "What ends otherwise differs in more than the order of two steps, as far as was seen: give more with --max-runs.",
    ],
  ] as const)("says why there is no pair: %s", (noPair, line) => {
    expect(shrunkLines({ ...shrunk, pair: undefined, noPair }, command).slice(3)).toEqual([
      "  again: REPLAY 3",
      "",
      line,
    ]);
  });

  it.each<[string, Partial<DecidingPair["first"]>, string]>([
    ["that only computes", { calls: [], to: [] }, "[3] going on at main (a.c:1)"],
    ["that ends", { calls: ["proc_exit(0)"], to: [] }, "[3] in proc_exit(0)"],
    ["of which nothing is known", { calls: [], from: [], to: [] }, "[3] going on"],
    [
      "with several calls",
      { calls: ["close(3)", "fork()"] },
      "[3] in close(3), then in fork() at take (a.c:5) <- main (a.c:9)",
    ],
    ["in which time passes", { pid: CLOCK, elapsed: 2e9, calls: [], from: [], to: [] }, "time passes to 2.000000 s"],
    ["that names what would paint a terminal", { calls: ["open(\x1b)"], to: [] }, "[3] in open(\\x1b)"],
  ])("describes a step %s", (_, told, words) => {
    const lines = shrunkLines({ ...shrunk, pair: { ...pair, first: { ...pair.first, ...told } } }, command);
    expect(lines).toContain(`It ends so when step 6, ${words},`);
  });
});

describe("what is left of a schedule, as JSON", () => {
  it("has all of it", () => {
    expect(shrunkJson(shrunk)).toEqual({
      stdout: "bad\n",
      stderr: "",
      end: { code: 0 },
      schedule: "prong2:abcdef:syscalls:0:3",
      before: { preemptions: 4, others: 1 },
      after: { preemptions: 1, others: 0 },
      fewest: true,
      pair: {
        first: {
          step: 6,
          pid: 3,
          calls: ["fd_read(3, 1 bytes)"],
          from: [{ function: "main", line: "a.c:1" }],
          to: [
            { function: "take", line: "a.c:5" },
            { function: "main", line: "a.c:9" },
          ],
        },
        second: {
          step: 7,
          pid: 2,
          calls: ["wait4(-1, 0)"],
          from: [
            { function: "<preempted>", line: null },
            { function: "main", line: "a.c:13" },
          ],
          to: [{ function: "main", line: "a.c:15" }],
        },
        bad: { stdout: "bad\n", stderr: "", end: { code: 0 }, schedule: "prong2:abcdef:syscalls:0:1" },
        good: { stdout: "good\n", stderr: "", end: { code: 0 }, schedule: "prong2:abcdef:syscalls:0:2" },
      },
      noPair: null,
      runs: 12,
      searched: 300,
    });
  });

  it("says why there is no pair", () => {
    expect(shrunkJson({ ...shrunk, pair: undefined, noPair: "all-bad" })).toMatchObject({
      pair: null,
      noPair: "all-bad",
    });
  });
});
