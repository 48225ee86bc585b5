import { describe, expect, it } from "vitest";
import { decidingPair } from "../../../runtime/backend/emulated/deciding-pair.ts";
import { type Trial, Trials } from "../../../runtime/backend/emulated/trials.ts";
import { bySteps } from "../../../runtime/scheduler/guide.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";
import { guest, instrumentCache, runWithSeed } from "../../guests/run-guest.ts";

const program = await guest("outcomes/two-writers.c");

/** Runs of two writers, by what comes of them. */
async function open(): Promise<{ trials: Trials; runs: Map<string, Trial> }> {
  const { schedule } = await runWithSeed(program, 1);
  const trials = await Trials.create({
    program,
    name: "guest",
    cache: instrumentCache,
    schedule: parseSchedule(schedule),
  });
  const runs = new Map<string, Trial>();
  const quiet = await trials.run(bySteps([]));
  for (let i = 0; i < 400 && runs.size < 6; i++) {
    const steps = quiet.steps.map((_, at) => 2 + (((i * 2654435761) >>> ((at * 2) % 29)) % 3));
    const trial = await trials.run(bySteps(steps));
    runs.set(trial.result.stdout, trial);
  }
  return { trials, runs };
}

const { trials, runs } = await open();
const outcomes = [...runs.keys()].sort();
const pairs = outcomes.flatMap((one) =>
  outcomes.filter((other) => other !== one).map((other) => [one, other] as const),
);
const run = (stdout: string) => runs.get(stdout) as Trial;

describe("between a bad run and a good one lie two that differ in two steps", () => {
  it("of which all six outcomes were met", () => {
    expect(outcomes).toHaveLength(6);
  });

  it.each(pairs)("%j is bad, %j is good", async (bad, good) => {
    const isBad = ({ stdout }: { stdout: string }) => stdout === bad;
    const found = await decidingPair(trials, run(bad), run(good), isBad, 1000);
    const { at = 0, bad: one, good: other } = found ?? {};
    expect([one?.result.stdout, other?.result.stdout === bad]).toEqual([bad, false]);
    const [steps, swapped] = [one?.steps ?? [], other?.steps ?? []];
    expect(swapped.slice(0, at)).toEqual(steps.slice(0, at));
    expect([swapped[at], swapped[at + 1]]).toEqual([steps[at + 1], steps[at]]);
    expect(steps[at]).not.toBe(steps[at + 1]);
  });
});

it("is not looked for in more runs than are given", async () => {
  const [bad, good] = [run("ab12\n"), run("12ab\n")];
  const before = trials.runs;
  expect(await decidingPair(trials, bad, good, ({ stdout }) => stdout === "ab12\n", 0)).toBeUndefined();
  expect(trials.runs).toBe(before);
});

it("is not found where the good run has a step that the bad one never has", async () => {
  const good = { ...run("ab12\n"), steps: [9] };
  expect(await decidingPair(trials, run("12ab\n"), good, () => true, 100)).toBeUndefined();
});
