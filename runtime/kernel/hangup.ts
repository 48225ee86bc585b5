/**
 * Who is hung up by something: what ends or is given up says so in a list of these, and `sendAll` (`signals.ts`) sends them
 * when all else is done.
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
