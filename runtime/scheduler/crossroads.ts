/** A state in which somebody has to be chosen: who is tried, who was, and what came of it. */
import type { Pid } from "../abi/ids.ts";
import type { Counts } from "./found-outcomes.ts";
import type { Future, Futures } from "./futures.ts";
import { type Decision, type Mark, preempts } from "./moment.ts";
import type { Written } from "./output-log.ts";
import type { Choices, Deviation } from "./schedule.ts";
import { ALL, type Choice } from "./turns.ts";

/** One of those who can be chosen. */
export interface Way {
  readonly pid: Pid;
  /** Which of the runnable processes it is. */
  readonly index: number;
  /** How many preemptions are left after that. */
  readonly left: number;
}

/** Who can be chosen with so many preemptions left; the usual one first, so that the first schedule that is found deviates least. */
export function waysOf({ runnable, current, usual }: Decision, left: number): Way[] {
  const ways = [usual, ...runnable.filter((pid) => pid !== usual)].map((pid) => {
    return { pid, index: runnable.indexOf(pid), left: preempts(pid, current) ? left - 1 : left };
  });
  return ways.filter((way) => way.left >= 0);
}

/** What is known of a state. */
export interface Known {
  /** How often each outcome came of it, by number. */
  readonly counts: Counts;
  /** What processes do from there on. */
  readonly futures: Futures;
}

export class Crossroads implements Choice, Known {
  readonly counts = new Map<number, number>();
  readonly futures = new Map<Future, number>();
  readonly pids: readonly Pid[];
  /** The ways to try, in that order. */
  readonly #wanted: Way[];
  #tried = 0;

  constructor(
    readonly key: string,
    readonly mark: Mark,
    readonly written: Written | undefined,
    /** How many turns led here. */
    readonly turns: number,
    /** Which of the runnable processes is the usual choice. */
    readonly usual: number,
    /** All that can be tried, the first one first. */
    readonly ways: readonly Way[],
    /** How many of them are tried in any case. */
    wanted: number,
  ) {
    this.pids = ways.map(({ pid }) => pid);
    this.#wanted = ways.slice(0, wanted);
  }

  /** Was all tried that is wanted? */
  get isExhausted(): boolean {
    return this.#tried === this.#wanted.length;
  }

  /** Was nothing tried yet? */
  get isNew(): boolean {
    return this.#tried === 0;
  }

  /** The way that was taken last. */
  get last(): Way {
    return this.#wanted[this.#tried - 1] as Way;
  }

  /** Takes the next way that was not tried. */
  next(): Way {
    return this.#wanted[this.#tried++] as Way;
  }

  isWanted(pid: Pid): boolean {
    return this.#wanted.some((way) => way.pid === pid);
  }

  want(pid: Pid): void {
    for (const way of this.ways) {
      if ((pid === ALL || way.pid === pid) && !this.#wanted.includes(way)) this.#wanted.push(way);
    }
  }
}

/** What was decided on the way to the last of these. */
export function choicesTo(way: readonly Crossroads[]): Choices {
  const unusual: Deviation[] = [];
  way.forEach(({ last, usual }, at) => {
    if (last.index !== usual) unusual.push({ at, choice: last.index });
  });
  return { made: way.length, unusual };
}
