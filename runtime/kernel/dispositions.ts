/** What a process does with each signal that reaches it (POSIX.1-2024 2.4.3). Forked processes share the value until one changes it. */
import { defaultAction, hasSignal, SIGNAL_MAX, Signal, type SignalSet, signalSet } from "../abi/signal.ts";
import { SA_NOCLDWAIT, SIG_DFL, SIG_IGN } from "../abi/signal-flags.ts";
import type { Process } from "./process.ts";

/** What `sigaction` was told. */
export interface SignalAction {
  /** SIG_DFL, SIG_IGN, or the handler's index in the guest's table. */
  readonly handler: number;
  /** What is blocked while the handler runs, besides the signal itself. */
  readonly mask: SignalSet;
  /** SA_RESTART and the like. */
  readonly flags: number;
}

export const DEFAULT_ACTION: SignalAction = { handler: SIG_DFL, mask: 0n, flags: 0 };

const IGNORED: SignalAction = { handler: SIG_IGN, mask: 0n, flags: 0 };

const IGNORED_BY_DEFAULT = signalSet(
  ...Array.from({ length: SIGNAL_MAX }, (_, n) => n + 1).filter((signal) =>
    ["ignore", "continue"].includes(defaultAction(signal)),
  ),
);

export class Dispositions {
  static readonly DEFAULT = new Dispositions([]);

  /** By number; undefined is the default. */
  private readonly actions: readonly (SignalAction | undefined)[];
  /** What has no effect, be it by SIG_IGN or by default. */
  readonly ignored: SignalSet;
  /** What has a handler. */
  readonly handled: SignalSet;

  private constructor(actions: readonly (SignalAction | undefined)[]) {
    this.actions = actions;
    let ignored = IGNORED_BY_DEFAULT;
    let handled = 0n;
    actions.forEach((action, signal) => {
      if (action === undefined || action.handler === SIG_DFL) return;
      if (action.handler === SIG_IGN) {
        ignored |= signalSet(signal);
      } else {
        ignored &= ~signalSet(signal);
        handled |= signalSet(signal);
      }
    });
    this.ignored = ignored;
    this.handled = handled;
  }

  of(signal: number): SignalAction {
    return this.actions[signal] ?? DEFAULT_ACTION;
  }

  with(signal: number, action: SignalAction): Dispositions {
    const actions = [...this.actions];
    while (actions.length <= signal) actions.push(undefined);
    actions[signal] = action;
    return new Dispositions(actions);
  }

  /** After `exec`: what was ignored stays so, handlers and flags are no more. */
  withoutHandlers(): Dispositions {
    if (this.actions.length === 0) return this;
    return new Dispositions(this.actions.map((action) => (action?.handler === SIG_IGN ? IGNORED : undefined)));
  }
}

/** What a process has said that it ignores (SIG_IGN), and not what is ignored by default. */
export function ignoredByChoice({ signals }: Process): SignalSet {
  const { dispositions } = signals;
  if (dispositions === Dispositions.DEFAULT) return 0n;
  const numbers = Array.from({ length: SIGNAL_MAX }, (_, index) => index + 1);
  return signalSet(...numbers.filter((signal) => dispositions.of(signal).handler === SIG_IGN));
}

/** Has a signal no effect on this process, be it by SIG_IGN or by default? */
export function ignores(process: Process, signal: number): boolean {
  return hasSignal(process.signals.dispositions.ignored, signal);
}

/** Is a signal kept from this process until it unblocks it? */
export function blocks(process: Process, signal: number): boolean {
  return hasSignal(process.signals.blocked, signal);
}

/** Does a process leave no zombies (SIG_IGN for SIGCHLD or SA_NOCLDWAIT)? */
export function disownsChildren(process: Process): boolean {
  const { handler, flags } = process.signals.dispositions.of(Signal.SIGCHLD);
  return handler === SIG_IGN || (flags & SA_NOCLDWAIT) !== 0;
}
