/**
 * Who runs next where switches are to be few: the one that could go on, even when it was preempted, and otherwise the usual one. Who
 * polls for another's progress has to let it run in the end.
 */
import type { Pid } from "../abi/ids.ts";
import type { Decision } from "./moment.ts";
import { nextInOrder } from "./usual-choice.ts";

/** How many decisions in a row may leave the same process running. */
const PATIENCE = 1000;

export class QuietChoice {
  #stayed = 0;
  #with: Pid | undefined;

  /** Is told of each decision what was made of it. */
  decided(pid: Pid): void {
    this.#stayed = pid === this.#with ? this.#stayed + 1 : 0;
    this.#with = pid;
  }

  of({ runnable, current, usual }: Decision): Pid {
    if (current === undefined) return usual;
    if (current !== this.#with || this.#stayed < PATIENCE) return current;
    return nextInOrder(runnable, current);
  }
}
