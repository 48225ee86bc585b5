/** What policies share that decide one run: it begins once, and guests draw random numbers from its seed. */
import type { Pid } from "../../abi/ids.ts";
import type { Policy } from "../policy.ts";
import { RandomNumbers } from "../random-numbers.ts";

export abstract class OneRun implements Policy {
  private readonly chance: RandomNumbers;
  private begun = false;

  constructor(seed = 0) {
    this.chance = new RandomNumbers(seed);
  }

  beginRun(): boolean {
    if (this.begun) return false;
    this.begun = true;
    return true;
  }

  abstract nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid;

  nextRandom(): number {
    return this.chance.next();
  }
}
