/** Calls that a signal ends (POSIX.1-2024 2.4.4, signal(7) "Interruption of system calls"). */
import { Errno } from "../abi/errno.ts";
import { firstSignal } from "../abi/signal.ts";
import { RESTART, SA_RESTART } from "../abi/signal-flags.ts";
import { type Answer, isResult, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import { mayAct } from "./pend.ts";
import type { Process } from "./process.ts";
import { endTemporaryMask } from "./signal-mask.ts";
import { wakeUp } from "./wait-queue.ts";

/** What a handler of calls answered, made final: a call does not sleep while a signal is to be handled, and its own mask ends with it. */
export function settleCall(kernel: Kernel, process: Process, answer: Answer, restarts: boolean): Answer {
  const { signals } = process;
  if (answer === WAIT) {
    signals.restarting &&= signals.ready;
    return signals.ready && mayAct(process) ? interrupt(process, restarts) : WAIT;
  }
  return signals.maskBefore !== undefined && isResult(answer) ? endTemporaryMask(kernel, process, answer) : answer;
}

/**
 * A call would sleep, and a handler is to run: answers -EINTR; or RESTART where the first signal to be handled was installed with
 * SA_RESTART and the call is one of those (`restarts`). A guest that was told so and has taken nothing is not told again: it would
 * ask for ever where nothing stops it.
 */
function interrupt(process: Process, restarts: boolean): Answer {
  const { signals } = process;
  wakeUp(process);
  signals.awaited = 0n;
  if (!restarts || signals.restarting) return -Errno.EINTR;
  const handled = signals.deliverable & signals.dispositions.handled;
  signals.restarting = (signals.dispositions.of(firstSignal(handled)).flags & SA_RESTART) !== 0;
  return signals.restarting ? RESTART : -Errno.EINTR;
}
