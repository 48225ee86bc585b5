import { describe, expect, it, test } from "vitest";
import {
  caveats,
  endWords,
  foundWords,
  raceWords,
  shareOf,
  shareWords,
  waiterWords,
} from "../../../playground/views/outcome-words.ts";
import type { Exploration, FoundOutcome, Race } from "../../../runtime/index.ts";

const outcome = {
  stdout: "",
  stderr: "",
  end: { kind: "loop" },
  choices: { made: 0, unusual: [] },
  count: 1,
} as unknown as FoundOutcome;

function found(parts: Partial<Exploration>, outcomes = 2): Exploration {
  return {
    complete: true,
    ended: false,
    bounded: false,
    cut: false,
    outcomes: new Array(outcomes).fill(outcome),
    races: [],
    reduced: false,
    schedules: 120,
    states: 0,
    steps: 3000,
    ...parts,
  };
}

test.each([
  [found({}), "There are 2 outcomes, in 120 schedules. No other is possible."],
  [found({ schedules: 1 }, 1), "Only one outcome is possible, in 1 schedule."],
  [found({ complete: false }), "2 outcomes were found in 120 schedules. There may be more."],
  [found({ complete: false }, 1), "1 outcome was found in 120 schedules. There may be more."],
  [found({ complete: false, schedules: 0 }, 0), "No run came to an end in 0 schedules."],
  [found({ schedules: 7.2e18 }), "There are 2 outcomes, in about 7.2e+18 schedules. No other is possible."],
])("what was found %#", (exploration, words) => {
  expect(foundWords(exploration)).toBe(words);
});

test("why a search may not have seen everything", () => {
  expect(caveats(found({}))).toEqual([]);
  expect(caveats(found({ ended: true, bounded: true, cut: true, wantedInput: true, reduced: true }))).toEqual([
    "The search was given 3,000 steps, and had not seen everything by then.",
    "Schedules with more preemptions than the bound were left out.",
    "Some runs did not end, and were given up.",
    "Some runs waited for input: they found its end at once.",
    "Schedules that differ only in the order of turns which have nothing to do with each other count as one.",
  ]);
});

test.each([
  [120, 120, "all"],
  [119, 120, "99 %"],
  [3918, 3923, "over 99 %"],
  [40, 120, "33 %"],
  [1, 3923, "under 1 %"],
])("%i of %i schedules: %s", (count, schedules, words) => {
  expect(shareWords(shareOf({ count }, schedules))).toBe(words);
});

describe("who waits for what", () => {
  const waiter = { pid: 3, args: ["/bin/reader"], call: "fd_read(3)", waitsFor: ["pipe 1 to have data"], because: "" };
  it.each([
    [waiter, "Process 3 (reader) sleeps in fd_read(3) and waits for pipe 1 to have data."],
    [
      { ...waiter, because: "its write end is still open: 4 in [2], [3]; 5 in [6]" },
      "Process 3 (reader) sleeps in fd_read(3) and waits for pipe 1 to have data. Nothing is written, and no end of file comes either, as its write end is still open, as descriptor 4 in processes 2 and 3; as descriptor 5 in process 6.",
    ],
    [
      { ...waiter, because: "it still holds the write end open itself: 4 in [3]" },
      "Process 3 (reader) sleeps in fd_read(3) and waits for pipe 1 to have data. Nothing is written, and no end of file comes either, as it still holds the write end open itself, as descriptor 4 in process 3.",
    ],
    [
      {
        ...waiter,
        call: "fd_write(4)",
        waitsFor: ["pipe 1 to have room"],
        because: "its read end is still open: 3 in [2]",
      },
      "Process 3 (reader) sleeps in fd_write(4) and waits for pipe 1 to have room. Nothing is read, and no error comes either, as its read end is still open, as descriptor 3 in process 2.",
    ],
    [
      { pid: 4, args: [], call: "", waitsFor: ["SIGCONT (stopped by SIGSTOP)"], because: "" },
      "Process 4 waits for SIGCONT (stopped by SIGSTOP).",
    ],
  ])("%#", (who, sentence) => {
    expect(waiterWords(who)).toBe(sentence);
  });
});

test("how a run ends", () => {
  expect([
    endWords({ kind: "ended", end: { code: 1 } }),
    endWords({ kind: "ended", end: { signal: 11 } }),
    endWords({ kind: "deadlock", waiters: [], end: undefined }),
    endWords({ kind: "loop" }),
    endWords({ kind: "cut" }),
  ]).toEqual([
    "The first process exits with 1",
    "The first process is killed by SIGSEGV (Segmentation fault)",
    "Deadlock: 0 processes wait for what can never come",
    "Goes round for ever: it comes to a state in which it has been before",
    "Did not end, and was given up",
  ]);
});

test("what races, and why", () => {
  const place = (line: string | undefined) => ({
    key: "",
    function: line === undefined ? "add" : "__original_main",
    line,
  });
  const access = (pid: number, writes: boolean, line?: string) => ({
    pid,
    writes,
    atomic: false,
    range: { from: 0, to: 4 },
    place: place(line),
  });
  const race = (why: Race["why"]): Race => ({
    object: 1,
    first: access(3, true, "counter.c:12"),
    second: access(2, false),
    why,
  });
  expect(raceWords(race({ kind: "next" }))).toEqual([
    "Process 3 writes 4 bytes of shared memory in main, at counter.c:12.",
    "Process 2 reads 4 bytes of shared memory in add.",
    "Each of them could be the next thing that is done: nothing orders them.",
  ]);
  expect(
    [race({ kind: "unheard" }), race({ kind: "heard", by: "its fork" })].map((told) => raceWords(told)[2]),
  ).toEqual([
    "Process 2 has never heard of process 3, so nothing orders them.",
    "What process 2 had last heard of process 3, by its fork, was before that: nothing orders them.",
  ]);
});
