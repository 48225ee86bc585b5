/** SIGCHLD: a child ended, stopped or went on (POSIX.1-2024 2.4.3, waitpid). */
import { Signal } from "../abi/signal.ts";
import { ignores } from "./dispositions.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { send } from "./signals.ts";

/** `code` is CLD_EXITED or one of its kin, `status` the exit code or the signal that did it. Nothing where it would have no effect. */
export function sendChildSignal(kernel: Kernel, parent: Process, child: Process, code: number, status: number): void {
  const signal = Signal.SIGCHLD;
  if (ignores(parent, signal) && !parent.signals.keeps(signal)) return;
  const info = { signal, code, pid: child.pid, uid: 0, status, value: 0, timer: 0, overrun: 0 };
  send(kernel, parent, info, "a child's");
}
