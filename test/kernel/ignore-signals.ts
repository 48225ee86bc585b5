/** Makes a process ignore signals, so that a test can count them without its end. */
import { SIG_IGN } from "../../runtime/abi/signal-flags.ts";
import type { Process } from "../../runtime/kernel/process.ts";

export function ignore({ signals }: Process, ...ignored: readonly number[]): void {
  for (const signal of ignored) {
    signals.dispositions = signals.dispositions.with(signal, { handler: SIG_IGN, mask: 0n, flags: 0 });
  }
}
