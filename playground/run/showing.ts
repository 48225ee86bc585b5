/** When the page is shown where a run is that goes on: not so often that the run takes much longer for it. */

/** In between it is shown so often, in milliseconds, but only if that takes a tenth of the time at most. */
const SHOWN = { every: 100, share: 0.1 };

/**
 * At first, for so many steps and so long, it is shown behind every step, if that takes half of the time at most: the next step may
 * never end, and what was not shown before it is not seen. The first of them are shown in any case.
 */
const EARLY = { steps: 16, time: 100, share: 0.5 };

export class Showing {
  readonly #now: () => number;
  #isEarly = true;
  #steps = 0;
  /** Since when, and how long it took since then to show it, the last time at `#at`. */
  #began: number;
  #cost = 0;
  #at: number;

  constructor(now: () => number) {
    this.#now = now;
    this.#began = this.#at = now();
  }

  /** Is the run shown as it is made? */
  get isEarly(): boolean {
    return this.#isEarly;
  }

  /** A step was made, and another one is about to be: shows it, if it is time. */
  offer(show: () => void): void {
    const at = this.#now();
    if (this.#isEarly && ++this.#steps > EARLY.steps && at > this.#began + EARLY.time) {
      this.#isEarly = false;
      this.#began = this.#at = at;
      this.#cost = 0;
    }
    if (!this.#isDue(at)) return;
    show();
    this.#at = this.#now();
    this.#cost += this.#at - at;
  }

  #isDue(at: number): boolean {
    const time = at - this.#began;
    if (this.#isEarly) return this.#steps <= EARLY.steps || this.#cost <= time * EARLY.share;
    return at > this.#at + SHOWN.every && this.#cost <= time * SHOWN.share;
  }
}
