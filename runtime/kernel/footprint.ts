/**
 * What a turn of a process touches, of all that several processes share: two turns that touch nothing in common, or only
 * in ways that commute, have the same effect in either order. What is not known is taken for everything.
 *
 * Things have names: "pipe 7", "byte 5 of 7", "stdout", "life 3" (process 3 runs), "end 3", "name 3" (there is such a process),
 * "children 3" (somebody else has forgotten one), "parent 3", "pending 3" and "actions 3" (its signals), "pids" (which is given
 * next), "inodes", "clock", "chance", "locks", "files" (they may be programs), "line 2 of 1" and "word 16 of 1" (of shared memory).
 */

import type { Pid } from "../abi/ids.ts";

/**
 * READ commutes with READ, ADD with ADD (counting up and down), and WRITE with nothing. AWAIT is a READ of what was waited for: any
 * earlier, the process would have slept until then. That is the same only where its turn has done nothing before that call, so
 * elsewhere it is a READ: asleep, it would have done that already when others take what it waits for, or kill it.
 */
export const READ = 0;
export const ADD = 1;
export const WRITE = 2;
export const AWAIT = 3;
export type Touch = typeof READ | typeof ADD | typeof WRITE | typeof AWAIT;

/** A touch as a number: which thing, and how. */
export type TouchCode = number;

/** The only thing that all others are part of. */
const WORLD = 0;

/** Everything is touched, or may be. */
export const EVERYTHING: TouchCode = WORLD * 4 + WRITE;

/** Numbers of things; the same name has the same number for as long as the program runs. */
const numbers = new Map<string, number>([["world", WORLD]]);

/** A footprint: what a turn has touched, and, where its process fell asleep, what that waits for. */
export interface Touches {
  readonly codes: readonly TouchCode[];
  readonly waits: readonly TouchCode[];
}

export class Footprint {
  /** What was touched since it was last taken, once each. */
  readonly #codes = new Set<TouchCode>();
  #waits: TouchCode[] = [];
  /** The turns before this one that were not taken yet. */
  #split: Touches[] = [];
  /** How much every turn of the process touches. */
  #own = 0;
  /** How much had been touched when the last call began, but for what stays touched if it sleeps. */
  #before = 0;
  /** Had the turn done nothing before this call? */
  #isFirst = false;

  touch(thing: string, how: Touch): void {
    this.#codes.add(codeOf(thing, how === AWAIT && !this.#isFirst ? READ : how));
  }

  get isEmpty(): boolean {
    return this.#codes.size === 0;
  }

  get isEverything(): boolean {
    return this.#codes.has(EVERYTHING);
  }

  touchEverything(): void {
    this.#codes.add(EVERYTHING);
  }

  /** What was touched so far is what every turn of the process touches; where it goes on with a turn that had begun, it stays so. */
  beginTurn(): void {
    if (this.#own === 0) this.#own = this.#codes.size;
  }

  beginCall(): void {
    this.#before = this.#codes.size;
    this.#isFirst = this.#before === this.#own;
  }

  /** What the call has touched so far it has touched also if it sleeps: who changes that does not wake it. */
  keep(): void {
    this.#before = this.#codes.size;
  }

  /** The caller sleeps: what its call has touched it has not, but is what it waits for. */
  sleep(pid: Pid): void {
    this.#waits = [...this.#codes].slice(this.#before);
    for (const code of this.#waits) this.#codes.delete(code);
    this.#waits.push(codeOf(`pending ${pid}`, READ)); // a signal ends its sleep, too
  }

  /** Another turn of the same process begins. */
  split(): void {
    this.#split.push(this.#finish());
  }

  /** What was touched, and what is waited for, turn by turn; from here on nothing. */
  take(): Touches[] {
    const turns = [...this.#split, this.#finish()];
    this.#split = [];
    return turns;
  }

  #finish(): Touches {
    const touches = { codes: this.isEverything ? [EVERYTHING] : [...this.#codes], waits: this.#waits };
    this.#codes.clear();
    this.#waits = [];
    this.#own = this.#before = 0;
    this.#isFirst = false;
    return touches;
  }
}

function codeOf(thing: string, how: Touch): TouchCode {
  let number = numbers.get(thing);
  if (number === undefined) {
    number = numbers.size;
    numbers.set(thing, number);
  }
  return number * 4 + how;
}

/** The number of the thing that is touched. */
export function thingOf(code: TouchCode): number {
  return code >> 2;
}

/** Does it conflict with all other touches of the same thing? */
export function isExclusive(code: TouchCode): boolean {
  return (code & 3) === WRITE;
}

/** May the order of two touches matter? */
export function conflict(one: TouchCode, other: TouchCode): boolean {
  if (one === EVERYTHING || other === EVERYTHING) return true;
  if (thingOf(one) !== thingOf(other)) return false;
  if (isExclusive(one) || isExclusive(other)) return true;
  return ((one & 3) === ADD) !== ((other & 3) === ADD);
}

/** Has the second of two turns waited for the first? The other way round it would have slept, and done nothing else. */
export function isAwaited(first: readonly TouchCode[], second: readonly TouchCode[]): boolean {
  for (const code of second) {
    if ((code & 3) === AWAIT && conflicting(first, [code])) return !first.includes(EVERYTHING);
  }
  return false;
}

/** May the order of two footprints matter? */
export function conflicting(one: readonly TouchCode[], other: readonly TouchCode[]): boolean {
  for (const a of one) for (const b of other) if (conflict(a, b)) return true;
  return false;
}
