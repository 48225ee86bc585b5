/**
 * The page's end of a search for all outcomes: it has a worker of its own, which is ended to give up, and keeps
 * `state/exploration.ts` true.
 */
import { search } from "../state/exploration.ts";
import type { Report, RunOptions } from "./orders.ts";
import { type Port, WorkerLine } from "./worker-line.ts";

export interface SearchHow {
  readonly races?: boolean;
  readonly maxSteps?: number;
}

/** Half a minute on an ordinary machine, and up to a gigabyte. */
const MAX_STEPS = 100_000;

export class SearchClient {
  readonly #line: WorkerLine;

  constructor(make: () => Port) {
    const fail = (message: string) => this.#failed(message);
    this.#line = new WorkerLine({ make, hear: (report) => this.#hear(report), fail });
  }

  begin(options: RunOptions, { races = false, maxSteps = MAX_STEPS }: SearchHow = {}): void {
    this.#line.end();
    const progress = { steps: 0, outcomes: 0, schedules: 0 };
    const nothing = { found: undefined, schedules: [], raceSchedules: [], failure: undefined };
    search.value = { options, races, maxSteps, progress, state: "searching", ...nothing };
    this.#line.send({ kind: "explore", run: options, races, maxSteps });
  }

  giveUp(): void {
    if (search.value?.state !== "searching") return;
    this.#line.end();
    search.value = { ...search.value, state: "given-up" };
  }

  #hear(report: Report): void {
    if (search.value === undefined) return;
    switch (report.kind) {
      case "exploring": {
        const { steps, outcomes, schedules } = report;
        search.value = { ...search.value, progress: { steps, outcomes, schedules } };
        break;
      }
      case "explored": {
        const { found, schedules, raceSchedules } = report;
        const progress = { steps: found.steps, outcomes: found.outcomes.length, schedules: found.schedules };
        search.value = { ...search.value, progress, state: "done", found, schedules, raceSchedules };
        this.#line.end(); // it takes memory
        break;
      }
      case "failed":
        this.#failed(report.message);
    }
  }

  #failed(failure: string): void {
    this.#line.end();
    if (search.value !== undefined) search.value = { ...search.value, state: "failed", failure };
  }
}
