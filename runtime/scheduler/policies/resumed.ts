/** Repeats a schedule, and goes on behind its end as the default policy does: a run that was recorded only up to somewhere. */
import type { Pid } from "../../abi/ids.ts";
import { Replay } from "./replay.ts";
import { RoundRobin } from "./round-robin.ts";

export class Resumed extends Replay {
  private readonly after = new RoundRobin();

  override nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    if (this.isOver) return this.after.nextProcess(runnable, current, last);
    return super.nextProcess(runnable, current, last);
  }
}
