/**
 * The signals that wait for a process. Of the standard ones each is pending or not; real-time signals queue, in the order in
 * which they were sent (POSIX.1-2024 2.4.1).
 */
import type { Pid } from "../abi/ids.ts";
import { firstSignal, SIGRTMIN, type SignalSet, signalSet } from "../abi/signal.ts";

/** What a handler is told of a signal (`siginfo_t`). */
export interface SignalInfo {
  readonly signal: number;
  /** SI_USER, SI_QUEUE, CLD_EXITED ... */
  readonly code: number;
  /** Who sent it, or which child it is about; 0: the kernel. */
  readonly pid: Pid;
  readonly uid: number;
  /** Of SIGCHLD: the exit code, or the signal that ended, stopped or continued the child. */
  readonly status: number;
  /** Of `sigqueue` and timers: what the sender said. */
  readonly value: number;
  /** Of a timer: which, and how often it rang besides. */
  readonly timer: number;
  readonly overrun: number;
}

/** A timer's: it counts how often the timer rings besides, as long as it has not been taken (`timer.ts`). */
export interface TimerSignal extends SignalInfo {
  overrun: number;
  taken: boolean;
}

export class PendingSignals {
  /** Which are pending at all. */
  set: SignalSet = 0n;
  /** How many, each time of a real-time signal counting. */
  count = 0;
  /** By number; the first is the next to be taken. */
  private readonly queues: (SignalInfo[] | undefined)[] = [];

  /**
   * Answers false where the signal was pending already and does not queue, or not any more as `most` wait. Those of timers do: each
   * has one (Linux).
   */
  add(info: SignalInfo, most = Number.POSITIVE_INFINITY): boolean {
    const { signal } = info;
    this.queues[signal] ??= [];
    const queue = this.queues[signal];
    const isTimers = "taken" in info;
    const queues = isTimers || (signal >= SIGRTMIN && this.count < most);
    if (queue.length > 0 && !queues) return false;
    if (isTimers) (info as TimerSignal).taken = false;
    queue.push(info);
    this.set |= signalSet(signal);
    this.count++;
    return true;
  }

  /** Takes the first of those that are wanted. */
  take(wanted: SignalSet): SignalInfo | undefined {
    const signal = firstSignal(this.set & wanted);
    const queue = this.queues[signal];
    const info = queue?.shift();
    if (info === undefined) return undefined;
    this.count--;
    if ("taken" in info) (info as TimerSignal).taken = true;
    if (queue?.length === 0) this.set &= ~signalSet(signal);
    return info;
  }

  /** Forgets all of some signals. */
  discard(signals: SignalSet): void {
    while (this.take(signals) !== undefined);
  }
}
