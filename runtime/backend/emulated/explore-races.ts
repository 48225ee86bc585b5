/**
 * Collects the races that a search comes by, each with a schedule that shows it. A search goes into each state once, whatever led
 * there, and clocks say what led there: so it also looks in every state whether two processes are about to race.
 */

import { nextRaces } from "../../kernel/races/next-races.ts";
import { FoundRaces, type Race } from "../../kernel/races/race.ts";
import type { Explorer } from "../../scheduler/explorer.ts";
import { OutputLog } from "../../scheduler/output-log.ts";
import { Lead } from "../../scheduler/policies/lead.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { System, type SystemOptions } from "./system.ts";

export interface FoundRace {
  readonly race: Race;
  /** Leads to the race; `System.races` has it then. */
  readonly schedule: Schedule;
}

/** A run that shows a race is given up after so many turns. */
const LONGEST = 10_000;

export class RaceSearch {
  readonly #found = new FoundRaces();
  readonly #ways: { readonly race: Race; readonly choices: readonly number[] }[] = [];

  /** A race that the clocks have found. */
  add(race: Race, explorer: Explorer): void {
    if (this.#found.isNew(race)) this.#ways.push({ race, choices: explorer.way });
  }

  /** Looks at the state that the search has come to. */
  look({ machine: { kernel, undecided } }: System, explorer: Explorer): void {
    const { races } = kernel.world;
    if (races === undefined || undecided === undefined) return;
    for (const race of nextRaces(kernel, races)) {
      if (!this.#found.isNew(race)) continue;
      this.#ways.push({ race, choices: [...explorer.way, undecided.runnable.indexOf(race.first.pid)] });
    }
  }

  /** Runs each way to its end. */
  async schedules(options: Omit<SystemOptions, "streams" | "policy">): Promise<FoundRace[]> {
    const all: FoundRace[] = [];
    for (const { race, choices } of this.#ways) {
      const { seed = 0 } = options;
      const policy = new Lead(choices, seed);
      const system = await System.create({ ...options, races: true, streams: new OutputLog(), policy });
      for (let turns = 0; turns < LONGEST; turns++) {
        const outcome = system.machine.step();
        if (outcome?.kind === "wants-program") await system.prepare(outcome.bytes, outcome.name);
        else if (outcome?.kind === "wants-input") system.input(undefined);
        else if (outcome !== undefined) break;
      }
      all.push({ race, schedule: system.schedule });
    }
    return all;
  }
}
