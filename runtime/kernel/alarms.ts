/** The timers that are set and go by virtual time (timer.ts), the soonest first. */
import { OFF, type Timer } from "./timer.ts";

export class Alarms {
  private readonly set: Timer[] = [];
  private nextOrder = 1;

  /** When the first of them expires, in virtual nanoseconds. */
  get next(): number | undefined {
    return this.set[0]?.at;
  }

  /** When the first of those expires that are wanted. */
  nextOf(isWanted: (timer: Timer) => boolean): number | undefined {
    return this.set.find(isWanted)?.at;
  }

  /** Sets a timer, or turns it off (OFF). */
  change(timer: Timer, at: number): void {
    if (timer.at !== OFF) this.set.splice(this.placeOf(timer), 1);
    timer.at = at;
    if (at === OFF) return;
    timer.order = this.nextOrder++;
    this.set.splice(this.placeOf(timer), 0, timer);
  }

  /** Takes out the timer that has been due for longest. It must be set again, or off (`expire`), before anything else. */
  takeDue(now: number): Timer | undefined {
    return (this.next ?? OFF) <= now ? this.set.shift() : undefined;
  }

  /** Puts a timer back that was taken out and expires again. */
  putBack(timer: Timer): void {
    const { at } = timer;
    timer.at = OFF;
    this.change(timer, at);
  }

  /** Where a timer is, or would be. */
  private placeOf({ at, order }: Timer): number {
    let low = 0;
    let high = this.set.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      const timer = this.set[middle] as Timer;
      if (timer.at < at || (timer.at === at && timer.order < order)) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
