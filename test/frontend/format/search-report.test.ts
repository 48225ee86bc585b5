import { describe, expect, it } from "vitest";
import type { Exploration, ScheduledOutcome } from "../../../runtime/backend/emulated/explore.ts";
import { explorationOf, searchReport } from "../../../runtime/frontend/format/search-report.ts";
import type { RunEnd } from "../../../runtime/scheduler/found-outcomes.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";

const schedule = parseSchedule("prong2:3fa9c1:loops:7:12b3a");

function outcome(end: RunEnd): ScheduledOutcome {
  return { stdout: "out\n", stderr: "", end, count: 3, schedule, choices: schedule };
}

const waiter = { pid: 2, args: ["/bin/a"], call: "fd_read(3)", waitsFor: ["pipe 1 to have data"], because: "it is so" };

function exploration(...ends: readonly RunEnd[]): Exploration {
  const found = { complete: true, reduced: false, ended: false, bounded: false, cut: false, races: [] };
  return { ...found, outcomes: ends.map(outcome), schedules: 3, states: 2, steps: 9 };
}

const searched = { guest: "a.c", args: ["x"], search: "key" };

describe("a report is read back as it was printed: a run that", () => {
  it.each<[what: string, end: RunEnd]>([
    ["exits", { kind: "ended", end: { code: 7 } }],
    ["is killed", { kind: "ended", end: { signal: 11 } }],
    ["is killed by a real-time signal", { kind: "ended", end: { signal: 40 } }],
    ["stands still", { kind: "deadlock", waiters: [waiter], end: undefined }],
    ["stands still after its first process", { kind: "deadlock", waiters: [waiter], end: { code: 0 } }],
    ["goes round", { kind: "loop" }],
    ["is given up", { kind: "cut" }],
  ])("%s", (_, end) => {
    const { outcomes } = explorationOf(JSON.parse(JSON.stringify(searchReport(exploration(end), false, searched))));
    expect(outcomes).toMatchObject([{ stdout: "out\n", stderr: "", end, count: 3, schedule }]);
  });
});

it("a report has what programs read", () => {
  const report = searchReport(exploration({ kind: "ended", end: { signal: 11 } }), false, {
    ...searched,
    shard: { number: 1, of: 4 },
  });
  expect(report).toEqual({
    complete: true,
    incomplete: [],
    reduced: false,
    schedules: 3,
    states: 2,
    steps: 9,
    outcomes: [
      { stdout: "out\n", stderr: "", end: { signal: "SIGSEGV" }, count: 3, schedule: "prong2:3fa9c1:loops:7:12b3a" },
    ],
    guest: "a.c",
    args: ["x"],
    search: "key",
    shard: "1/4",
  });
});

it.each([
  ["ended", ["steps"]],
  ["bounded", ["bound"]],
  ["cut", ["endless"]],
] as const)("a search that is not complete says why: %s", (why, incomplete) => {
  const report = searchReport({ ...exploration(), complete: false, [why]: true }, false, searched);
  expect(report.incomplete).toEqual(incomplete);
  expect(explorationOf(report)).toMatchObject({ complete: false, [why]: true });
});
