/**
 * Taking apart a process that ends (POSIX.1-2024 _Exit, "Consequences of Process Termination"). Who is hung up by that is told to
 * the caller (`exit.ts`, `signals.ts`), to be sent when all else is done.
 */
import { INIT_PID } from "../abi/ids.ts";
import { CLD_EXITED, CLD_KILLED } from "../abi/signal-flags.ts";
import type { End } from "../abi/wait-status.ts";
import { inspectReturned } from "./borrowed-memory.ts";
import { sendChildSignal } from "./child-signal.ts";
import { disownsChildren } from "./dispositions.ts";
import type { Hangup } from "./hangup.ts";
import { dropTimers } from "./interval-timers.ts";
import type { Kernel } from "./kernel.ts";
import { takeViolation } from "./mappings/protect.ts";
import { dropMappings } from "./mappings/unmap.ts";
import { leave } from "./memory-budget.ts";
import { leaveGroups } from "./orphaned-groups.ts";
import { settle } from "./page-faults.ts";
import { imageOf, type Process } from "./process.ts";
import { forget } from "./process-table.ts";
import { ends } from "./races/channels.ts";
import { leaveTerminal } from "./terminal/controlling-terminal.ts";
import { touchEnd } from "./touch-process.ts";
import { noteMemory } from "./usage.ts";
import { leaveQueues } from "./wait-queue.ts";

export function dismantle(kernel: Kernel, process: Process, asked: End): Hangup[] {
  const { world } = kernel;
  const end = "code" in asked ? endAfterStores(kernel, process, asked) : asked;
  if (kernel.footprint !== undefined) touchEnd(kernel.footprint, world, process);
  leaveQueues(process);
  world.runQueue.remove(process);
  dropTimers(kernel, process);
  process.state = { kind: "zombie", end };
  releaseMemory(kernel, process);
  const { pages, resident, own } = imageOf(process).space;
  const memory = { virtual: pages.size, resident, own, faults: process.faults };
  kernel.emit({ kind: "exit", pid: process.pid, end, memory });
  process.image = undefined;
  process.about = undefined;
  process.descriptors.closeAll();
  world.locks.waits.delete(process.pid);
  process.opened?.fd_close();
  process.opened = undefined;
  const hangups = leaveTerminal(world, process);
  hangups.push(...leaveGroups(world, process, abandonChildren(kernel, process)));
  if (process.pid === world.firstPid) world.firstEnd ??= end; // the pid may be given again

  ends(world, process);
  const parent = world.processes.get(process.parent);
  if (parent === undefined || disownsChildren(parent)) forget(world, process);
  if (parent === undefined) return hangups;
  if (!world.processes.has(process.pid)) kernel.emit({ kind: "reap", pid: process.pid, by: parent.pid });
  tellParent(kernel, parent, process, end);
  return hangups;
}

function tellParent(kernel: Kernel, parent: Process, process: Process, end: End): void {
  parent.childEnded.wake(); // also when nothing is left to wait for: wait4 then answers ECHILD
  if ("code" in end) sendChildSignal(kernel, parent, process, CLD_EXITED, end.code & 0xff);
  else sendChildSignal(kernel, parent, process, CLD_KILLED, end.signal);
}

/** How a process ends that has asked for it: not so where its last stores were ones that it may not make. */
function endAfterStores(kernel: Kernel, process: Process, asked: End): End {
  settle(kernel, process);
  const violation = takeViolation(process);
  if (violation === undefined) return asked;
  const { signal, why } = violation;
  kernel.emit({ kind: "signal", pid: process.pid, signal, from: undefined, why });
  return { signal };
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
    noteMemory(process);
    if (process.borrowsFrom !== undefined) inspectReturned(kernel, process, process.borrowsFrom);
    if (--space.users === 0) {
      leave(world, space);
      dropMappings(world, space);
    }
  }
  if (process.borrowsFrom === undefined) return;
  const lender = world.processes.get(process.borrowsFrom);
  if (lender !== undefined) world.races?.order.tell(process.pid, lender.pid, "the end of its vfork");
  process.borrowsFrom = undefined;
  lender?.memoryReturned.wake();
}

/** Hands the children to pid 1; answers those that live. */
function abandonChildren(kernel: Kernel, process: Process): Process[] {
  const living: Process[] = [];
  for (const pid of process.children) {
    const child = kernel.process(pid);
    child.parent = INIT_PID;
    if (child.state.kind === "zombie") {
      kernel.world.processes.delete(pid);
      kernel.emit({ kind: "reap", pid, by: INIT_PID });
    } else {
      living.push(child);
      kernel.emit({ kind: "reparent", pid });
    }
  }
  process.children.clear();
  return living;
}
