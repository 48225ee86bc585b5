/**
 * The moments that a timeline can go back to at once; all others are come to by stepping on from one of these. There are only so
 * many. When there is one too many, that one goes whose absence costs least: the gap it leaves is measured against the root of how
 * far from here it is. So they lie close where one is and thinner far away, where a gap is two or three times what it would be if
 * all were equal.
 */
import type { Branch } from "./history.ts";
import type { Mark } from "./moment.ts";
import type { Written } from "./output-log.ts";

export interface MarkedMoment {
  /** Where the steps are that led here. */
  readonly branch: Branch;
  /** How many steps lie before it. */
  readonly at: number;
  readonly mark: Mark;
  readonly written: Written | undefined;
}

export class Marks {
  readonly #moments: MarkedMoment[] = [];
  readonly #most: number;

  /** The first mark that is added is never given up. */
  constructor(most: number) {
    if (!(most >= 2)) throw new RangeError(`Cannot keep ${most} marks: expected at least 2`);
    this.#most = most;
  }

  get count(): number {
    return this.#moments.length;
  }

  /** Adds one, where one is now. */
  add(moment: MarkedMoment): void {
    this.#moments.push(moment);
    if (this.#moments.length > this.#most) this.#giveUp(moment);
  }

  /** The last one of a branch, or of what led to it, that does not lie behind step `at`. */
  nearest(branch: Branch, at: number): MarkedMoment | undefined {
    const ends = waysTo(branch, at);
    let found: MarkedMoment | undefined;
    for (const moment of this.#moments) {
      const end = ends.get(moment.branch);
      if (end !== undefined && moment.at <= end && moment.at >= (found?.at ?? 0)) found = moment;
    }
    return found;
  }

  /** Forgets those of a branch that nobody needs any more. */
  forget(branch: Branch): void {
    for (let i = this.#moments.length - 1; i > 0; i--) {
      if (this.#moments[i]?.branch === branch) this.#moments.splice(i, 1);
    }
  }

  #giveUp(here: MarkedMoment): void {
    const [first, ...others] = this.#moments as [MarkedMoment, ...MarkedMoment[]];
    const branches = new Map<Branch, MarkedMoment[]>();
    for (const moment of others) {
      const list = branches.get(moment.branch);
      if (list === undefined) branches.set(moment.branch, [moment]);
      else list.push(moment);
    }
    let [least, cheapest] = [Number.POSITIVE_INFINITY, first];
    for (const [{ from }, list] of branches) {
      list.sort((one, other) => one.at - other.at);
      for (const [i, moment] of list.entries()) {
        if (moment === here) continue;
        const before = list[i - 1]?.at ?? from;
        const behind = list[i + 1]?.at ?? 2 * moment.at - before; // of the last: as far as the one before it
        const cost = (behind - before) / Math.sqrt(Math.abs(moment.at - here.at) + 1);
        if (cost < least) [least, cheapest] = [cost, moment];
      }
    }
    this.#moments.splice(this.#moments.indexOf(cheapest), 1);
  }
}

/** Up to where each branch leads to a moment. */
function waysTo(branch: Branch, at: number): Map<Branch, number> {
  const ends = new Map<Branch, number>();
  let end = at;
  for (let one: Branch | undefined = branch; one !== undefined; one = one.parent) {
    ends.set(one, end);
    end = Math.min(end, one.from);
  }
  return ends;
}
