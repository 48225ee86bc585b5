/**
 * Signals that something must send but does not send itself: the end of a process hangs up others, whose ends may hang up
 * others again. `endProcess` answers a list of these, and `terminate` (`signals.ts`) sends them, so that neither needs the other.
 */
import type { Process } from "./process.ts";

export interface Hangup {
  readonly target: Process;
  readonly signal: number;
  readonly why: string;
}

/** One signal to all, then the next to all. */
export function hangUp(targets: readonly Process[], signals: readonly number[], why: string): Hangup[] {
  return signals.flatMap((signal) => targets.map((target) => ({ target, signal, why })));
}
