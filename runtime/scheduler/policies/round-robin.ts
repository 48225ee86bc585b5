/**
 * The default: a process runs until it waits, yields or ends, as on a machine with one core and nothing urgent; then the
 * next in pid order runs. After a `fork` the parent goes on first, as on Linux. A process that never waits has to let the
 * others run after its quantum of system calls, so that polling for another's progress ends.
 */
import type { Pid } from "../../abi/ids.ts";
import type { Policy } from "../policy.ts";
import { RandomNumbers } from "../random-numbers.ts";

/** How many decisions in a row may leave the same process running. */
const QUANTUM = 1000;

export class RoundRobin implements Policy {
  private readonly chance: RandomNumbers;
  private chosen: Pid = 0;
  private turns = 0;
  private begun = false;

  constructor(seed = 0) {
    this.chance = new RandomNumbers(seed);
  }

  beginRun(): boolean {
    if (this.begun) return false;
    this.begun = true;
    return true;
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined = this.chosen): Pid {
    if (current === undefined || (current === this.chosen && this.turns === QUANTUM)) {
      return this.choose(runnable.find((pid) => pid > last) ?? (runnable[0] as Pid));
    }
    if (current !== this.chosen) return this.choose(current);
    this.turns++;
    return current;
  }

  nextRandom(): number {
    return this.chance.next();
  }

  private choose(pid: Pid): Pid {
    this.chosen = pid;
    this.turns = 0;
    return pid;
  }
}
