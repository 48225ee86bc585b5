/** Asks a policy who runs. */
import type { Pid } from "../abi/ids.ts";
import type { Decision } from "./moment.ts";
import { NOBODY, type Policy } from "./policy.ts";
import { usualChoice } from "./usual-choice.ts";

/** As `Policy.nextProcess`; what the policy leaves open comes as a Decision. Who is `interrupted` could go on. */
export function ask(
  policy: Policy,
  runnable: readonly Pid[],
  current: Pid | undefined,
  last: Pid | undefined,
  interrupted: Pid | undefined,
): Pid | Decision {
  const pid = policy.nextProcess(runnable, current, last);
  if (pid !== NOBODY) return pid;
  return { runnable: [...runnable], current: interrupted, usual: usualChoice(runnable, current, last) };
}
