/** Makes some choices first, and is then round-robin: how a run goes on that was led to a place. */
import type { Pid } from "../../abi/ids.ts";
import { RoundRobin } from "./round-robin.ts";

export class Lead extends RoundRobin {
  private readonly choices: readonly number[];
  private made = 0;

  constructor(choices: readonly number[], seed = 0) {
    super(seed);
    this.choices = choices;
  }

  override nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    const choice = this.choices[this.made];
    if (choice === undefined) return super.nextProcess(runnable, current, last);
    this.made++;
    const pid = runnable[choice];
    if (pid === undefined) {
      throw new RangeError(`Cannot make choice ${choice + 1} of ${runnable.length} runnable processes`);
    }
    return pid;
  }
}
