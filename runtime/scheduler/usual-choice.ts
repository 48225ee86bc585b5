/**
 * Who runs next where nobody has an opinion: the one that runs, and after it the next in pid order. A schedule says only where
 * a run did otherwise. Time passes only where nobody can run.
 */
import { CLOCK, type Pid } from "../abi/ids.ts";

/** As `Policy.nextProcess`. */
export function usualChoice(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
  return current ?? nextInOrder(runnable, last ?? 0);
}

/** The next process behind this one in pid order, or the first. */
export function nextInOrder(runnable: readonly Pid[], last: Pid): Pid {
  return runnable.find((pid) => pid > last && pid !== CLOCK) ?? (runnable[0] as Pid);
}
