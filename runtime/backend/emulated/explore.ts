/**
 * Lists every outcome of a program: `scheduler/explorer.ts` with a system of its own.
 *
 *     const { complete, outcomes } = await explore({ program, name: "counter", preempt: "memory" });
 */
import type { KernelEvent } from "../../kernel/event.ts";
import { type ExploreOptions, Explorer } from "../../scheduler/explorer.ts";
import { type FoundOutcome, outcomeKey } from "../../scheduler/found-outcomes.ts";
import { OutputLog } from "../../scheduler/output-log.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { type FoundRace, RaceSearch } from "./explore-races.ts";
import { System, type SystemOptions } from "./system.ts";

export interface SearchOptions extends ExploreOptions, Omit<SystemOptions, "streams" | "policy" | "terminals"> {
  /** The search ends after so many turns of processes, complete or not: 1,000,000 unless told otherwise. */
  readonly maxSteps?: number;
  /** What is to be noted of an event, if anything: outcomes differ in what was noted, too. */
  readonly note?: (event: KernelEvent) => string | undefined;
  /** Tries schedules without preemptions first, then those with one, and so on to `bound`: says how few an outcome needs. */
  readonly iterate?: boolean;
  /** Takes what guests write, and tells states apart by it; one that takes all of it unless told otherwise. */
  readonly log?: OutputLog;
  /** Hears now and then how far the search is. */
  readonly progress?: (steps: number, outcomes: number, schedules: number) => void;
}

export interface ScheduledOutcome extends FoundOutcome {
  /** One that leads here. */
  readonly schedule: Schedule;
  /** With the option `iterate`: how few preemptions lead here. */
  readonly preemptions?: number;
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
  /** Has any run waited for standard input? It found its end. Not known of a search in parts. */
  readonly wantedInput?: boolean;
  /** The most frequent first. */
  readonly outcomes: readonly ScheduledOutcome[];
  /** With the option `races`: those found in any schedule. */
  readonly races: readonly FoundRace[];
  /** Were schedules left out that differ from others only in turns which have nothing to do with each other? */
  readonly reduced: boolean;
  /** How many schedules lead to any of them, of those that were tried. */
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
  return options.iterate === true ? exploreBounds(options) : exploreOnce(options);
}

/** Bound after bound, until nothing is left out, the last one is reached, or there are no steps left. */
async function exploreBounds(options: SearchOptions): Promise<Exploration> {
  const { maxSteps = MAX_STEPS, bound: last = Number.POSITIVE_INFINITY, progress } = options;
  const first = new Map<string, number>();
  for (let [bound, before] = [0, 0]; ; bound++) {
    const found = await exploreOnce({
      ...options,
      bound,
      maxSteps: maxSteps - before,
      ...(progress === undefined
        ? {}
        : { progress: (steps, outcomes, schedules) => progress(before + steps, outcomes, schedules) }),
    });
    before += found.steps;
    for (const outcome of found.outcomes) {
      const key = outcomeKey(outcome);
      if (!first.has(key)) first.set(key, bound);
    }
    if (found.bounded && !found.ended && bound < last && before < maxSteps) continue;
    const outcomes = found.outcomes.map((outcome) => {
      return { ...outcome, preemptions: first.get(outcomeKey(outcome)) as number };
    });
    return { ...found, outcomes, steps: before };
  }
}

async function exploreOnce(options: SearchOptions): Promise<Exploration> {
  const { maxSteps = MAX_STEPS, log = new OutputLog(), note, progress, ...rest } = options;
  const races = new RaceSearch();
  const listen = (event: KernelEvent) => {
    if (event.kind === "race") races.add(event.race, explorer);
    const noted = note?.(event);
    if (noted !== undefined) log.note(noted);
    rest.listen?.(event);
  };
  const system = await System.create({ ...rest, listen, streams: log });
  const explorer: Explorer = new Explorer(system.machine, log, {
    ...options,
    // What else is looked for may be seen only in an order that has the outcomes of another.
    ...(options.races === true || options.log !== undefined || note !== undefined ? { reduce: false } : {}),
  });
  let wantedInput = false;
  let nextReport = STEPS_A_REPORT;
  while (!explorer.done && (explorer.steps < maxSteps || explorer.exhausted)) {
    const wanted = explorer.step();
    if (wanted !== undefined) await system.prepare(wanted.bytes, wanted.name);
    races.look(system, explorer);
    wantedInput ||= system.machine.kernel.world.input.ended; // until the search goes back
    if (progress === undefined || explorer.steps < nextReport) continue; // to count schedules takes a while
    progress(explorer.steps, explorer.found, explorer.schedules);
    nextReport += STEPS_A_REPORT;
  }
  const { complete, reduced, bounded, cut, done, schedules, states, steps } = explorer;
  const outcomes = explorer.outcomes
    .map((outcome) => ({ ...outcome, schedule: system.scheduleOf(outcome.choices) }))
    .sort((one, other) => other.count - one.count);
  const found = await races.schedules(rest);
  return {
    complete,
    reduced,
    ended: !done,
    bounded,
    cut,
    wantedInput,
    outcomes,
    races: found,
    schedules,
    states,
    steps,
  };
}
