/** The alarm clocks that are set (alarm.ts), the soonest first. */
import type { Process } from "./process.ts";

export class Alarms {
  private readonly set: { readonly process: Process; readonly at: number }[] = [];

  /** When the first of them rings, in virtual nanoseconds. */
  get next(): number | undefined {
    return this.set[0]?.at;
  }

  of(process: Process): number | undefined {
    return this.set.find((alarm) => alarm.process === process)?.at;
  }

  /** A process has one alarm clock at most; undefined turns it off. */
  change(process: Process, at: number | undefined): void {
    const known = this.set.findIndex((alarm) => alarm.process === process);
    if (known >= 0) this.set.splice(known, 1);
    if (at === undefined) return;
    const later = this.set.findIndex((alarm) => alarm.at > at);
    this.set.splice(later < 0 ? this.set.length : later, 0, { process, at });
  }

  /** The process whose alarm has been due for longest; its clock is off then. */
  takeDue(now: number): Process | undefined {
    return (this.next ?? Number.POSITIVE_INFINITY) <= now ? this.set.shift()?.process : undefined;
  }
}
