/**
 * Who runs next where nobody has an opinion: the one that runs, and after it the next in pid order. A schedule says only where
 * a run did otherwise.
 */
import type { Pid } from "../abi/ids.ts";

/** As `Policy.nextProcess`. */
export function usualChoice(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
  return current ?? runnable.find((pid) => pid > (last ?? 0)) ?? (runnable[0] as Pid);
}
