/** What the page knows of a search for all outcomes: written by `run/client.ts` alone. */
import { signal } from "@preact/signals";
import type { Exploration } from "../../runtime/index.ts";
import type { RunOptions } from "../run/orders.ts";

export interface SearchProgress {
  /** How many turns of processes were tried. */
  readonly steps: number;
  readonly outcomes: number;
  /** How many schedules they stand for; above 2^53 it is rounded. */
  readonly schedules: number;
}

export interface Search {
  /** What is searched. */
  readonly options: RunOptions;
  readonly races: boolean;
  readonly maxSteps: number;
  readonly progress: SearchProgress;
  /** `given-up`: by the person, and nothing is known but the progress. */
  readonly state: "searching" | "done" | "given-up" | "failed";
  /** Once it is done; `complete`, or why not, is in it. */
  readonly found: Exploration | undefined;
  /** The schedule of each of `found.outcomes`, as a word: `open` it with `position: Infinity` to see it run. */
  readonly schedules: readonly string[];
  /** The schedule of each of `found.races`. */
  readonly raceSchedules: readonly string[];
  /** Why it failed. */
  readonly failure: string | undefined;
}

/** The last one; undefined before the first. */
export const search = signal<Search | undefined>(undefined);
