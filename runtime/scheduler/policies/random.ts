/** Every runnable process is as likely as every other, at every decision; one seed, one run. */
import type { Pid } from "../../abi/ids.ts";
import type { Policy } from "../policy.ts";
import { RandomNumbers } from "../random-numbers.ts";

export class Random implements Policy {
  private readonly choices: RandomNumbers;
  private readonly chance: RandomNumbers;
  private begun = false;

  constructor(seed: number) {
    // Two streams: what a guest draws must not change who runs next.
    this.choices = new RandomNumbers(seed ^ 0x9e3779b9);
    this.chance = new RandomNumbers(seed);
  }

  beginRun(): boolean {
    if (this.begun) return false;
    this.begun = true;
    return true;
  }

  nextProcess(runnable: readonly Pid[]): Pid {
    return runnable[this.choices.below(runnable.length)] as Pid;
  }

  nextRandom(): number {
    return this.chance.next();
  }
}
