/**
 * Shrinks a run: looks for one with as few preemptions as can be, and then as few other switches, that comes to a result that is as
 * bad. Switches are left out first (ddmin). Then, where there is time, all runs with fewer preemptions are tried (iterative context
 * bounding), so that the number is known to be the least; where there is not, two preemptions are replaced by one elsewhere.
 */
import { bySwitches, type Guide, type Switch } from "../../scheduler/guide.ts";
import type { Choices } from "../../scheduler/schedule.ts";
import { deltaDebug } from "./delta-debug.ts";
import type { RunResult, Trial, Trials } from "./trials.ts";

export interface ShrinkLimits {
  /** How many runs are made: 1000 unless told otherwise. The deciding pair has as many for itself. */
  readonly maxRuns: number;
  /** How many steps of search are taken. */
  readonly maxSteps: number;
}

export type IsBad = (result: RunResult) => boolean;

export interface FewSwitches {
  readonly trial: Trial;
  /** Is it known that no run with fewer preemptions is as bad? */
  readonly fewest: boolean;
}

/** The run must be bad. */
export async function fewSwitches(
  trials: Trials,
  first: Trial,
  isBad: IsBad,
  limits: ShrinkLimits,
): Promise<FewSwitches> {
  const shrinker = new Shrinker(trials, first, isBad, limits);
  await shrinker.drop();
  const fewest = await shrinker.search();
  if (!fewest) await shrinker.replace();
  return { trial: shrinker.best, fewest: fewest || shrinker.best.preemptions === 0 };
}

class Shrinker {
  best: Trial;
  readonly #trials: Trials;
  readonly #isBad: IsBad;
  readonly #limits: ShrinkLimits;

  constructor(trials: Trials, first: Trial, isBad: IsBad, limits: ShrinkLimits) {
    this.#trials = trials;
    this.best = first;
    this.#isBad = isBad;
    this.#limits = limits;
  }

  /** Leaves preemptions out, then other switches, which may make more preemptions needless. */
  async drop(): Promise<void> {
    for (let before = Number.POSITIVE_INFINITY; this.best.switches.length < before; ) {
      before = this.best.switches.length;
      await this.#dropSome(({ preempts }) => preempts);
      await this.#dropSome(({ preempts }) => !preempts);
    }
  }

  /** Answers whether all runs with fewer preemptions than the best one were tried. */
  async search(): Promise<boolean> {
    for (let bound = 0; bound < this.best.preemptions; bound++) {
      const { found, complete } = await this.#trials.search(bound, this.#isBad, this.#limits.maxSteps);
      if (found !== undefined) {
        const trial = await this.#trials.run(byChoices(found));
        if (!this.#isBad(trial.result)) return false;
        this.best = trial;
        await this.#dropSome(({ preempts }) => !preempts);
      } else if (!complete) return false;
    }
    return true;
  }

  /** Replaces two preemptions by one, anywhere else. */
  async replace(): Promise<void> {
    while (this.best.preemptions >= 2 && (await this.#replaceTwo()));
  }

  async #replaceTwo(): Promise<boolean> {
    const { switches, offers, preemptions } = this.best;
    for (const one of switches.filter(({ preempts }) => preempts)) {
      for (const other of switches.slice(switches.indexOf(one) + 1).filter(({ preempts }) => preempts)) {
        const rest = switches.filter((each) => each !== one && each !== other);
        for (const offer of offers) {
          if (this.#spent) return false;
          await this.#try([...rest, offer]);
          if (this.best.preemptions < preemptions) return true;
        }
      }
    }
    return false;
  }

  async #dropSome(which: (one: Switch) => boolean): Promise<void> {
    const { switches } = this.best;
    const kept = switches.filter((one) => !which(one));
    await deltaDebug(switches.filter(which), (part) => {
      const chosen = new Set([...kept, ...part]);
      return this.#try(switches.filter((one) => chosen.has(one)));
    });
  }

  /** Makes a run of these switches; answers whether it is bad. */
  async #try(switches: readonly Switch[]): Promise<boolean> {
    if (this.#spent) return false;
    const trial = await this.#trials.run(bySwitches(switches));
    if (!this.#isBad(trial.result)) return false;
    if (isSimpler(trial, this.best)) this.best = trial;
    return true;
  }

  get #spent(): boolean {
    return this.#trials.runs >= this.#limits.maxRuns;
  }
}

function isSimpler(one: Trial, other: Trial): boolean {
  if (one.preemptions !== other.preemptions) return one.preemptions < other.preemptions;
  return one.switches.length < other.switches.length;
}

/** Decides as was decided, by the numbers of decisions: for the same run only. */
export function byChoices({ unusual }: Choices): Guide {
  let [made, deviated] = [0, 0];
  return {
    choose({ runnable, usual }) {
      const next = unusual[deviated];
      if (next?.at !== made++) return usual;
      deviated++;
      return runnable[next.choice];
    },
  };
}
