/**
 * The turns of a run so far, which of them had to come in this order, and where another order is worth trying: dynamic
 * partial-order reduction (Flanagan and Godefroid, POPL 2005), by source sets (Abdulla, Aronis, Jonsson and Sagonas, Optimal
 * Dynamic Partial Order Reduction, POPL 2014), between states that are gone into once (Yang, Chen, Gopalakrishnan and Kirby,
 * Efficient Stateful Dynamic Partial Order Reduction, SPIN 2008).
 *
 * Two turns that do not conflict (`kernel/footprint.ts`) have the same effect in either order, so of all runs that differ only in
 * that one is enough. Where a turn conflicts with an earlier one of another process, and nothing between them forces their
 * order, there is a race: where the earlier one was chosen, somebody else has to be tried who leads to the other order.
 */
import type { Pid } from "../abi/ids.ts";
import {
  conflict,
  conflicting,
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

interface Turn extends Touches {
  readonly pid: Pid;
  /** Undefined where nobody else could have run. */
  readonly choice: Choice | undefined;
  /** How many turns of each process have to come before, and this one. */
  readonly clock: Clock;
  /** The last turn of the same process before it, or -1; and how many there are with this one. */
  readonly before: number;
  readonly number: number;
}

const NO_WAITS = { waits: [] };

type Clock = ReadonlyMap<Pid, number>;
const NO_CLOCK: Clock = new Map();

/** A turn that a process will have from some state on, as one number: what it touches, and whose it is. */
export type Future = number;

/** What processes will do from a state on; and after which others' turns from there on in any case, a bit each. */
export type Futures = ReadonlyMap<Future, number>;
/** Pids are less than this. */
const PIDS = 2 ** 23;

/** So many processes have a bit. */
const BITS = 31;

/** Nobody knows what will be. */
export const UNKNOWN: Future = -1;

export class Trace {
  readonly #turns: Turn[] = [];
  /** The last turn of each process; of one that has had none, that in which it was born. */
  readonly #last = new Map<Pid, number>();
  readonly #born = new Map<Pid, number>();
  /** Who bore whom, in any run so far. */
  readonly #parents = new Map<Pid, Set<Pid>>();
  /** Footprints, each once, and their numbers. */
  readonly #footprints: Touches[] = [];
  readonly #numbers = new Map<string, number>();
  /** The processes that have a bit. */
  readonly #numbered: Pid[] = [];
  /** By thing: which turns have touched it, in order, and how. */
  readonly #touched = new Map<number, { readonly at: number; readonly code: TouchCode }[]>();

  get length(): number {
    return this.#turns.length;
  }

  /** Goes back to what it was when it had this length. */
  cut(length: number): void {
    while (this.#turns.length > length) {
      const { pid, before, codes } = this.#turns.pop() as Turn;
      if (before < 0) this.#last.delete(pid);
      else this.#last.set(pid, before);
      for (const code of codes) this.#touched.get(thingOf(code))?.pop();
    }
    for (const [pid, at] of this.#born) if (at >= length) this.#born.delete(pid);
  }

  /** A process had a turn: chosen there, undefined where nobody else could run. `able` are those who can now. */
  add(pid: Pid, touches: Touches, choice: Choice | undefined, able: readonly Pid[]): void {
    const { codes } = touches;
    const clock = new Map(this.#clockOf(pid));
    const awaited: Turn[] = [];
    for (const i of this.#conflicts(touches)) {
      const turn = this.#turns[i] as Turn;
      if (turn.pid === pid || isBefore(turn, clock)) continue;
      if (isAwaited(turn.codes, touches)) awaited.push(turn);
      else {
        if (turn.choice !== undefined) this.#reverse(i, pid, clock);
        join(clock, turn.clock);
      }
    }
    // Only now: before who gave it what it waited for, another may have taken that, and it could have come first.
    for (const turn of awaited) join(clock, turn.clock);
    const at = this.#turns.length;
    const before = this.#last.get(pid) ?? -1;
    const number = before < 0 ? 1 : (this.#turns[before] as Turn).number + 1;
    clock.set(pid, number);
    this.#turns.push({ ...touches, pid, choice, clock, before, number });
    this.#last.set(pid, at);
    for (const code of codes) {
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
    // Who can run no more has not shown what it would have done.
    for (const other of choice?.pids ?? []) if (other !== pid && !able.includes(other)) choice?.want(other);
  }

  /** From here on all this can happen, in runs that are known. */
  foresee(futures: Futures): void {
    if (futures.has(UNKNOWN)) {
      for (const { choice } of this.#turns) choice?.want(ALL);
      return;
    }
    const reversed = new Set<number>();
    for (const [future, after] of futures) {
      const [pid, touches] = [future % PIDS, this.#touchesOf(future)];
      const clock = new Map(this.#clockOf(pid));
      for (let bits = after; bits !== 0; bits &= bits - 1) {
        join(clock, this.#clockOf(this.#numbered[31 - Math.clz32(bits & -bits)] as Pid));
      }
      for (const i of this.#conflicts(touches)) {
        const turn = this.#turns[i] as Turn;
        if (turn.pid === pid || isBefore(turn, clock)) continue;
        if (isAwaited(turn.codes, touches)) continue;
        join(clock, turn.clock);
        if (!reversed.has(i * PIDS + pid)) this.#reverseLater(i, pid, futures);
        reversed.add(i * PIDS + pid);
      }
    }
  }

  /**
   * Turns that conflict with these touches, the latest first, and of those that are ordered by one of them not all: a turn that
   * conflicts with all that touch a thing comes after all earlier ones. Who fell asleep might have found what others took before.
   */
  #conflicts({ codes, waits, awaits }: Touches): number[] {
    const found = new Set<number>();
    const last = this.#touched.get(thingOf(EVERYTHING))?.at(-1)?.at ?? -1;
    if (last >= 0) found.add(last);
    for (const code of waits.length === 0 ? codes : [...codes, ...waits]) {
      if (code === EVERYTHING) return this.#turns.map((_, i) => this.#turns.length - 1 - i);
      const turns = this.#touched.get(thingOf(code)) ?? [];
      for (let i = turns.length - 1; i >= 0; i--) {
        const turn = turns[i] as { at: number; code: TouchCode };
        if (turn.at < last) break;
        if (conflict(turn.code, code)) found.add(turn.at);
        if (isExclusive(turn.code) && !isAwaited((this.#turns[turn.at] as Turn).codes, { codes, awaits })) break;
      }
    }
    return [...found].sort((one, other) => other - one);
  }

  /** A race of turn `i` with one of a process that has this clock: somebody is tried there who leads to the other order. */
  #reverse(i: number, pid: Pid, clock: Clock): void {
    const choice = (this.#turns[i] as Turn).choice as Choice;
    const { pids, first } = this.#initials(i);
    if (!first.has(pid) && !isAfterAny(first, clock)) pids.push(pid);
    if (pids.some((one) => choice.isWanted(one))) return;
    const one = pids.filter((one) => choice.pids.includes(one)).at(-1);
    if (one !== undefined) choice.want(one); // otherwise it is the first that lets the other run at all
  }

  /** As above, of some later turn of this process, when nobody knows yet what comes before that. */
  #reverseLater(i: number, pid: Pid, futures: Futures): void {
    const { choice } = this.#turns[i] as Turn;
    if (choice === undefined) return;
    const leaders = new Set<Pid>();
    if (this.#leaders(i, pid, futures, leaders, new Set())) for (const one of leaders) choice.want(one);
    else choice.want(ALL);
  }

  /**
   * Who can be chosen before turn `i`, and may let this process go on: itself, or who bears or wakes it. What comes after that
   * turn in any case does not count. False where anybody may.
   */
  #leaders(i: number, pid: Pid, futures: Futures, found: Set<Pid>, met: Set<Pid>): boolean {
    if (met.has(pid)) return true;
    met.add(pid);
    const raced = this.#turns[i] as Turn;
    if (raced.choice?.pids.includes(pid) === true) {
      found.add(pid);
      return true;
    }
    let before = this.#last.get(pid) ?? -1;
    while (before >= i) before = (this.#turns[before] as Turn).before;
    const next = (one: Pid) => this.#leaders(i, one, futures, found, met);
    if (before < 0 && (this.#born.get(pid) ?? i) >= i) return [...(this.#parents.get(pid) ?? [])].every(next);
    const { waits } = this.#turns[before] ?? NO_WAITS;
    if (waits.length === 0) return false; // it was stopped, or sleeps for what is not known
    const wakes = (codes: readonly TouchCode[]) => conflicting(codes, waits) && !conflicting(codes, raced.codes);
    for (let j = i + 1; j < this.#turns.length; j++) {
      const { pid: other, codes, clock } = this.#turns[j] as Turn;
      if (other !== pid && !isBefore(raced, clock) && wakes(codes) && !next(other)) return false;
    }
    for (const future of futures.keys()) {
      const other = future % PIDS;
      if (other !== pid && wakes(this.#touchesOf(future).codes) && !next(other)) return false;
    }
    return true;
  }

  /** Of the turns after `i` that need not come after it: the number of each process's first, and which can come first of all. */
  #initials(i: number): { pids: Pid[]; first: Map<Pid, number> } {
    const raced = this.#turns[i] as Turn;
    const pids: Pid[] = [];
    const first = new Map<Pid, number>();
    for (let j = i + 1; j < this.#turns.length; j++) {
      const { pid, number, clock } = this.#turns[j] as Turn;
      if (first.has(pid) || isBefore(raced, clock)) continue;
      if (!isAfterAny(first, clock)) pids.push(pid);
      first.set(pid, number);
    }
    return { pids, first };
  }

  /** Adds what the last turn, or what is known to come after it, is to those who come again to where `from` turns led. */
  tell(futures: Futures | "now", from: number, into: Map<Future, number>): void {
    if (futures === "now") {
      const at = this.#turns.length - 1;
      const turn = this.#turns[at] as Turn;
      const { pid, clock } = turn;
      let after = 0;
      for (let i = from; i < at; i++) {
        const earlier = this.#turns[i] as Turn;
        if (earlier.pid !== pid && isBefore(earlier, clock)) after |= this.#bitOf(earlier.pid);
      }
      addFuture(into, this.#numberOf(turn) * PIDS + pid, after);
      return;
    }
    for (const [future, after] of futures) {
      if (future === UNKNOWN) into.set(UNKNOWN, 0);
      else addFuture(into, future, this.#after(future, after, from));
    }
  }

  /** After whose turns from `from` on a turn comes that is known to come after all these, and some others'. */
  #after(future: Future, after: number, from: number): number {
    const [pid, { codes }] = [future % PIDS, this.#touchesOf(future)];
    let known = after | this.#bitOf(pid);
    const clocks: Clock[] = [];
    for (let i = this.#turns.length - 1; i >= from; i--) {
      const turn = this.#turns[i] as Turn;
      const bit = this.#bitOf(turn.pid);
      if ((known & bit) === 0 && !conflicting(turn.codes, codes) && !clocks.some((clock) => isBefore(turn, clock))) {
        if (this.#born.get(pid) !== i && !isBefore(turn, this.#clockOf(pid))) continue;
      }
      known |= bit;
      clocks.push(turn.clock);
    }
    return known & ~this.#bitOf(pid);
  }

  /** The number of a footprint. */
  #numberOf({ codes, waits, awaits }: Touches): number {
    const key = `${codes.join()};${waits.join()};${[...awaits].join()}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#footprints.push({ codes, waits, awaits }) - 1;
      this.#numbers.set(key, number);
    }
    return number;
  }

  #touchesOf(future: Future): Touches {
    return this.#footprints[Math.floor(future / PIDS)] as Touches;
  }

  /** Its bit among processes; one of too many has none. */
  #bitOf(pid: Pid): number {
    let number = this.#numbered.indexOf(pid);
    if (number < 0) number = this.#numbered.push(pid) - 1;
    return number < BITS ? 1 << number : 0;
  }

  #clockOf(pid: Pid): Clock {
    const at = this.#last.get(pid) ?? this.#born.get(pid);
    return at === undefined ? NO_CLOCK : (this.#turns[at] as Turn).clock;
  }
}

/** Of several such turns only that counts which is true of all. */
function addFuture(futures: Map<Future, number>, future: Future, after: number): void {
  const before = futures.get(future);
  futures.set(future, before === undefined ? after : before & after);
}

/** Has this turn to come before one with such a clock? */
function isBefore({ pid, number }: Turn, clock: Clock): boolean {
  return (clock.get(pid) ?? 0) >= number;
}

/** Has one of these turns to come before one with such a clock? */
function isAfterAny(turns: ReadonlyMap<Pid, number>, clock: Clock): boolean {
  for (const [pid, number] of turns) if ((clock.get(pid) ?? 0) >= number) return true;
  return false;
}

function join(clock: Map<Pid, number>, other: Clock): void {
  for (const [pid, number] of other) if ((clock.get(pid) ?? 0) < number) clock.set(pid, number);
}
