/**
 * Lets another policy decide, but where it is known what was decided, or where somebody decides otherwise: so a run can be gone
 * back in, repeated, and led another way from there (`../timeline.ts`). The other policy is asked all the same, as its state is
 * part of the world and must go on as it did.
 */
import type { Pid } from "../../abi/ids.ts";
import { HostPort } from "../../kernel/files/host.ts";
import type { Decision } from "../moment.ts";
import { NOBODY, type Policy } from "../policy.ts";
import { usualChoice } from "../usual-choice.ts";
import { Replay } from "./replay.ts";
import { RoundRobin } from "./round-robin.ts";

/** What was decided at one moment. */
export interface Choice extends Decision {
  /** Who ran. */
  readonly pid: Pid;
}

/** Of most steps: they share it. */
const NOTHING: readonly Choice[] = [];

/** In the hand of whoever steers. It is no part of the world: going back does not change what is known of the time ahead. */
export class Helm extends HostPort {
  #plan: readonly (Pid | undefined)[] = [];
  #made: readonly Choice[] = NOTHING;

  /** A step begins. These decisions of it are known; `undefined` is one that is made as usual. */
  begin(plan: readonly (Pid | undefined)[]): void {
    this.#plan = plan;
    this.#made = NOTHING;
  }

  /** The decisions of this step so far. */
  get made(): readonly Choice[] {
    return this.#made;
  }

  /** What is known of the next one. */
  get known(): Pid | undefined {
    return this.#plan[this.#made.length];
  }

  /** Decides as is known, or else as it would be otherwise. Throws a RangeError where who is to run cannot. */
  decide(decision: Decision, otherwise: Pid): Pid {
    const { runnable } = decision;
    const pid = this.known ?? otherwise;
    if (!runnable.includes(pid)) {
      throw new RangeError(`Cannot decide that process ${pid} runs: expected one of [${runnable.join(", ")}]`);
    }
    this.#made = this.#made.concat({ ...decision, runnable: [...runnable], pid });
    return pid;
  }
}

export class Steered implements Policy {
  private readonly helm: Helm;
  private readonly policy: Policy;
  /** Who decides what is not known: the policy, until a schedule that it repeats has been left. */
  private decider: Policy;

  constructor(policy: Policy, helm: Helm) {
    this.policy = policy;
    this.decider = policy;
    this.helm = helm;
  }

  beginRun(): boolean {
    return this.policy.beginRun();
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    const { helm, decider } = this;
    const otherwise = (decider.asks === true ? helm.known : undefined) ?? decider.nextProcess(runnable, current, last);
    if (otherwise === NOBODY) return NOBODY;
    const pid = helm.decide({ runnable, current, usual: usualChoice(runnable, current, last) }, otherwise);
    if (pid !== otherwise && decider instanceof Replay) this.decider = new RoundRobin();
    return pid;
  }

  /** See `Policy.opinion`. */
  get opinion(): Pid | undefined {
    return this.decider.opinion;
  }

  decided(decision: Decision, pid: Pid): void {
    this.decider.decided?.(decision, pid);
  }

  nextRandom(): number {
    return this.policy.nextRandom();
  }
}
