/**
 * Leaves every decision open, so that a turn ends at each, as `outside.ts` does; but it says whom another policy would run, which
 * counts where nobody decides otherwise. So a run can be taken in small steps and still goes as that policy has it.
 */
import type { Pid } from "../../abi/ids.ts";
import type { Decision } from "../moment.ts";
import { NOBODY, type Policy } from "../policy.ts";
import { Replay } from "./replay.ts";
import { RoundRobin } from "./round-robin.ts";

export class Open implements Policy {
  opinion: Pid | undefined;
  private readonly policy: Policy;
  /** Who has the opinions: the policy, until a schedule that it repeats has been left. */
  private adviser: Policy;

  constructor(policy: Policy) {
    this.policy = policy;
    this.adviser = policy;
  }

  beginRun(): boolean {
    return this.policy.beginRun();
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    this.opinion = this.adviser.nextProcess(runnable, current, last);
    return NOBODY;
  }

  decided(_: Decision, pid: Pid): void {
    if (pid !== this.opinion && this.adviser instanceof Replay) this.adviser = new RoundRobin();
    this.opinion = undefined;
  }

  nextRandom(): number {
    return this.policy.nextRandom();
  }
}
