/**
 * Where a run comes to a state that is known, it is not run to its end: what would come is known from those that were (Yang, Chen,
 * Gopalakrishnan and Kirby, Efficient Stateful Dynamic Partial Order Reduction, SPIN 2008). Each turn that will be may race with
 * those that were, as in `trace.ts`; who leads to the other order is not known exactly, so all are tried who may.
 */
import type { Pid } from "../abi/ids.ts";
import { conflicting, isAwaited, type TouchCode } from "../kernel/footprint.ts";
import { addFuture, type Future, FutureNumbers, type Futures, UNKNOWN } from "./futures.ts";
import { ALL, type Clock, isBefore, join, type Turn, type Turns } from "./turns.ts";

export class Foresight {
  readonly #turns: Turns;
  readonly #numbers = new FutureNumbers();
  /** One of those that are equal: many states have the same before them. */
  readonly #known = new Map<string, Futures>();

  constructor(turns: Turns) {
    this.#turns = turns;
  }

  /** From here on all this can happen, in runs that are known. */
  foresee(futures: Futures): void {
    const { list } = this.#turns;
    if (futures.has(UNKNOWN)) {
      for (const { choice } of list) choice?.want(ALL);
      return;
    }
    const reversed = new Set<string>();
    for (const [future, after] of futures) {
      const [pid, touches] = [this.#numbers.pidOf(future), this.#numbers.touchesOf(future)];
      const clock = new Map(this.#turns.clockOf(pid));
      for (const other of this.#numbers.pidsOf(after)) join(clock, this.#turns.clockOf(other));
      for (const i of this.#turns.conflicts(touches)) {
        const turn = list[i] as Turn;
        if (turn.pid === pid || isBefore(turn, clock) || isAwaited(turn.codes, touches.codes)) continue;
        join(clock, turn.clock);
        const race = `${i} ${pid}`;
        if (!reversed.has(race)) this.#reverse(i, pid, futures);
        reversed.add(race);
      }
    }
  }

  /** The same for all that are equal, for those who keep them; they are added to no more. */
  oneOf(futures: Futures): Futures {
    const key = [...futures].join(";");
    const known = this.#known.get(key) ?? futures;
    this.#known.set(key, known);
    return known;
  }

  /** Adds what the last turn is to those who come again to where `from` turns led. */
  tellLast(from: number, into: Map<Future, number>): void {
    const { list } = this.#turns;
    const at = list.length - 1;
    const turn = list[at] as Turn;
    let after = 0;
    for (let i = from; i < at; i++) {
      const earlier = list[i] as Turn;
      if (earlier.pid !== turn.pid && isBefore(earlier, turn.clock)) after |= this.#numbers.bitOf(earlier.pid);
    }
    addFuture(into, this.#numbers.of(turn.pid, turn), after);
  }

  /** Adds what is known to come after the last turn. */
  tell(futures: Futures, from: number, into: Map<Future, number>): void {
    for (const [future, after] of futures) {
      if (future === UNKNOWN) into.set(UNKNOWN, 0);
      else addFuture(into, future, this.#after(future, after, from));
    }
  }

  /** A race of turn `i` with one that this process will have: nobody knows yet what comes before that. */
  #reverse(i: number, pid: Pid, futures: Futures): void {
    const { choice } = this.#turns.list[i] as Turn;
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
    const { list } = this.#turns;
    const raced = list[i] as Turn;
    if (raced.choice?.pids.includes(pid) === true) {
      found.add(pid);
      return true;
    }
    let before = this.#turns.lastOf(pid);
    while (before >= i) before = (list[before] as Turn).before;
    const next = (one: Pid) => this.#leaders(i, one, futures, found, met);
    if (before < 0 && (this.#turns.birthOf(pid) ?? i) >= i) return this.#turns.parentsOf(pid).every(next);
    const waits = list[before]?.waits ?? [];
    if (waits.length === 0) return false; // it was stopped, or sleeps for what is not known
    const wakes = (codes: readonly TouchCode[]) => conflicting(codes, waits) && !conflicting(codes, raced.codes);
    for (let j = i + 1; j < list.length; j++) {
      const { pid: other, codes, clock } = list[j] as Turn;
      if (other !== pid && !isBefore(raced, clock) && wakes(codes) && !next(other)) return false;
    }
    for (const future of futures.keys()) {
      const other = this.#numbers.pidOf(future);
      if (other !== pid && wakes(this.#numbers.touchesOf(future).codes) && !next(other)) return false;
    }
    return true;
  }

  /** After whose turns from `from` on a turn comes that is known to come after all these, and some others'. */
  #after(future: Future, after: number, from: number): number {
    const { list } = this.#turns;
    const [pid, { codes }] = [this.#numbers.pidOf(future), this.#numbers.touchesOf(future)];
    let known = after | this.#numbers.bitOf(pid);
    const clocks: Clock[] = [];
    for (let i = list.length - 1; i >= from; i--) {
      const turn = list[i] as Turn;
      const bit = this.#numbers.bitOf(turn.pid);
      if ((known & bit) === 0 && !conflicting(turn.codes, codes) && !clocks.some((clock) => isBefore(turn, clock))) {
        if (this.#turns.birthOf(pid) !== i && !isBefore(turn, this.#turns.clockOf(pid))) continue;
      }
      known |= bit;
      clocks.push(turn.clock);
    }
    return known & ~this.#numbers.bitOf(pid);
  }
}
