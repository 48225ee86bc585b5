/** SIGCHLD: a child ended, stopped or went on (POSIX.1-2024 2.4.3, waitpid). */
import { Signal } from "../abi/signal.ts";
import { SIG_IGN } from "../abi/signal-flags.ts";
import { ignores } from "./dispositions.ts";
import type { Kernel } from "./kernel.ts";
import { pend } from "./pend.ts";
import type { Process } from "./process.ts";

/**
 * `code` is CLD_EXITED or one of its kin, `status` the exit code or the signal that did it. Nothing where it would have no effect:
 * by default it has none, unless it is blocked and may be waited for; one that is ignored is not even pending then (Linux).
 */
export function sendChildSignal(kernel: Kernel, parent: Process, child: Process, code: number, status: number): void {
  const signal = Signal.SIGCHLD;
  if (parent.state.kind === "zombie" || parent.signals.dispositions.of(signal).handler === SIG_IGN) return;
  if (ignores(parent, signal) && !parent.signals.keeps(signal)) return;
  kernel.emit({ kind: "signal", pid: parent.pid, signal, from: child.pid, why: "a child's" });
  const uid = child.credentials.user.real;
  pend(parent, { signal, code, pid: child.pid, uid, status, value: 0, timer: 0, overrun: 0 });
}
