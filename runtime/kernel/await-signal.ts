/** Taking a signal without a handler (POSIX.1-2024 sigtimedwait, sigwaitinfo, sigwait). */
import { Errno } from "../abi/errno.ts";
import { type SignalSet, UNSTOPPABLE } from "../abi/signal.ts";
import { type Answer, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import { callHandlers } from "./pend.ts";
import type { SignalInfo } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { hasSignal } from "./races/channels.ts";
import { lookAtClock } from "./usage.ts";
import { sleepOn } from "./wait-queue.ts";

/**
 * Takes the first pending signal of a set; where there is none, sleeps until one comes, for at most `timeout` virtual nanoseconds.
 *
 * - EAGAIN  none came in time
 */
export function awaitSignal(
  kernel: Kernel,
  process: Process,
  set: SignalSet,
  timeout: number | undefined,
): SignalInfo | Answer {
  const { signals } = process;
  const { clock } = kernel.world;
  const wanted = set & ~UNSTOPPABLE;
  const info = signals.pending.take(wanted);
  signals.awaited = 0n;
  callHandlers(process); // what is not awaited any more may have one
  if (info !== undefined) {
    hasSignal(kernel.world, process);
    return info;
  }
  const start = process.progress ?? lookAtClock(kernel, process);
  const deadline = timeout === undefined ? undefined : start + timeout;
  if (deadline !== undefined && deadline <= clock.elapsed) return -Errno.EAGAIN;
  process.progress = start;
  signals.awaited = wanted & (signals.blocked | signals.dispositions.handled); // others end the process, or do nothing
  sleepOn(process, [process.signalled], deadline);
  return WAIT;
}
