/** What a process does with a signal that reaches it. */
import type { Process } from "./process.ts";

/** Is a signal without effect on this process? */
export function ignores(process: Process, signal: number): boolean {
  return (process.ignoredSignals & (1n << BigInt(signal - 1))) !== 0n;
}
