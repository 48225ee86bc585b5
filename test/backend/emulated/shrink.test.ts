/** Shrunk schedules: as few preemptions as a search of all runs finds, and a pair of steps whose order does decide. */
import { describe, expect, it } from "vitest";
import { explore } from "../../../runtime/backend/emulated/explore.ts";
import { type ShrinkOptions, type Shrunk, shrink } from "../../../runtime/backend/emulated/shrink.ts";
import type { RunResult } from "../../../runtime/backend/emulated/trials.ts";
import { ScheduleMismatch } from "../../../runtime/scheduler/policies/replay.ts";
import { formatSchedule, parseSchedule, type Schedule } from "../../../runtime/scheduler/schedule.ts";
import {
  guest,
  instrumentCache,
  replay,
  runWithSeed,
  type Seen,
  source,
  type RunOptions as TestOptions,
} from "../../guests/run-guest.ts";

const counter = await guest("outcomes/counter.c");
const philosophers = await guest("outcomes/philosophers.c");
const whoIsFirst = await guest("outcomes/who-is-first.c");
const writers = await guest("outcomes/two-writers.c");
const alternate = await source("alternate.c");
const wrongFork = await guest("wrong-fork.c");

type RunOptions = Omit<TestOptions, "input">;

const textOf = ({ stdout, stderr, end }: RunResult) => JSON.stringify([stdout, stderr, end]);
const resultOf = ({ stdout, stderr, outcome }: Seen): RunResult => ({ stdout, stderr, end: outcome });

/** Runs it at random until it ends so. */
async function find(
  program: Uint8Array,
  isWanted: (seen: Seen) => boolean,
  options: RunOptions = {},
): Promise<Schedule> {
  for (let seed = 1; seed < 2000; seed++) {
    const seen = await runWithSeed(program, seed, options);
    if (isWanted(seen)) return parseSchedule(seen.schedule);
  }
  throw new Error("no seed leads there");
}

function shrinkIt(program: Uint8Array, schedule: Schedule, options: Partial<ShrinkOptions> = {}): Promise<Shrunk> {
  return shrink({ program, name: "guest", cache: instrumentCache, ...options, schedule });
}

/** The least number of preemptions with which a run ends like this, by a search of all. */
async function fewestOf(program: Uint8Array, result: RunResult, { preempt, args }: RunOptions): Promise<number> {
  const how = { ...(preempt === undefined ? {} : { preempt }), ...(args === undefined ? {} : { args }) };
  for (let bound = 0; ; bound++) {
    const { outcomes } = await explore({ program, name: "guest", cache: instrumentCache, bound, ...how });
    if (outcomes.some((outcome) => textOf(outcome) === textOf(result))) return bound;
  }
}

/** All that is said of a run holds when it is run again. */
async function check(program: Uint8Array, shrunk: Shrunk, options: RunOptions): Promise<void> {
  const { pair } = shrunk;
  const runs = pair === undefined ? [shrunk] : [shrunk, pair.bad, pair.good];
  for (const { schedule, result } of runs) {
    expect(textOf(resultOf(await replay(program, formatSchedule(schedule), options)))).toBe(textOf(result));
  }
}

describe("a schedule comes down to as few preemptions as there can be", () => {
  it.each<[string, Uint8Array, RunOptions, (seen: Seen) => boolean, number]>([
    ["a lost update", counter, { preempt: "memory" }, ({ stdout }) => stdout === "1\n", 1],
    ["two of four updates lost", counter, { preempt: "memory", args: ["2"] }, ({ stdout }) => stdout === "2\n", 1],
    ["a deadlock", philosophers, {}, ({ outcome }) => outcome.kind === "deadlock", 1],
    ["a deadlock of three", philosophers, { args: ["3"] }, ({ outcome }) => outcome.kind === "deadlock", 1],
    ["who is first", whoIsFirst, {}, ({ stdout }) => stdout.startsWith("child"), 1],
    ["what has to be preempted once", alternate, { args: ["2", "1"] }, ({ exitCode }) => exitCode === 1, 1],
    ["what has to be preempted twice", alternate, { args: ["2", "2"] }, ({ exitCode }) => exitCode === 1, 2],
    ["what has to be preempted three times", alternate, { args: ["3", "2"] }, ({ exitCode }) => exitCode === 1, 3],
  ])("%s", async (_, program, options, isWanted, fewest) => {
    const schedule = await find(program, isWanted, options);
    const shrunk = await shrinkIt(program, schedule, options);
    expect(await fewestOf(program, shrunk.result, options)).toBe(fewest);
    expect(shrunk.after.preemptions).toBe(fewest);
    expect(shrunk.fewest).toBe(true);
    expect(shrunk.before.preemptions).toBeGreaterThanOrEqual(fewest);
    expect(shrunk.pair).toBeDefined();
    await check(program, shrunk, options);
  });

  it.each(["12ab\n", "1a2b\n", "1ab2\n", "a12b\n", "a1b2\n", "ab12\n"])(
    "for each outcome of two writers: %j",
    async (stdout) => {
      const schedule = await find(writers, (seen) => seen.stdout === stdout);
      const shrunk = await shrinkIt(writers, schedule);
      expect(shrunk.after.preemptions).toBe(await fewestOf(writers, shrunk.result, {}));
      expect([shrunk.result.stdout, shrunk.fewest]).toEqual([stdout, true]);
      await check(writers, shrunk, {});
    },
  );

  it("also by leaving out and replacing alone, where there are no steps for a search", async () => {
    const options = { args: ["3", "2"] };
    const schedule = await find(alternate, ({ exitCode }) => exitCode === 1, options);
    const shrunk = await shrinkIt(alternate, schedule, { ...options, maxSteps: 1 });
    expect(shrunk).toMatchObject({ after: { preemptions: 3 }, fewest: false });
    expect(shrunk.pair).toBeDefined();
  });
});

