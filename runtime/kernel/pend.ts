/**
 * A signal waits for a process: who sleeps is woken to take it. Nobody ends or stops by this: what a signal does to a process that
 * does not handle it is `signals.ts`.
 */
import { RLIMIT_SIGPENDING } from "../abi/resource.ts";
import { hasSignal } from "../abi/signal.ts";
import type { SignalInfo } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { wakeUp } from "./wait-queue.ts";

export function pend(target: Process, info: SignalInfo): void {
  const { signals } = target;
  signals.pending.add(info, target.limits.get(RLIMIT_SIGPENDING));
  if (hasSignal(signals.awaited, info.signal)) wakeUp(target);
  callHandlers(target);
}

/** Wakes a process that has a pending signal to handle. */
export function callHandlers(process: Process): void {
  const { signals } = process;
  signals.ready = (signals.deliverable & signals.dispositions.handled) !== 0n;
  if (signals.ready && mayAct(process)) wakeUp(process);
}

/** Signals wait while a process is stopped, or while its vfork child has its memory. */
export function mayAct({ state, memoryReturned }: Process): boolean {
  if (state.kind === "waiting") return !state.on.includes(memoryReturned);
  return state.kind === "runnable";
}
