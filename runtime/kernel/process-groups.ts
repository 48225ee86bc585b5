/** Process groups and sessions (POSIX.1-2024 3.293, 3.350): who is in which, and moving from one to another. */
import { Errno } from "../abi/errno.ts";
import { INIT_PID, type Pid } from "../abi/ids.ts";
import type { Answer } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import type { World } from "./world.ts";

/** The processes of a group in the order of their birth, zombies too: its number is theirs until they are reaped. */
export function membersOf(world: World, group: Pid): Process[] {
  return [...world.processes.values()].filter((process) => process.group === group);
}

/** Is it the first process of its session? */
export function leadsSession(process: Process): boolean {
  return process.session === process.pid;
}

/**
 * `setpgid(2)`: puts the caller (`pid` 0) or a child that has not yet run another program into a group of their session,
 * or into a new one of its own (`group` 0 or its pid).
 *
 * - EINVAL  the group would be negative
 * - ESRCH   `pid` is neither the caller nor a child of it
 * - EPERM   it leads its session; it is of another session; `group` is no group of the caller's session
 * - EACCES  the child has run another program already
 */
export function setGroup({ world }: Kernel, caller: Process, pid: Pid, group: Pid): Answer {
  const target = pid === 0 ? caller : world.processes.get(pid);
  const wanted = group !== 0 ? group : pid !== 0 ? pid : caller.pid;
  if (wanted < 0) return -Errno.EINVAL;
  if (target === undefined) return -Errno.ESRCH;
  if (target.parent === caller.pid) {
    if (target.session !== caller.session) return -Errno.EPERM;
    if (target.hasExecuted) return -Errno.EACCES;
  } else if (target !== caller) return -Errno.ESRCH;
  if (leadsSession(target)) return -Errno.EPERM;
  if (wanted !== target.pid && membersOf(world, wanted)[0]?.session !== caller.session) return -Errno.EPERM;
  target.group = wanted;
  return 0;
}

/** `getpgid(2)`. ESRCH: there is no such process. */
export function groupOf(kernel: Kernel, caller: Process, pid: Pid): Answer {
  return pid === INIT_PID ? INIT_PID : (find(kernel, caller, pid)?.group ?? -Errno.ESRCH);
}

/** `getsid(2)`. ESRCH: there is no such process. */
export function sessionOf(kernel: Kernel, caller: Process, pid: Pid): Answer {
  return pid === INIT_PID ? INIT_PID : (find(kernel, caller, pid)?.session ?? -Errno.ESRCH);
}

/**
 * `setsid(2)`: the caller begins a session and a group of its own, and has no controlling terminal. EPERM: a group bears
 * the caller's pid already.
 */
export function startSession({ world }: Kernel, caller: Process): Answer {
  if (membersOf(world, caller.pid).length > 0) return -Errno.EPERM;
  caller.session = caller.pid;
  caller.group = caller.pid;
  caller.terminal = undefined;
  return caller.pid;
}

function find({ world }: Kernel, caller: Process, pid: Pid): Process | undefined {
  return pid === 0 ? caller : world.processes.get(pid);
}