describe("the deciding pair", () => {
  it("is two steps of two processes, one right after the other, in both orders", async () => {
    const schedule = await find(whoIsFirst, ({ stdout }) => stdout.startsWith("child"));
    const { pair } = await shrinkIt(whoIsFirst, schedule);
    expect(pair?.first).toMatchObject({ pid: 3, calls: ['fd_write(1, "child ")'] });
    expect(pair?.second).toMatchObject({ pid: 2, calls: ['fd_write(1, "parent ")'] });
    expect(pair?.second.step).toBe((pair?.first.step ?? 0) + 1);
    expect([pair?.bad.result.stdout, pair?.good.result.stdout]).toEqual(["child parent ", "parent child "]);
  });

  it("of a lost update is a load and a store, in shared memory", async () => {
    const schedule = await find(counter, ({ stdout }) => stdout === "1\n", { preempt: "memory" });
    const { pair } = await shrinkIt(counter, schedule);
    expect(new Set([pair?.first.pid, pair?.second.pid])).toEqual(new Set([2, 3]));
    for (const step of [pair?.first, pair?.second]) expect(step?.from[0]?.function).toBe("<preempted>");
  });

  it("is not there where every run ends so", async () => {
    const seen = await runWithSeed(wrongFork, 3);
    const shrunk = await shrinkIt(wrongFork, parseSchedule(seen.schedule));
    expect(shrunk).toMatchObject({
      after: { preemptions: 0, others: 0 },
      fewest: true,
      pair: undefined,
      noPair: "all-bad",
    });
  });

  it("is not there where no other run was found, and that is said", async () => {
    const seen = await runWithSeed(wrongFork, 3);
    const shrunk = await shrinkIt(wrongFork, parseSchedule(seen.schedule), { maxSteps: 2 });
    expect(shrunk).toMatchObject({ pair: undefined, noPair: "no-good-run" });
  });

  it("is not there where there are no runs left to look for it", async () => {
    const schedule = await find(alternate, ({ exitCode }) => exitCode === 1, { args: ["3", "2"] });
    const shrunk = await shrinkIt(alternate, schedule, { args: ["3", "2"], maxRuns: 0 });
    expect(shrunk).toMatchObject({ pair: undefined, noPair: "no-two-steps" });
  });
});

describe("what is bad", () => {
  it("is what somebody says", async () => {
    const options = { preempt: "memory" as const, args: ["2"] };
    const schedule = await find(counter, ({ stdout }) => stdout === "2\n", options);
    const isBad = ({ stdout }: RunResult) => stdout !== "4\n";
    const shrunk = await shrinkIt(counter, schedule, { args: ["2"], isBad });
    expect(shrunk.after.preemptions).toBe(1);
    expect(shrunk.pair?.good.result.stdout).toBe("4\n");
  });

  it("must be so of the run that is given", async () => {
    const { schedule } = await runWithSeed(whoIsFirst, 1);
    await expect(shrinkIt(whoIsFirst, parseSchedule(schedule), { isBad: () => false })).rejects.toThrow(
      "Cannot shrink a schedule whose run is not bad: give one that is",
    );
  });

  it("is nothing that does not end", async () => {
    const { schedule } = await runWithSeed(whoIsFirst, 1);
    await expect(shrinkIt(whoIsFirst, parseSchedule(schedule), { longest: 3 })).rejects.toThrow(
      "Cannot shrink a run that has not ended after 3 steps: give a schedule whose run ends",
    );
  });
});

it("what was recorded at a terminal is shrunk at one, at which nobody types", async () => {
  const options = { terminal: true };
  const schedule = await find(philosophers, ({ outcome }) => outcome.kind === "deadlock", options);
  const shrunk = await shrinkIt(philosophers, schedule, options);
  expect(shrunk).toMatchObject({ after: { preemptions: 1 }, fewest: true });
  expect(shrunk.pair?.good.result.stdout).toBe("all have eaten\r\n");
  await check(philosophers, shrunk, options);
});

it("shrinking is the same every time", async () => {
  const schedule = await find(philosophers, ({ outcome }) => outcome.kind === "deadlock");
  expect(await shrinkIt(philosophers, schedule)).toEqual(await shrinkIt(philosophers, schedule));
});

it("a schedule that does not fit is refused as in a replay", async () => {
  const { schedule } = await runWithSeed(whoIsFirst, 1);
  for (const word of [`${schedule}3`, schedule.replace(/[^:]*$/, "")]) {
    await expect(shrinkIt(whoIsFirst, parseSchedule(word))).rejects.toThrow(ScheduleMismatch);
  }
  await expect(shrinkIt(counter, parseSchedule(schedule))).rejects.toThrow(ScheduleMismatch);
});
