/** A program did what none may do: the kernel sends it a signal that it cannot put off (Linux: force_sig). */
import { hasSignal, Signal, signalSet } from "../abi/signal.ts";
import { FPE_INTDIV, ILL_ILLOPN, SEGV_MAPERR, SI_KERNEL } from "../abi/signal-flags.ts";
import { endProcess } from "./exit.ts";
import type { Kernel } from "./kernel.ts";
import type { SignalInfo } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { attend } from "./signals.ts";

const CODES: Readonly<Record<number, number>> = {
  [Signal.SIGILL]: ILL_ILLOPN,
  [Signal.SIGFPE]: FPE_INTDIV,
  [Signal.SIGSEGV]: SEGV_MAPERR,
};

/**
 * Ends the process, unless it has a handler for the signal: that runs with nothing below it on the stack. It may jump out of there
 * (`siglongjmp`), or end the process; if it returns, the instruction would trap again, so that is the end too. So is a trap in the
 * handler, and one whose signal is blocked, or ignored: no instruction can be made undone.
 */
export function trap(kernel: Kernel, process: Process, signal: number, why: string): void {
  const { signals } = process;
  kernel.emit({ kind: "signal", pid: process.pid, signal, from: undefined, why });
  const isHandled = hasSignal(signals.dispositions.handled & ~signals.blocked, signal);
  if (!isHandled || process.trap !== undefined) {
    endProcess(kernel, process, { signal });
    return;
  }
  process.trap = signal;
  process.resume = { kind: "handler" };
  signals.pending.discard(signalSet(signal));
  signals.pending.add(trapInfo(signal));
  attend(kernel, process);
}

/** What a handler is told of a trap. */
export function trapInfo(signal: number): SignalInfo {
  return { signal, code: CODES[signal] ?? SI_KERNEL, pid: 0, uid: 0, status: 0, value: 0, timer: 0, overrun: 0 };
}
