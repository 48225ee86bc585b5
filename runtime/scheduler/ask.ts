/** Asks a policy who runs. */
import { CLOCK, type Pid } from "../abi/ids.ts";
import { candidates } from "../kernel/deadlines.ts";
import type { Kernel } from "../kernel/kernel.ts";
import { panic } from "../kernel/panic.ts";
import type { Process } from "../kernel/process.ts";
import type { Chosen, Decision } from "./moment.ts";
import { NOBODY, type Policy } from "./policy.ts";
import { usualChoice } from "./usual-choice.ts";

/**
 * As `Policy.nextProcess`, if there is something to decide; what the policy leaves open comes as a Decision. Somebody can run, and
 * who is `interrupted` could go on.
 */
export function ask(
  kernel: Kernel,
  policy: Policy,
  current: Pid | undefined,
  last: Pid | undefined,
  interrupted: Pid | undefined,
): Chosen | Decision {
  const runnable = candidates(kernel.world);
  if (runnable.length === 1) return kernel.world.runQueue.processes[0] as Process;
  const pid = policy.nextProcess(runnable, current, last);
  if (pid === NOBODY)
    return { runnable: [...runnable], current: interrupted, usual: usualChoice(runnable, current, last) };
  if (pid === CLOCK && runnable.includes(CLOCK)) return CLOCK;
  const process = kernel.process(pid);
  if (process.state.kind !== "runnable") panic(`the policy chose process ${pid}, which is not runnable`);
  return process;
}
