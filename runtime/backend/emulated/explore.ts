/**
 * Lists every outcome of a program: `scheduler/explorer.ts` with a system of its own.
 *
 *     const { complete, outcomes } = await explore({ program, name: "counter", preempt: "memory" });
 */
import { type ExploreOptions, Explorer, type FoundOutcome } from "../../scheduler/explorer.ts";
import { OutputLog } from "../../scheduler/output-log.ts";
import { System, type SystemOptions } from "./system.ts";

export interface SearchOptions extends ExploreOptions, Omit<SystemOptions, "streams" | "policy" | "terminals"> {
  /** The search ends after so many turns of processes, complete or not: 1,000,000 unless told otherwise. */
  readonly maxSteps?: number;
  /** Takes what guests write, and tells states apart by it; one that takes all of it unless told otherwise. */
  readonly log?: OutputLog;
  /** Hears now and then how far the search is. */
  readonly progress?: (steps: number, outcomes: number) => void;
}

/** What a search has found. */
export interface Exploration {
  /** Was everything seen that can happen? Otherwise one of the next three says why not. */
  readonly complete: boolean;
  /** Did the search end before all was seen, as it had no steps left? */
  readonly ended: boolean;
  /** Were schedules left out with more preemptions than the bound? */
  readonly bounded: boolean;
  /** Were runs given up that did not end? */
  readonly cut: boolean;
  /** The most frequent first. */
  readonly outcomes: readonly FoundOutcome[];
  /** How many schedules lead to any of them. */
  readonly schedules: number;
  /** How many states were gone into, and how many turns of processes were run. */
  readonly states: number;
  readonly steps: number;
}

const MAX_STEPS = 1_000_000;

/** How many steps lie between two reports of progress. */
const STEPS_A_REPORT = 100;

/** Throws a GuestRefusal where the program cannot be run. */
export async function explore(options: SearchOptions): Promise<Exploration> {
  const { maxSteps = MAX_STEPS, log = new OutputLog(), progress = () => {}, ...rest } = options;
  const system = await System.create({ ...rest, streams: log });
  const explorer = new Explorer(system.machine, log, options);
  while (!explorer.done && (explorer.steps < maxSteps || explorer.exhausted)) {
    const wanted = explorer.step();
    if (wanted !== undefined) await system.prepare(wanted.bytes, wanted.name);
    if (explorer.steps % STEPS_A_REPORT === 0) progress(explorer.steps, explorer.found);
  }
  const { complete, bounded, cut, done, states, steps } = explorer;
  const outcomes = explorer.outcomes.sort((one, other) => other.count - one.count);
  const schedules = outcomes.reduce((sum, { count }) => sum + count, 0);
  return { complete, ended: !done, bounded, cut, outcomes, schedules, states, steps };
}
