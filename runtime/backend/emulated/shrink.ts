/**
 * Makes of a run that ends badly the simplest one that does, and says what decides:
 *
 *     const { schedule, after, pair } = await shrink({ program, name: "counter", schedule: found });
 *
 * What is bad is what ends as the given run does, unless told otherwise. All is deterministic. What guests write to directories of
 * the host is not taken back between runs.
 */
import type { Switch } from "../../scheduler/guide.ts";
import { bySteps, bySwitches } from "../../scheduler/guide.ts";
import { Replay } from "../../scheduler/policies/replay.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { decidingPair } from "./deciding-pair.ts";
import { byChoices, fewSwitches, type IsBad } from "./few-switches.ts";
import { type RunResult, type StepReport, type Trial, type TrialOptions, Trials } from "./trials.ts";

export interface ShrinkOptions extends TrialOptions {
  /** Is such a run bad? Throws a RangeError where the given one is not. */
  readonly isBad?: IsBad;
  /** How many runs are made for the schedule, and as many again for the pair: 1000 unless told otherwise. */
  readonly maxRuns?: number;
  /** How many steps are taken to search all runs with fewer preemptions, or for a good one: 10,000 unless told otherwise. */
  readonly maxSteps?: number;
}

/** How much is decided otherwise than in a run where everybody goes on until it sleeps. */
export interface SwitchCount {
  /** A process that could have gone on had to let another run. */
  readonly preemptions: number;
  /** Another came next than the next in pid order. */
  readonly others: number;
}

export interface ShrunkRun {
  readonly schedule: Schedule;
  readonly result: RunResult;
}

/** The bad run and the good one differ in the order of these two steps, and in what comes of it. */
export interface DecidingPair {
  /** As they are in the bad run, where `first` comes right before `second`. */
  readonly first: StepReport;
  readonly second: StepReport;
  readonly bad: ShrunkRun;
  readonly good: ShrunkRun;
}

export interface Shrunk extends ShrunkRun {
  readonly before: SwitchCount;
  readonly after: SwitchCount;
  /** Is it known that every run with fewer preemptions ends otherwise? */
  readonly fewest: boolean;
  readonly pair: DecidingPair | undefined;
  /** Why there is no pair: every run there is ends badly, none was found that does not, or no two steps were found. */
  readonly noPair: "all-bad" | "no-good-run" | "no-two-steps" | undefined;
  /** How many runs were made, and how many steps of search. */
  readonly runs: number;
  readonly searched: number;
}

const MAX_RUNS = 1000;
const MAX_STEPS = 10_000;

/** Throws a GuestRefusal or a ScheduleMismatch where the program cannot be run so. */
export async function shrink(options: ShrinkOptions): Promise<Shrunk> {
  const { isBad: asked, maxRuns = MAX_RUNS, maxSteps = MAX_STEPS, ...rest } = options;
  const trials = await Trials.create(rest);
  const replay = new Replay(options.schedule);
  const first = await trials.run({ choose: ({ runnable, usual }) => replay.choose(runnable, usual) });
  if (first.result.end.kind === "cut") {
    const steps = first.steps.length;
    throw new RangeError(`Cannot shrink a run that has not ended after ${steps} steps: give a schedule whose run ends`);
  }
  replay.end();
  const isBad = asked ?? ((result: RunResult) => keyOf(result) === keyOf(first.result));
  if (!isBad(first.result)) throw new RangeError("Cannot shrink a schedule whose run is not bad: give one that is");

  const { trial, fewest } = await fewSwitches(trials, first, isBad, { maxRuns, maxSteps });
  const run = ({ result, choices }: Trial): ShrunkRun => ({ schedule: trials.system.scheduleOf(choices), result });
  const limits = { maxRuns, maxSteps: trials.searched + maxSteps };
  const good = await nearestGood(trials, trial, isBad, limits);
  const swapped = typeof good === "string" ? undefined : await decidingPair(trials, trial, good, isBad, maxRuns);
  let pair: DecidingPair | undefined;
  if (swapped !== undefined) {
    const { at, bad, good } = swapped;
    const look = (step: number) => trials.look(bySteps(bad.steps), step);
    pair = { first: await look(at + 1), second: await look(at + 2), bad: run(bad), good: run(good) };
  }
  const { runs, searched } = trials;
  const noPair = pair !== undefined ? undefined : typeof good === "string" ? good : "no-two-steps";
  return { ...run(trial), before: countOf(first), after: countOf(trial), fewest, pair, noPair, runs, searched };
}

/** What counts as the same. */
function keyOf({ stdout, stderr, end, notes }: RunResult): string {
  return JSON.stringify([stdout, stderr, end, notes]);
}

function countOf({ preemptions, switches }: Trial): SwitchCount {
  return { preemptions, others: switches.filter(({ preempts }) => !preempts).length };
}

/** A good run that differs little: with one switch less, or with few preemptions, or any. */
async function nearestGood(
  trials: Trials,
  bad: Trial,
  isBad: IsBad,
  { maxRuns, maxSteps }: { readonly maxRuns: number; readonly maxSteps: number },
): Promise<Trial | "all-bad" | "no-good-run"> {
  const without = (left: Switch) => bySwitches(bad.switches.filter((one) => one !== left));
  for (const left of [...bad.switches].reverse().slice(0, maxRuns)) {
    const trial = await trials.run(without(left));
    if (!isBad(trial.result)) return trial;
  }
  for (const bound of [0, 1, 2, Number.POSITIVE_INFINITY]) {
    const { found, complete } = await trials.search(bound, (result) => !isBad(result), maxSteps);
    if (found !== undefined) return trials.run(byChoices(found));
    if (!complete) return "no-good-run";
  }
  return "all-bad";
}
