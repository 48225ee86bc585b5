/**
 * Finds that a step takes long, while it is made: its worker says nothing meanwhile. Whose step it is was told before, if the run had
 * only just begun to go on: a message before each step would be too many.
 */
import type { Pid } from "../../runtime/index.ts";
import { computes } from "../state/run-state.ts";
import type { Order, Report } from "./orders.ts";
import { makesSteps } from "./rescue.ts";
import { Soon } from "./soon.ts";

/** Milliseconds. */
const LONG = 1000;

export class Computing {
  /** Who was about to make a step last, where that was told. */
  pid: Pid | undefined;
  readonly #soon = new Soon();

  hear(report: Report, unanswered: ReadonlyMap<number, Order>): void {
    if (report.kind === "runs") this.pid = report.pid;
    if (report.kind === "prepares") this.#end();
    else this.watch(unanswered);
  }

  /** Something was heard of the run, or ordered. */
  watch(unanswered: ReadonlyMap<number, Order>): void {
    this.#end();
    if (![...unanswered.values()].some(makesSteps)) return;
    this.#soon.set(LONG, () => {
      computes.value = { pid: this.pid };
    });
  }

  #end(): void {
    this.#soon.forget();
    computes.value = undefined;
  }
}
