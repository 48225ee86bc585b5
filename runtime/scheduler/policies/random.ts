/** Every runnable process is as likely as every other, at every decision; one seed, one run. */
import type { Pid } from "../../abi/ids.ts";
import { RandomNumbers } from "../random-numbers.ts";
import { OneRun } from "./one-run.ts";

export class Random extends OneRun {
  private readonly choices: RandomNumbers;

  constructor(seed: number) {
    super(seed);
    // Two streams: what a guest draws must not change who runs next.
    this.choices = new RandomNumbers(seed ^ 0x9e3779b9);
  }

  nextProcess(runnable: readonly Pid[]): Pid {
    return runnable[this.choices.below(runnable.length)] as Pid;
  }
}
