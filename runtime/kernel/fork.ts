/** `fork` and `vfork` (POSIX.1-2024 fork, Linux vfork(2)): one captured image, two processes. */
import { Errno } from "../abi/errno.ts";
import { RLIMIT_NPROC } from "../abi/resource.ts";
import { type Answer, CAPTURE, ENDED, WAIT } from "./answer.ts";
import { lendMemory } from "./borrowed-memory.ts";
import type { Kernel } from "./kernel.ts";
import { forkMappings } from "./mappings/fork.ts";
import { forkSpace, hasRoom, pagesToFork } from "./memory-budget.ts";
import { imageOf, Process } from "./process.ts";
import { addProcess, newPid } from "./process-table.ts";
import { attend } from "./signals.ts";
import { sleepOn } from "./wait-queue.ts";

/**
 * Makes a child that is a copy of its parent, and answers its pid.
 *
 * - EAGAIN  there are as many processes as the world, or its one user (RLIMIT_NPROC), may have
 * - ENOMEM  the child's memory would not fit into the world's
 *
 * Nothing has happened when it fails: no pid was used.
 */
export function fork(kernel: Kernel, parent: Process): Answer {
  const refusal = refuse(kernel, parent, false);
  if (refusal !== 0) return refusal;
  if (!parent.captured) return CAPTURE;
  kernel.surroundings.save(parent);
  return makeChild(kernel, parent, false).pid;
}

/**
 * As `fork`, but the child runs in its parent's memory, and the parent sleeps until the child gives it back by `exec`
 * or its end. What the child wrote is there when the parent goes on.
 */
export function vfork(kernel: Kernel, parent: Process): Answer {
  if (parent.progress === undefined) {
    const refusal = refuse(kernel, parent, true);
    if (refusal !== 0) return refusal;
    if (!parent.captured) return CAPTURE;
    parent.progress = makeChild(kernel, parent, true).pid;
  }
  const child = kernel.world.processes.get(parent.progress);
  if (child?.borrowsFrom !== parent.pid) return attend(kernel, parent) ? ENDED : parent.progress; // its signals have waited
  sleepOn(parent, [parent.memoryReturned]);
  return WAIT;
}

function refuse(kernel: Kernel, parent: Process, vfork: boolean): Answer {
  const { processes, limits } = kernel.world;
  if (processes.size >= Math.min(limits.processes, parent.limits.get(RLIMIT_NPROC))) return -Errno.EAGAIN;
  if (!vfork && parent.captured && !hasRoom(kernel.world, pagesToFork(imageOf(parent).space))) return -Errno.ENOMEM;
  return 0;
}

function makeChild(kernel: Kernel, parent: Process, vfork: boolean): Process {
  const { world } = kernel;
  const image = imageOf(parent);
  const space = vfork ? image.space : forkSpace(world, image.space);
  if (!vfork) forkMappings(image.space, space);
  const child = new Process({
    pid: newPid(world),
    parent: parent.pid,
    group: parent.group,
    session: parent.session,
    image: { ...image, space },
    program: parent.program,
    args: parent.args,
    environment: parent.environment,
    descriptors: parent.descriptors.fork(),
    cwd: parent.cwd,
    runQueue: world.runQueue,
  });
  child.terminal = parent.terminal;
  child.resume = { kind: "return", value: 0 };
  child.umask = parent.umask;
  child.signals = parent.signals.fork();
  child.trap = parent.trap;
  child.jumps = parent.jumps?.fork();
  child.limits = parent.limits;
  child.nice = parent.nice;
  child.credentials = parent.credentials;
  if (vfork) {
    child.borrowsFrom = parent.pid;
    space.users++;
    lendMemory(kernel, parent, child);
  }
  addProcess(world, child);
  world.races?.order.forked(parent.pid, child.pid);
  kernel.emit({ kind: "fork", pid: parent.pid, child: child.pid, vfork });
  return child;
}
