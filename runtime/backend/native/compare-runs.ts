/**
 * Compares many runs on the host with every outcome that the emulator finds: a program whose order of events is free may end
 * otherwise each time, but never in a way that the emulator does not know.
 */
import type { Pid } from "../../abi/ids.ts";
import { outcomeOf, outcomeText } from "../compare.ts";
import { type Exploration, explore, type ScheduledOutcome, type SearchOptions } from "../emulated/explore.ts";
import { type RecordedEnd, type Recording, withoutPids } from "../recording.ts";

/** What is a pid must be told from all other numbers that a guest may print: no host gives so high ones unasked. */
export const COMPARED_PID: Pid = 4_000_000;
/** More processes than a search can be complete of. */
const PIDS: ReadonlySet<Pid> = new Set(Array.from({ length: 1000 }, (_, i) => COMPARED_PID + i));

export interface Shown {
  readonly outcome: ScheduledOutcome;
  /** How many runs on the host had it. */
  readonly runs: number;
}

export interface RunsComparison {
  readonly found: Exploration;
  /** The outcomes of the emulator, which of them the host has shown: outcomes that differ in pids alone are one. */
  readonly shown: readonly Shown[];
  /** Outcomes of runs on the host that the emulator does not know. */
  readonly unknown: readonly { readonly recording: Recording; readonly runs: number }[];
}

/** `native` runs the program on the host once. */
export async function compareRuns(
  options: SearchOptions,
  runs: number,
  native: () => Promise<Recording>,
  progress?: (run: number) => void,
): Promise<RunsComparison> {
  const found = await explore({ ...options, firstPid: COMPARED_PID });
  const outcomes = new Map<string, { outcome: ScheduledOutcome; runs: number }>();
  for (const outcome of found.outcomes) {
    const key = outcomeText(withoutPids(outcome.stdout, PIDS), withoutPids(outcome.stderr, PIDS), endOf(outcome));
    if (!outcomes.has(key)) outcomes.set(key, { outcome, runs: 0 });
  }
  const unknown = new Map<string, { recording: Recording; runs: number }>();
  for (let run = 0; run < runs; run++) {
    const recording = await native();
    const key = outcomeOf(recording);
    const same = outcomes.get(key) ?? unknown.get(key);
    if (same === undefined) unknown.set(key, { recording, runs: 1 });
    else same.runs++;
    progress?.(run + 1);
  }
  return { found, shown: [...outcomes.values()], unknown: [...unknown.values()] };
}

function endOf({ end }: ScheduledOutcome): RecordedEnd {
  return end.kind === "ended" ? end.end : "does not end";
}
