/**
 * Who has used which bytes of a shared object: for each byte, those uses that a later one may still race with. Bytes with the
 * same uses are one stretch, so that a copy of a megabyte is one, too, and uses of any size and place are compared exactly.
 *
 * As FastTrack (Flanagan and Freund, PLDI 2009), this keeps the time of a use and no whole clock; as Djit+ (Pozniansky and
 * Schuster, PPoPP 2003), it keeps what the last use is not ordered with, too: then each pair of places is found, and not only the first.
 */
import type { Pid } from "../../abi/ids.ts";
import type { Range } from "../../image/access.ts";
import type { Moment } from "./order.ts";
import type { CodePlace } from "./race.ts";

/** One access to bytes of an object. */
export interface Use extends Range {
  readonly pid: Pid;
  readonly moment: Moment;
  readonly writes: boolean;
  readonly atomic: boolean;
  readonly place: CodePlace;
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Never changed: others may have the same. */
  readonly uses: readonly Use[];
}

/** May two uses of the same byte not come in either order, if nothing says which it is? */
export function conflict(one: Pick<Use, "writes" | "atomic">, other: Pick<Use, "writes" | "atomic">): boolean {
  return (one.writes || other.writes) && !(one.atomic && other.atomic);
}

export class Shadow {
  /** For people, and for the names of channels. */
  readonly number: number;
  /** Sorted and apart from each other. */
  private readonly stretches: Stretch[] = [];

  constructor(number: number) {
    this.number = number;
  }

  /** Notes a use, and answers those that it races with. `isBefore` says which have happened before it. */
  note(use: Use, isBefore: (moment: Moment) => boolean): Use[] {
    const races = new Set<Use>();
    const after: Stretch[] = [];
    const add = (from: number, to: number, before: readonly Use[]) => {
      if (from >= to) return;
      const uses = next(before, use, isBefore, races);
      const last = after.at(-1);
      if (last !== undefined && areSame(last.uses, uses)) after[after.length - 1] = { from: last.from, to, uses };
      else after.push({ from, to, uses });
    };

    const first = this.firstBehind(use.from);
    let [at, end] = [use.from, first];
    for (; end < this.stretches.length; end++) {
      const { from, to, uses } = this.stretches[end] as Stretch;
      if (from >= use.to) break;
      if (from < use.from) after.push({ from, to: use.from, uses });
      add(at, Math.max(at, from), []);
      add(Math.max(at, from), Math.min(to, use.to), uses);
      at = Math.min(to, use.to);
      if (to > use.to) after.push({ from: use.to, to, uses });
    }
    add(at, use.to, []);
    this.stretches.splice(first, end - first, ...after);
    return [...races];
  }

  /** The first stretch that ends behind a byte. */
  private firstBehind(byte: number): number {
    let [low, high] = [0, this.stretches.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.stretches[middle] as Stretch).to <= byte) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

/** What is to be remembered after a use: all that a later one may race with, and not with this one, too. */
function next(before: readonly Use[], use: Use, isBefore: (moment: Moment) => boolean, races: Set<Use>): Use[] {
  const kept: Use[] = [];
  for (const one of before) {
    const ordered = isBefore(one.moment);
    if (!ordered && conflict(one, use)) races.add(one);
    const isCovered = (use.writes || !one.writes) && (one.atomic || !use.atomic);
    if (!ordered || !isCovered) kept.push(one);
  }
  kept.push(use);
  return kept;
}

function areSame(one: readonly Use[], other: readonly Use[]): boolean {
  return one.length === other.length && one.every((use, i) => use === other[i]);
}
