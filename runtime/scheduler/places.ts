/**
 * Names for the decisions of a run that hold in other runs, too: who had the last turn, and how many calls and preemptions it had
 * behind it. The number of a decision does not survive that an earlier one is made otherwise; this mostly does.
 *
 *     const places = new Places();               hears the run's events, calls too
 *     places.of(decision, machine.ranLast)       "3.17"
 */
import type { Pid } from "../abi/ids.ts";
import type { KernelEvent } from "../kernel/event.ts";
import type { Decision } from "./moment.ts";

export class Places {
  readonly #points = new Map<Pid, number>();
  readonly #asked = new Map<string, number>();

  listen(event: KernelEvent): void {
    if (event.kind === "preempt" || (event.kind === "call" && !event.retry)) {
      this.#points.set(event.pid, (this.#points.get(event.pid) ?? 0) + 1);
    }
  }

  /** To be asked once for each decision. */
  of({ current }: Decision, last: Pid = 0): string {
    const point = `${last}.${this.#points.get(last) ?? 0}${current === undefined ? "z" : ""}`; // asleep, or could go on
    const asked = this.#asked.get(point) ?? 0;
    this.#asked.set(point, asked + 1);
    return asked === 0 ? point : `${point}.${asked}`;
  }
}
