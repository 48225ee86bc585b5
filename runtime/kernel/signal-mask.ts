/** Blocking signals (POSIX.1-2024 sigprocmask, sigsuspend). SIGKILL and SIGSTOP cannot be. */
import { Errno } from "../abi/errno.ts";
import { type SignalSet, UNSTOPPABLE } from "../abi/signal.ts";
import { SIG_BLOCK, SIG_SETMASK, SIG_UNBLOCK } from "../abi/signal-flags.ts";
import { type Answer, ENDED, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { attend } from "./signals.ts";
import { sleepOn } from "./wait-queue.ts";

/** `sigprocmask`; ENDED where a signal that was pending and is unblocked now ended the caller. */
export function changeMask(kernel: Kernel, process: Process, how: number, set: SignalSet): Answer {
  const { signals } = process;
  if (how === SIG_BLOCK) return setMask(kernel, process, signals.blocked | set);
  if (how === SIG_UNBLOCK) return setMask(kernel, process, signals.blocked & ~set);
  if (how === SIG_SETMASK) return setMask(kernel, process, set);
  return -Errno.EINVAL;
}

export function setMask(kernel: Kernel, process: Process, mask: SignalSet): Answer {
  process.signals.blocked = mask & ~UNSTOPPABLE;
  return attend(kernel, process) ? ENDED : 0;
}

/**
 * Another mask until the call at hand ends (`sigsuspend`, `ppoll`, `pselect`); a handler that ends it still runs under it.
 * To be called at each try. ENDED as `changeMask`.
 */
export function temporaryMask(kernel: Kernel, process: Process, mask: SignalSet): Answer {
  const { signals } = process;
  if (signals.maskBefore !== undefined) return 0;
  signals.maskBefore = signals.blocked;
  return setMask(kernel, process, mask);
}

/** The end of a call that no handler ended: its own mask goes. Answers what the call answers, or ENDED. */
export function endTemporaryMask(kernel: Kernel, process: Process, answer: Answer): Answer {
  const { signals } = process;
  const { maskBefore } = signals;
  if (maskBefore === undefined) return answer;
  signals.maskBefore = undefined;
  return setMask(kernel, process, maskBefore) === ENDED ? ENDED : answer;
}

/** `sigsuspend`: only a handler ends it. */
export function suspend(kernel: Kernel, process: Process, mask: SignalSet): Answer {
  if (temporaryMask(kernel, process, mask) === ENDED) return ENDED;
  sleepOn(process, [process.signalled]);
  return WAIT;
}
