/** What a process does with a signal that reaches it. */
import type { Process } from "./process.ts";

/** Is a signal without effect on this process? */
export function ignores(process: Process, signal: number): boolean {
  return (process.ignoredSignals & (1n << BigInt(signal - 1))) !== 0n;
}

/** Is a signal held back until the process lets it through? There are no masks yet: none is. */
export function blocks(_process: Process, _signal: number): boolean {
  return false;
}
