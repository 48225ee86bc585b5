/**
 * What a process has to do with signals (POSIX.1-2024 2.4): what each does, which are blocked, which are pending. A handler
 * runs in guest code: `deliver-signals.ts` of the instrumenter makes the guest take its signals when `ready` says so.
 */
import { hasSignal, type SignalSet } from "../abi/signal.ts";
import { Dispositions } from "./dispositions.ts";
import { PendingSignals } from "./pending-signals.ts";

export class SignalState {
  dispositions = Dispositions.DEFAULT;
  /** The mask. */
  blocked: SignalSet = 0n;
  /** The mask to be put back when a call ends that has its own (`sigsuspend`, `ppoll`), or after the handler that ended it. */
  maskBefore: SignalSet | undefined = undefined;
  /** What a sleeping `sigtimedwait` takes itself. */
  awaited: SignalSet = 0n;
  readonly pending = new PendingSignals();
  /** Is a signal pending that a handler may take now? Calls do not wait then. */
  ready = false;
  /** Was the guest told to take it, and to make its call again? */
  restarting = false;

  /** The signals of a forked child: none is pending. */
  fork(): SignalState {
    const child = new SignalState();
    child.dispositions = this.dispositions;
    child.blocked = this.blocked;
    child.maskBefore = this.maskBefore;
    return child;
  }

  /** Is the signal kept until it is unblocked, or waited for? */
  keeps(signal: number): boolean {
    return hasSignal(this.blocked | this.awaited, signal);
  }

  /** Which pending signals may act now. */
  get deliverable(): SignalSet {
    return this.pending.set & ~(this.blocked | this.awaited);
  }
}
