/** Stopping and continuing a process, and telling its parent (POSIX.1-2024 2.4.3). */
import { Signal } from "../abi/signal.ts";
import { CLD_CONTINUED, CLD_STOPPED, SA_NOCLDSTOP } from "../abi/signal-flags.ts";
import { sendChildSignal } from "./child-signal.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { changesState, hasSignal } from "./races/channels.ts";
import { leaveQueues } from "./wait-queue.ts";

/** A stopped process keeps its call: it is made again when the process goes on. */
export function stop(kernel: Kernel, process: Process, by: number): void {
  if (process.state.kind === "stopped") return;
  kernel.footprint?.touchEverything(); // also where it had only waited for its turn to: unblocked, or after a vfork
  leaveQueues(process);
  process.runQueue.remove(process);
  process.state = { kind: "stopped", by };
  kernel.emit({ kind: "stop", pid: process.pid, signal: by });
  process.news = "stopped";
  changesState(kernel.world, process);
  tellParent(kernel, process, CLD_STOPPED, by);
}

/** SIGCONT came: also to who blocks, ignores or handles it. */
export function goOn(kernel: Kernel, process: Process): void {
  if (process.state.kind !== "stopped") return;
  kernel.footprint?.touchEverything();
  process.state = { kind: "runnable" };
  kernel.emit({ kind: "continue", pid: process.pid });
  process.runQueue.add(process);
  process.news = "continued";
  hasSignal(kernel.world, process);
  changesState(kernel.world, process);
  tellParent(kernel, process, CLD_CONTINUED, Signal.SIGCONT);
}

function tellParent(kernel: Kernel, process: Process, code: number, status: number): void {
  const parent = kernel.world.processes.get(process.parent);
  if (parent === undefined) return;
  parent.childEnded.wake();
  if ((parent.signals.dispositions.of(Signal.SIGCHLD).flags & SA_NOCLDSTOP) !== 0) return;
  sendChildSignal(kernel, parent, process, code, status);
}
