/**
 * The one pair of steps whose order decides: two runs that are the same but for two steps, of two processes, one right after the
 * other, and the one run ends badly and the other well. It is found by going from a bad run to a good one, by swapping such steps
 * until they are the same: somewhere on the way it turns (Choi and Zeller, "Isolating Failure-Inducing Thread Schedules", ISSTA 2002).
 */
import type { Pid } from "../../abi/ids.ts";
import { bySteps } from "../../scheduler/guide.ts";
import type { IsBad } from "./few-switches.ts";
import type { Trial, Trials } from "./trials.ts";

/** The steps with these numbers, from 0 on, are `at` and the next one; each run has them in its own order. */
export interface SwappedSteps {
  readonly at: number;
  readonly bad: Trial;
  readonly good: Trial;
}

/** Undefined where no such pair lies between them, or after so many runs. */
export async function decidingPair(
  trials: Trials,
  bad: Trial,
  good: Trial,
  isBad: IsBad,
  maxRuns: number,
): Promise<SwappedSteps | undefined> {
  const last = trials.runs + maxRuns;
  for (let near = bad; trials.runs < last; ) {
    const at = firstDifference(near.steps, good.steps);
    const from = near.steps.indexOf(good.steps[at] ?? 0, at);
    if (from < 0) return undefined; // the good run has a step here that the bad one never has
    const moved = await trials.run(bySteps(brought(near.steps, from, at)));
    if (!isBad(moved.result)) return turn(trials, near, moved, { from, at }, isBad);
    if (firstDifference(moved.steps, good.steps) <= at) return undefined; // it cannot come here
    near = moved;
  }
  return undefined;
}

/** Between a run that is bad and the one where a step has been brought from there to here, which is good. */
async function turn(
  trials: Trials,
  near: Trial,
  moved: Trial,
  { from, at }: { readonly from: number; readonly at: number },
  isBad: IsBad,
): Promise<SwappedSteps | undefined> {
  let [bad, good] = [near, moved];
  let [badTo, goodTo] = [from, at];
  while (badTo - goodTo > 1) {
    const to = (badTo + goodTo) >> 1;
    const trial = await trials.run(bySteps(brought(near.steps, from, to)));
    if (isBad(trial.result)) [bad, badTo] = [trial, to];
    else [good, goodTo] = [trial, to];
  }
  const first = firstDifference(bad.steps, good.steps);
  const [a, b] = [bad.steps[first], bad.steps[first + 1]];
  return a === good.steps[first + 1] && b === good.steps[first] ? { at: first, bad, good } : undefined;
}

/** The steps with one brought from there to an earlier place. */
function brought(steps: readonly Pid[], from: number, to: number): Pid[] {
  return [...steps.slice(0, to), steps[from] as Pid, ...steps.slice(to, from), ...steps.slice(from + 1)];
}

function firstDifference(one: readonly Pid[], other: readonly Pid[]): number {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at++;
  return at;
}
