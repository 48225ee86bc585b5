/** Taking a signal without a handler (POSIX.1-2024 sigtimedwait, sigwaitinfo, sigwait). */
import { Errno } from "../abi/errno.ts";
import { type SignalSet, UNSTOPPABLE } from "../abi/signal.ts";
import { type Answer, ENDED, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { SignalInfo } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { attend } from "./signals.ts";
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
  const info = signals.pending.take(set & ~UNSTOPPABLE);
  const wasAwaiting = signals.awaited !== 0n;
  signals.awaited = 0n;
  if (info !== undefined) return wasAwaiting && attend(kernel, process) ? ENDED : info;
  const start = process.progress ?? clock.tick();
  const deadline = timeout === undefined ? undefined : start + timeout;
  if (deadline !== undefined && deadline <= clock.elapsed) return -Errno.EAGAIN;
  process.progress = start;
  signals.awaited = set & ~UNSTOPPABLE;
  sleepOn(process, [process.signalled], deadline);
  return WAIT;
}
