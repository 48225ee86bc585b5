/**
 * The moments that a timeline can go back to at once; all others are come to by stepping on from one of these. There are only so
 * many. When there is one too many, that one goes whose absence costs least: the gap it leaves is measured against how far from
 * here it is. So they lie close where one is, and the further away the thinner, as powers of two do.
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
    let [least, cheapest] = [Number.POSITIVE_INFINITY, -1];
    for (let i = 1; i < this.#moments.length; i++) {
      const moment = this.#moments[i] as MarkedMoment;
      if (moment === here) continue;
      const gap = this.#nextBehind(moment) - (this.nearest(moment.branch, moment.at - 1)?.at ?? 0);
      const cost = gap / (Math.abs(moment.at - here.at) + 1);
      if (cost < least) [least, cheapest] = [cost, i];
    }
    this.#moments.splice(cheapest, 1);
  }

  /** Where the next mark of the same branch is; the last one's gap reaches as far as the one before it. */
  #nextBehind({ branch, at }: MarkedMoment): number {
    let next = Number.POSITIVE_INFINITY;
    for (const moment of this.#moments) {
      if (moment.branch === branch && moment.at > at && moment.at < next) next = moment.at;
    }
    return next === Number.POSITIVE_INFINITY ? at + (at - (this.nearest(branch, at - 1)?.at ?? 0)) : next;
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
