/** The turns of a run so far: what each has touched, and which of the others had to come before it (vector clocks). */
import type { Pid } from "../abi/ids.ts";
import {
  conflict,
  EVERYTHING,
  isAwaited,
  isExclusive,
  type TouchCode,
  type Touches,
  thingOf,
} from "../kernel/footprint.ts";

/** Where somebody was chosen. */
export interface Choice {
  /** Who can be. */
  readonly pids: readonly Pid[];
  /** Has it been tried, or will it be? */
  isWanted(pid: Pid): boolean;
  /** Tries it, too; or all, for ALL. */
  want(pid: Pid | typeof ALL): void;
}

export const ALL: Pid = 0;

/** How many turns of each process have to come before. */
export type Clock = ReadonlyMap<Pid, number>;

export interface Turn extends Touches {
  readonly pid: Pid;
  /** Undefined where nobody else could have run. */
  readonly choice: Choice | undefined;
  /** With itself. */
  readonly clock: Clock;
  /** The last turn of the same process before it, or -1; and how many there are with this one. */
  readonly before: number;
  readonly number: number;
}

const NO_CLOCK: Clock = new Map();

export class Turns {
  readonly list: Turn[] = [];
  /** The last turn of each process. */
  readonly #last = new Map<Pid, number>();
  /** In which turn it was born. */
  readonly #born = new Map<Pid, number>();
  /** Who bore whom, in any run so far. */
  readonly #parents = new Map<Pid, Set<Pid>>();
  /** By thing: which turns have touched it, in order, and how. */
  readonly #touched = new Map<number, { readonly at: number; readonly code: TouchCode }[]>();

  /** Goes back to what it was when there were so many. */
  cut(length: number): void {
    while (this.list.length > length) {
      const { pid, before, codes } = this.list.pop() as Turn;
      if (before < 0) this.#last.delete(pid);
      else this.#last.set(pid, before);
      for (const code of codes) this.#touched.get(thingOf(code))?.pop();
    }
    for (const [pid, at] of this.#born) if (at >= length) this.#born.delete(pid);
  }

  /** Adds a turn that comes after all of this clock. `able` are those who can run now. */
  add(pid: Pid, touches: Touches, choice: Choice | undefined, able: readonly Pid[], clock: Map<Pid, number>): void {
    const at = this.list.length;
    const before = this.lastOf(pid);
    const number = before < 0 ? 1 : (this.list[before] as Turn).number + 1;
    clock.set(pid, number);
    this.list.push({ ...touches, pid, choice, clock, before, number });
    this.#last.set(pid, at);
    for (const code of touches.codes) {
      const thing = thingOf(code);
      const turns = this.#touched.get(thing);
      if (turns === undefined) this.#touched.set(thing, [{ at, code }]);
      else turns.push({ at, code });
    }
    for (const one of able) {
      if (this.#last.has(one) || this.#born.has(one)) continue;
      this.#born.set(one, at);
      const parents = this.#parents.get(one);
      if (parents === undefined) this.#parents.set(one, new Set([pid]));
      else parents.add(pid);
    }
  }

  /** The last turn of a process, or -1. */
  lastOf(pid: Pid): number {
    return this.#last.get(pid) ?? -1;
  }

  /** The turn in which a process was born; undefined for the first. */
  birthOf(pid: Pid): number | undefined {
    return this.#born.get(pid);
  }

  parentsOf(pid: Pid): readonly Pid[] {
    return [...(this.#parents.get(pid) ?? [])];
  }

  /** What has to come before the next turn of a process in any case. */
  clockOf(pid: Pid): Clock {
    const at = this.#last.get(pid) ?? this.#born.get(pid);
    return at === undefined ? NO_CLOCK : (this.list[at] as Turn).clock;
  }

  /**
   * Turns that conflict with these touches, the latest first, and of those that are ordered by one of them not all: a turn that
   * conflicts with all that touch a thing comes after all earlier ones. Who fell asleep might have found what others took before.
   */
  conflicts(touches: Touches): number[] {
    const { codes, waits } = touches;
    const found = new Set<number>();
    const last = this.#touched.get(thingOf(EVERYTHING))?.at(-1)?.at ?? -1;
    if (last >= 0) found.add(last);
    for (const code of waits.length === 0 ? codes : [...codes, ...waits]) {
      if (code === EVERYTHING) return this.list.map((_, i) => this.list.length - 1 - i);
      const turns = this.#touched.get(thingOf(code)) ?? [];
      for (let i = turns.length - 1; i >= 0; i--) {
        const turn = turns[i] as { at: number; code: TouchCode };
        if (turn.at < last) break;
        if (conflict(turn.code, code)) found.add(turn.at);
        if (isExclusive(turn.code) && !isAwaited((this.list[turn.at] as Turn).codes, codes)) break;
      }
    }
    return [...found].sort((one, other) => other - one);
  }
}

/** Has this turn to come before one with such a clock? */
export function isBefore({ pid, number }: Turn, clock: Clock): boolean {
  return (clock.get(pid) ?? 0) >= number;
}

/** What comes after both. */
export function join(clock: Map<Pid, number>, other: Clock): void {
  for (const [pid, number] of other) if ((clock.get(pid) ?? 0) < number) clock.set(pid, number);
}
