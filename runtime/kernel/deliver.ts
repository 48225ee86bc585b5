/** Handlers: the guest takes a signal, runs its handler, and gives the mask back (POSIX.1-2024 2.4.1, sigaction). */

import { type SignalSet, signalSet, UNSTOPPABLE } from "../abi/signal.ts";
import { SA_NODEFER, SA_RESETHAND } from "../abi/signal-flags.ts";

import { DEFAULT_ACTION, type SignalAction } from "./dispositions.ts";
import type { Kernel } from "./kernel.ts";
import type { SignalInfo } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { hasSignal } from "./races/channels.ts";
import { attend } from "./signals.ts";

export interface Delivery {
  readonly action: SignalAction;
  readonly info: SignalInfo;
  /** The mask to be put back after the handler. */
  readonly mask: SignalSet;
}

/**
 * Takes the next signal that has a handler; its mask holds from now on. Undefined when there is none. Where more are pending, the
 * guest takes those before it runs this handler: as on Linux, the handler of the last one taken runs first.
 */
export function takeSignal(kernel: Kernel, process: Process): Delivery | undefined {
  const { signals } = process;
  signals.restarting = false;
  const info = signals.pending.take(signals.deliverable & signals.dispositions.handled);
  if (info === undefined) {
    signals.ready = false;
    return undefined;
  }
  hasSignal(kernel.world, process);
  const { signal } = info;
  const action = signals.dispositions.of(signal);
  const mask = signals.maskBefore ?? signals.blocked;
  signals.maskBefore = undefined;
  const own = (action.flags & SA_NODEFER) === 0 ? signalSet(signal) : 0n;
  signals.blocked = (signals.blocked | action.mask | own) & ~UNSTOPPABLE;
  if ((action.flags & SA_RESETHAND) !== 0) signals.dispositions = signals.dispositions.with(signal, DEFAULT_ACTION);
  kernel.emit({ kind: "handle", pid: process.pid, signal });
  attend(kernel, process);
  return { action, info, mask };
}
