/** The end of a process (POSIX.1-2024 _Exit, "Consequences of Process Termination"). */
import { INIT_PID } from "../abi/ids.ts";
import { CLD_EXITED, CLD_KILLED } from "../abi/signal-flags.ts";
import type { End } from "../abi/wait-status.ts";
import { inspectReturned } from "./borrowed-memory.ts";
import { sendChildSignal } from "./child-signal.ts";
import { disownsChildren } from "./dispositions.ts";
import type { Kernel } from "./kernel.ts";
import { leave } from "./memory-budget.ts";
import { settle } from "./page-faults.ts";
import { imageOf, type Process } from "./process.ts";
import { forget } from "./process-table.ts";
import { attend } from "./signals.ts";
import { leaveQueues } from "./wait-queue.ts";

/**
 * Ends a process: its descriptors are closed, its memory is given back, its children become pid 1's, and it stays as a
 * zombie until its parent has waited for it. A parent that ignores SIGCHLD, and pid 1, leave no zombies.
 */
export function endProcess(kernel: Kernel, process: Process, end: End): void {
  const { world } = kernel;
  leaveQueues(process);
  world.runQueue.remove(process);
  world.alarms.change(process, undefined);
  process.state = { kind: "zombie", end };
  releaseMemory(kernel, process);
  const { pages, resident, own } = imageOf(process).space;
  const memory = { virtual: pages.size, resident, own, faults: process.faults };
  kernel.emit({ kind: "exit", pid: process.pid, end, memory });
  process.image = undefined;
  process.descriptors.closeAll();
  abandonChildren(kernel, process);
  if (process.pid === world.firstPid) world.firstEnd ??= end; // the pid may be given again

  const parent = world.processes.get(process.parent);
  if (parent === undefined || disownsChildren(parent)) forget(world, process);
  if (parent === undefined) return;
  parent.childEnded.wake(); // also when nothing is left to wait for: wait4 then answers ECHILD
  if ("code" in end) sendChildSignal(kernel, parent, process, CLD_EXITED, end.code & 0xff);
  else sendChildSignal(kernel, parent, process, CLD_KILLED, end.signal);
}

/**
 * Lets go of the memory of a process that ends or runs another program: the world gets it back when nobody else runs in it
 * (a lender may have been killed before its vfork child ended), and the parent it was borrowed from goes on.
 */
export function releaseMemory(kernel: Kernel, process: Process): void {
  const { world } = kernel;
  const space = process.image?.space;
  if (space !== undefined) {
    settle(kernel, process);
    if (process.borrowsFrom !== undefined) inspectReturned(kernel, process, process.borrowsFrom);
    if (--space.users === 0) leave(world, space);
  }
  if (process.borrowsFrom === undefined) return;
  const lender = world.processes.get(process.borrowsFrom);
  process.borrowsFrom = undefined;
  if (lender === undefined) return;
  lender.memoryReturned.wake();
  attend(kernel, lender);
}

function abandonChildren(kernel: Kernel, process: Process): void {
  for (const pid of process.children) {
    const child = kernel.process(pid);
    child.parent = INIT_PID;
    if (child.state.kind === "zombie") {
      kernel.world.processes.delete(pid);
      kernel.emit({ kind: "reap", pid, by: INIT_PID });
    } else kernel.emit({ kind: "reparent", pid });
  }
  process.children.clear();
}
