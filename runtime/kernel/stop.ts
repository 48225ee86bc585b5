/** Stopping and continuing a process, and telling its parent (POSIX.1-2024 2.4.3). */
import { Signal } from "../abi/signal.ts";
import { CLD_CONTINUED, CLD_STOPPED, SA_NOCLDSTOP } from "../abi/signal-flags.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { send } from "./signals.ts";
import { leaveQueues } from "./wait-queue.ts";

/** A stopped process keeps its call: it is made again when the process goes on. */
export function stop(kernel: Kernel, process: Process, by: number): void {
  if (process.state.kind === "stopped") return;
  leaveQueues(process);
  process.runQueue.remove(process);
  process.state = { kind: "stopped", by };
  process.news = "stopped";
  tellParent(kernel, process, CLD_STOPPED, by);
}

/** SIGCONT came: also to who blocks, ignores or handles it. */
export function goOn(kernel: Kernel, process: Process): void {
  if (process.state.kind !== "stopped") return;
  process.state = { kind: "runnable" };
  process.runQueue.add(process);
  process.news = "continued";
  tellParent(kernel, process, CLD_CONTINUED, Signal.SIGCONT);
}

function tellParent(kernel: Kernel, process: Process, code: number, status: number): void {
  const parent = kernel.world.processes.get(process.parent);
  if (parent === undefined) return;
  parent.childEnded.wake();
  if ((parent.signals.dispositions.of(Signal.SIGCHLD).flags & SA_NOCLDSTOP) !== 0) return;
  const why = `${process.pid} ${code === CLD_STOPPED ? "stopped" : "goes on"}`;
  send(kernel, parent, childSignal(process, code, status), why);
}

/** What SIGCHLD says of a child: one of CLD_EXITED and so on, and its exit code or signal. */
export function childSignal({ pid }: Process, code: number, status: number) {
  return { signal: Signal.SIGCHLD, code, pid, uid: 0, status, value: 0, timer: 0, overrun: 0 };
}
