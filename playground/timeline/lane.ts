/**
 * One process on the timeline: from when to when it was there, what it did in each step, and what happened to it. What is known
 * grows at its end only, and every question is answered by a search in what is sorted, so a lane of any length is asked quickly.
 */
import type { End, Pid } from "../../runtime/index.ts";
import { lowerBound } from "./lower-bound.ts";
import { Marks } from "./marks.ts";

/** What a process does in a step. `ready`: it could run, and another one did. */
export type LaneState = "running" | "ready" | "asleep" | "stopped" | "zombie";

export const LANE_STATES: readonly LaneState[] = ["running", "ready", "asleep", "stopped", "zombie"];

/** Steps in a row in which it does the same, up to the next span. */
export interface Span {
  readonly from: number;
  readonly state: LaneState;
  /** What it waits for, or by what it was stopped; empty otherwise. */
  readonly why: string;
  /** The call that it sleeps in, if it does. */
  readonly call: string;
  /** In how many steps before this span it did what, in the order of `LANE_STATES`. */
  readonly before: readonly number[];
}

const NO_STEPS: readonly number[] = LANE_STATES.map(() => 0);

export class Lane {
  /** How many processes were born before it: its place from the top. */
  readonly index: number;
  readonly pid: Pid;
  /** Who forked it. */
  readonly parent: Lane | undefined;
  /** The first step in which it is there; its fork was the step before. */
  readonly born: number;
  readonly marks = new Marks();
  readonly spans: Span[] = [];
  /** What it still did at the moments before steps in which it was woken at their beginning. */
  readonly #before = new Map<number, Span>();
  /** What it ran, and from which step on: names without folders. */
  readonly programs: { readonly from: number; readonly name: string }[];
  /** The first step in which nothing is left of it, once that is known. */
  gone: number | undefined;
  end: { readonly step: number; readonly end: End } | undefined;
  /** Has it been handed to process 1, as its parent has ended? */
  isOrphan = false;

  constructor(index: number, pid: Pid, parent: Lane | undefined, born: number, program: string) {
    this.index = index;
    this.pid = pid;
    this.parent = parent;
    this.born = born;
    this.programs = [{ from: born, name: program }];
  }

  /** What it does from the last known step on. */
  get state(): LaneState | undefined {
    return this.spans.at(-1)?.state;
  }

  get program(): string {
    return this.programs.at(-1)?.name ?? "";
  }

  /** From this step on it does this, until it does something else. Steps never go back. */
  enter(state: LaneState, at: number, why = "", call = ""): void {
    if (this.spans.at(-1)?.from === at) this.spans.pop();
    const last = this.spans.at(-1);
    if (last !== undefined && last.state === state && last.why === why && last.call === call) return;
    this.spans.push({ from: at, state, why, call, before: last === undefined ? NO_STEPS : countsAt(last, at) });
  }

  /** It is woken in this step, and not before it; `enter` says for what. */
  wakeIn(step: number): void {
    const last = this.spans.at(-1);
    if (last !== undefined) this.#before.set(step, last);
  }

  /** From this step on nothing is left of it. */
  leave(at: number): void {
    if (this.spans.at(-1)?.from === at) this.spans.pop();
    this.gone = at;
  }

  isThere(step: number): boolean {
    return step >= this.born && (this.gone === undefined || step < this.gone);
  }

  /** What it does in a step; undefined where it is not there. */
  spanAt(step: number): Span | undefined {
    return this.isThere(step) ? this.spans[this.spanIndex(step)] : undefined;
  }

  /** How it is with it at the moment before a step, in which it may do something else at once. */
  spanBefore(step: number): Span | undefined {
    return this.isThere(step) ? (this.#before.get(step) ?? this.spanAt(step)) : undefined;
  }

  /** The index of the last span that begins at this step or before; -1 where there is none. */
  spanIndex(step: number): number {
    return lowerBound(this.spans, step + 1, ({ from }) => from) - 1;
  }

  /** In how many steps, from one on and before another, it did what: in the order of `LANE_STATES`. */
  counts(from: number, to: number): number[] {
    const [first, last] = [this.#countsBefore(from), this.#countsBefore(to)];
    return last.map((count, state) => count - (first[state] ?? 0));
  }

  programAt(step: number): string {
    return this.programs[Math.max(0, lowerBound(this.programs, step + 1, ({ from }) => from) - 1)]?.name ?? "";
  }

  #countsBefore(step: number): readonly number[] {
    const span = this.spans[this.spanIndex(step)];
    return span === undefined ? NO_STEPS : countsAt(span, Math.min(step, this.gone ?? step));
  }
}

function countsAt({ from, state, before }: Span, step: number): readonly number[] {
  const counts = before.slice();
  const index = LANE_STATES.indexOf(state);
  counts[index] = (counts[index] ?? 0) + step - from;
  return counts;
}
