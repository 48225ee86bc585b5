/**
 * What `prong explore --json` prints, and what `--merge` reads again. Stable: a program may read it.
 *
 *     {"complete":true,"incomplete":[],"schedules":2,"states":1,"steps":9,"outcomes":[...],"guest":"hello.c","args":[],
 *      "search":"...","shard":"1/4"}
 */
import { Signal } from "../../abi/signal.ts";
import type { End } from "../../abi/wait-status.ts";
import type { Exploration, ScheduledOutcome } from "../../backend/emulated/explore.ts";
import type { RunEnd } from "../../scheduler/found-outcomes.ts";
import { parseSchedule } from "../../scheduler/schedule.ts";
import type { Shard } from "../../scheduler/shard.ts";
import { type OutcomeJson, outcomeJson } from "./outcomes.ts";
import { type RaceJson, raceJson } from "./race.ts";

/** Why a search is not complete: it had no steps left, was bounded, runs did not end, or parts of it are missing. */
export type Incomplete = "steps" | "bound" | "endless" | "parts";

export interface SearchReport {
  readonly complete: boolean;
  readonly incomplete: readonly Incomplete[];
  /** Were orders left out that differ from others only in turns which have nothing to do with each other? */
  readonly reduced: boolean;
  readonly schedules: number;
  readonly states: number;
  readonly steps: number;
  readonly outcomes: readonly OutcomeJson[];
  /** With --races. */
  readonly races?: readonly RaceJson[];
  /** What was searched, as on the command line. */
  readonly guest: string;
  readonly args: readonly string[];
  /** The same for all parts of one search. */
  readonly search: string;
  /** Which part of the search it is: "1/4". */
  readonly shard?: string;
}

/** What a report says besides what was found. */
export type Searched = Pick<SearchReport, "guest" | "args" | "search"> & { readonly shard?: Shard | undefined };

export function searchReport(found: Exploration, races: boolean, { shard, ...searched }: Searched): SearchReport {
  const { complete, schedules, states, steps, ended, bounded, cut } = found;
  const incomplete: Incomplete[] = [
    ...(ended ? (["steps"] as const) : []),
    ...(bounded ? (["bound"] as const) : []),
    ...(cut ? (["endless"] as const) : []),
  ];
  return {
    complete,
    incomplete,
    reduced: found.reduced,
    schedules,
    states,
    steps,
    outcomes: found.outcomes.map(outcomeJson),
    ...(races ? { races: found.races.map(raceJson) } : {}),
    ...searched,
    ...(shard === undefined ? {} : { shard: `${shard.number}/${shard.of}` }),
  };
}

/** What a report was made of, but for races. */
export function explorationOf(report: SearchReport): Exploration {
  const { complete, incomplete, schedules, states, steps } = report;
  return {
    complete,
    reduced: report.reduced,
    ended: incomplete.includes("steps"),
    bounded: incomplete.includes("bound"),
    cut: incomplete.includes("endless"),
    outcomes: report.outcomes.map(outcomeOf),
    races: [],
    schedules,
    states,
    steps,
  };
}

function outcomeOf({ stdout, stderr, end, count, schedule }: OutcomeJson): ScheduledOutcome {
  const parsed = parseSchedule(schedule);
  return { stdout, stderr, end: endOf(end), count, schedule: parsed, choices: parsed };
}

function endOf(end: OutcomeJson["end"]): RunEnd {
  if ("endless" in end) return { kind: end.endless };
  if (!("deadlock" in end)) return { kind: "ended", end: plainEnd(end) };
  return { kind: "deadlock", waiters: end.deadlock, end: end.first === null ? undefined : plainEnd(end.first) };
}

function plainEnd(end: { readonly code: number } | { readonly signal: string }): End {
  if ("code" in end) return end;
  const { signal } = end;
  return { signal: signal in Signal ? Signal[signal as keyof typeof Signal] : Number(signal.replace("SIGRT", "")) };
}
