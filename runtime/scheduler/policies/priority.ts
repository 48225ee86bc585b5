/**
 * Random priorities that change at a few random moments: PCT, probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi and
 * Nagarakatte, A Randomized Scheduler with Probabilistic Guarantees of Finding Bugs, ASPLOS 2010).
 *
 * Of the processes that can run, the one with the highest priority does. A process gets a random priority when it is first seen;
 * and at `depth` - 1 of the first `length` decisions, drawn at random, the one that would run gets one below all of those: at the
 * one that was drawn first the lowest.
 *
 * A bug has depth d when d orderings between two events each are enough to meet it. In a run of n processes that makes k decisions,
 * a bug of depth d is met with a probability of at least 1 / (n k^(d-1)), whatever the program is, where `depth` is d and `length` k
 * (or more: then it is a little less likely). A bug that wants one process to go before another has depth 1: every n-th seed meets it.
 * Most bugs that people know have a depth of 1, 2 or 3.
 *
 * A process that polls until another has done something would run for ever while its priority is higher. So one that yields,
 * computes for a whole turn, or goes on at a thousand decisions in a row is put below all others, too; the guarantee is for
 * programs that do none of that.
 */
import type { Pid } from "../../abi/ids.ts";
import { RandomNumbers } from "../random-numbers.ts";
import { OneRun } from "./one-run.ts";

export interface PriorityOptions {
  /** How many orderings the bug needs: 3 unless told otherwise. */
  readonly depth?: number;
  /** About how many decisions the run makes: 1000 unless told otherwise. */
  readonly length?: number;
}

/** How many decisions in a row may leave the same process running. */
const QUANTUM = 1000;

export class Priority extends OneRun {
  private readonly choices: RandomNumbers;
  /** Of all that were seen, the higher the sooner: first above `depth`, then what a change gives, from 1 on, or below that. */
  private readonly priorities = new Map<Pid, number>();
  /** At which decisions whoever would run gets another priority, sorted. */
  private readonly changes: { readonly at: number; readonly priority: number }[];
  private readonly depth: number;
  private lowest = 0;
  private made = 0;
  private chosen: Pid = 0;
  private turns = 0;

  constructor(seed: number, { depth = 3, length = 1000 }: PriorityOptions = {}) {
    super(seed);
    for (const [name, value] of Object.entries({ depth, length })) {
      if (!Number.isInteger(value) || value < 1) {
        throw new RangeError(`Cannot use priorities with a ${name} of ${value}: expected a whole number from 1 on`);
      }
    }
    // Two streams: what a guest draws must not change who runs next.
    const choices = new RandomNumbers(seed ^ 0x9e3779b9);
    this.choices = choices;
    this.depth = depth;
    this.changes = Array.from({ length: depth - 1 }, (_, i) => ({ at: choices.below(length), priority: i + 1 }));
    this.changes.sort((one, other) => one.at - other.at);
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    for (const pid of runnable) {
      if (!this.priorities.has(pid)) this.priorities.set(pid, this.depth + this.choices.next());
    }
    if (current === undefined && last !== undefined && runnable.includes(last)) this.yield(last);
    let pid = this.highest(runnable);
    for (; this.changes[0]?.at === this.made; pid = this.highest(runnable)) {
      this.priorities.set(pid, this.changes.shift()?.priority as number);
    }
    this.made++;
    this.turns = pid === this.chosen ? this.turns + 1 : 0;
    if (this.turns === QUANTUM) {
      this.yield(pid);
      this.turns = 0;
    }
    this.chosen = this.highest(runnable);
    return this.chosen;
  }

  private yield(pid: Pid): void {
    this.priorities.set(pid, --this.lowest);
  }

  private highest(runnable: readonly Pid[]): Pid {
    const priorityOf = (pid: Pid) => this.priorities.get(pid) as number;
    return runnable.reduce((one, other) => (priorityOf(other) > priorityOf(one) ? other : one));
  }
}
