/** What processes will do from some state on, in any order: each turn once, by what it touches. */
import type { Pid } from "../abi/ids.ts";
import type { Touches } from "../kernel/footprint.ts";

/** A turn that a process will have, as one number: what it touches, and whose it is. */
export type Future = number;

/** Turns that will be; and after whose others from there on each comes in any case, a bit for each process. */
export type Futures = ReadonlyMap<Future, number>;

/** Nobody knows what will be. */
export const UNKNOWN: Future = -1;

/** Pids are less than this. */
const PIDS = 2 ** 23;

/** So many processes have a bit. */
const BITS = 31;

/** The numbers of footprints, and the bits of processes. */
export class FutureNumbers {
  readonly #footprints: Touches[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #pids: Pid[] = [];

  of(pid: Pid, { codes, waits }: Touches): Future {
    const key = `${codes.join()};${waits.join()}`;
    let number = this.#numbers.get(key);
    if (number === undefined) {
      number = this.#footprints.push({ codes, waits }) - 1;
      this.#numbers.set(key, number);
    }
    return number * PIDS + pid;
  }

  pidOf(future: Future): Pid {
    return future % PIDS;
  }

  touchesOf(future: Future): Touches {
    return this.#footprints[Math.floor(future / PIDS)] as Touches;
  }

  /** Its bit; one of too many has none. */
  bitOf(pid: Pid): number {
    let number = this.#pids.indexOf(pid);
    if (number < 0) number = this.#pids.push(pid) - 1;
    return number < BITS ? 1 << number : 0;
  }

  /** Whose bits these are. */
  pidsOf(bits: number): Pid[] {
    return this.#pids.filter((_, number) => number < BITS && (bits & (1 << number)) !== 0);
  }
}

/** Of several such turns only that counts which is true of all. */
export function addFuture(futures: Map<Future, number>, future: Future, after: number): void {
  const before = futures.get(future);
  futures.set(future, before === undefined ? after : before & after);
}
