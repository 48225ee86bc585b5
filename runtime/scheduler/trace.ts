/**
 * Finds where another order of the turns of a run is worth trying: dynamic partial-order reduction (Flanagan and Godefroid, POPL
 * 2005), by source sets (Abdulla, Aronis, Jonsson and Sagonas, Optimal Dynamic Partial Order Reduction, POPL 2014). What is known
 * of states that were gone into before is in `foresight.ts`.
 *
 * Two turns that do not conflict (`kernel/footprint.ts`) have the same effect in either order, so of all runs that differ only in
 * that one is enough. Where a turn conflicts with an earlier one of another process, and nothing between them forces their
 * order, there is a race: where the earlier one was chosen, somebody else has to be tried who leads to the other order.
 */
import type { Pid } from "../abi/ids.ts";
import { isAwaited, type Touches } from "../kernel/footprint.ts";
import { type Choice, type Clock, isBefore, join, type Turn, Turns } from "./turns.ts";

export class Trace {
  readonly turns = new Turns();

  get length(): number {
    return this.turns.list.length;
  }

  /** Goes back to what it was when it had this length. */
  cut(length: number): void {
    this.turns.cut(length);
  }

  /** A process had a turn: chosen there, undefined where nobody else could run. `able` are those who can now. */
  add(pid: Pid, touches: Touches, choice: Choice | undefined, able: readonly Pid[]): void {
    const clock = new Map(this.turns.clockOf(pid));
    const awaited: Turn[] = [];
    for (const i of this.turns.conflicts(touches)) {
      const turn = this.turns.list[i] as Turn;
      if (turn.pid === pid || isBefore(turn, clock)) continue;
      if (isAwaited(turn.codes, touches.codes)) awaited.push(turn);
      else {
        if (turn.choice !== undefined) this.#reverse(turn.choice, i, pid, clock);
        join(clock, turn.clock);
      }
    }
    // Only now: before who gave it what it waited for, another may have taken that, and it could have come first.
    for (const turn of awaited) join(clock, turn.clock);
    this.turns.add(pid, touches, choice, able, clock);
    // Who can run no more has not shown what it would have done.
    for (const other of choice?.pids ?? []) if (other !== pid && !able.includes(other)) choice?.want(other);
  }

  /** A race of turn `i` with one of a process that has this clock: somebody is tried there who leads to the other order. */
  #reverse(choice: Choice, i: number, pid: Pid, clock: Clock): void {
    const { pids, first } = this.#initials(i);
    if (!first.has(pid) && !isAfterAny(first, clock)) pids.push(pid);
    if (pids.some((one) => choice.isWanted(one))) return;
    const one = pids.filter((one) => choice.pids.includes(one)).at(-1);
    if (one !== undefined) choice.want(one); // otherwise it is the first that lets the other run at all
  }

  /** Of the turns after `i` that need not come after it: the number of each process's first, and which can come first of all. */
  #initials(i: number): { pids: Pid[]; first: Map<Pid, number> } {
    const { list } = this.turns;
    const raced = list[i] as Turn;
    const pids: Pid[] = [];
    const first = new Map<Pid, number>();
    for (let j = i + 1; j < list.length; j++) {
      const { pid, number, clock } = list[j] as Turn;
      if (first.has(pid) || isBefore(raced, clock)) continue;
      if (!isAfterAny(first, clock)) pids.push(pid);
      first.set(pid, number);
    }
    return { pids, first };
  }
}

/** Has one of these turns to come before one with such a clock? */
function isAfterAny(turns: ReadonlyMap<Pid, number>, clock: Clock): boolean {
  for (const [pid, number] of turns) if ((clock.get(pid) ?? 0) >= number) return true;
  return false;
}
