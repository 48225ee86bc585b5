/**
 * Who decides what the machine leaves open. A policy is an oracle with three questions; whatever it answers, the run is
 * one that could happen on a real system. Policies are plain data, so that a world can be put back together with the
 * policy that was running it.
 */
import type { Pid } from "../abi/ids.ts";
import type { Decision } from "./moment.ts";

/** The answer of a policy that does not decide: the machine stops, and waits for `Machine.decide`. */
export const NOBODY: Pid = 0;

export interface Policy {
  /** Starts another run; false when nothing is left to explore. */
  beginRun(): boolean;
  /**
   * Who runs next. `runnable` is in pid order and has at least two; `current` is the one that runs now, or undefined if
   * it went to sleep, ended or yielded; `last` is the one that ran last, whatever became of it. NOBODY leaves it open. Where time may
   * pass at any decision, the last of `runnable` is the CLOCK as long as there is a deadline to come: to choose it lets time pass there.
   */
  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid;
  /** Whom it would run, of a question that it has left open; undefined where it does not mind. */
  readonly opinion?: Pid | undefined;
  /** What was decided elsewhere, of a question that was left open. */
  decided?(decision: Decision, pid: Pid): void;
  /** The run has ended. */
  end?(): void;
  /** Does somebody outside of the world decide? Then what was answered once is not asked again when time has gone back. */
  readonly asks?: boolean;
  /** 32 random bits for guests: chance is part of the schedule too. */
  nextRandom(): number;
}
