/**
 * The default: a process runs until it waits, yields or ends, as on a machine with one core and nothing urgent; then the
 * next in pid order runs. After a `fork` the parent goes on first, as on Linux. A process that never waits has to let the
 * others run after its quantum of system calls, so that polling for another's progress ends.
 */
import type { Pid } from "../../abi/ids.ts";
import { nextInOrder } from "../usual-choice.ts";
import { OneRun } from "./one-run.ts";

/** How many decisions in a row may leave the same process running. */
const QUANTUM = 1000;

export class RoundRobin extends OneRun {
  private chosen: Pid = 0;
  private turns = 0;

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined = this.chosen): Pid {
    if (current === undefined || (current === this.chosen && this.turns === QUANTUM)) {
      return this.choose(nextInOrder(runnable, last));
    }
    if (current !== this.chosen) return this.choose(current);
    this.turns++;
    return current;
  }

  private choose(pid: Pid): Pid {
    this.chosen = pid;
    this.turns = 0;
    return pid;
  }
}
