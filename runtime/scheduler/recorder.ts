/** Lets another policy decide, and writes down what it decided. */
import type { Pid } from "../abi/ids.ts";
import type { Decision } from "./moment.ts";
import { NOBODY, type Policy } from "./policy.ts";
import type { Choices, Deviation, RunKey, Schedule } from "./schedule.ts";
import { usualChoice } from "./usual-choice.ts";

export class Recorder implements Policy {
  private readonly policy: Policy;
  private readonly run: RunKey;
  private made = 0;
  /** A deviation is two numbers, as long runs have many: when, and which. */
  private readonly unusual: number[] = [];

  constructor(policy: Policy, run: RunKey) {
    this.policy = policy;
    this.run = run;
  }

  beginRun(): boolean {
    this.made = 0;
    this.unusual.length = 0;
    return this.policy.beginRun();
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    const pid = this.policy.nextProcess(runnable, current, last);
    if (pid !== NOBODY) this.record(runnable, pid, usualChoice(runnable, current, last));
    return pid;
  }

  decided({ runnable, usual }: Decision, pid: Pid): void {
    this.record(runnable, pid, usual);
  }

  end(): void {
    this.policy.end?.();
  }

  nextRandom(): number {
    return this.policy.nextRandom();
  }

  /** What has been decided so far in this run: enough to make it again. */
  get schedule(): Schedule {
    return { ...this.run, ...this.choices };
  }

  get choices(): Choices {
    const unusual: Deviation[] = [];
    for (let i = 0; i < this.unusual.length; i += 2) {
      unusual.push({ at: this.unusual[i] as number, choice: this.unusual[i + 1] as number });
    }
    return { made: this.made, unusual };
  }

  private record(runnable: readonly Pid[], pid: Pid, usual: Pid): void {
    if (pid !== usual) this.unusual.push(this.made, runnable.indexOf(pid));
    this.made++;
  }
}

/** The same of a list of what was decided. */
export function choicesOf(decided: readonly (Decision & { readonly pid: Pid })[]): Choices {
  const unusual: Deviation[] = [];
  decided.forEach(({ runnable, usual, pid }, at) => {
    if (pid !== usual) unusual.push({ at, choice: runnable.indexOf(pid) });
  });
  return { made: decided.length, unusual };
}
