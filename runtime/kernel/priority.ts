/**
 * `getpriority` and `setpriority` (POSIX.1-2024, with Linux's order of errors). The nice value is inherited and kept; who runs next
 * is the policy's to decide, and the policies there are give everybody the same.
 */
import { Errno } from "../abi/errno.ts";
import { INIT_PID } from "../abi/ids.ts";
import { PRIO_PGRP, PRIO_PROCESS, PRIO_USER, RLIMIT_NICE } from "../abi/resource.ts";
import type { Answer } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";

const NICE_MIN = -20;
const NICE_MAX = 19;
/** Answered instead of a nice value n is 20 - n, which is never negative (Linux). */
const OFFSET = 20;

/**
 * The lowest nice value n of those who are meant, as 20 - n.
 *
 * - EINVAL  `which` is no kind of process set
 * - ESRCH   nobody is meant
 */
export function getPriority(kernel: Kernel, caller: Process, which: number, who: number): Answer {
  if (which < PRIO_PROCESS || which > PRIO_USER) return -Errno.EINVAL;
  if (isRoots(caller, which, who)) return OFFSET;
  const values = chosen(kernel, caller, which, who).map(({ nice }) => nice);
  return values.length === 0 ? -Errno.ESRCH : OFFSET - Math.min(...values);
}

/**
 * Sets the nice value of all who are meant; one out of range is the nearest there is.
 *
 * - EINVAL  `which` is no kind of process set
 * - ESRCH   nobody is meant
 * - EPERM   pid 1 is another user's
 * - EACCES  a process would become less nice than RLIMIT_NICE allows
 */
export function setPriority(kernel: Kernel, caller: Process, which: number, who: number, wanted: number): Answer {
  if (which < PRIO_PROCESS || which > PRIO_USER) return -Errno.EINVAL;
  if (isRoots(caller, which, who)) return -Errno.EPERM;
  const nice = Math.max(NICE_MIN, Math.min(NICE_MAX, wanted));
  const processes = chosen(kernel, caller, which, who);
  if (processes.length === 0) return -Errno.ESRCH;
  let answer = 0;
  for (const process of processes) {
    if (nice < process.nice && OFFSET - nice > process.limits.get(RLIMIT_NICE)) answer = -Errno.EACCES;
    else process.nice = nice;
  }
  return answer;
}

function chosen({ world }: Kernel, caller: Process, which: number, who: number): Process[] {
  return [...world.processes.values()].filter(({ pid, group, credentials }) => {
    if (which === PRIO_PROCESS) return pid === (who || caller.pid);
    if (which === PRIO_PGRP) return group === (who || caller.group);
    return credentials.user.real === (who >>> 0 || caller.credentials.user.real);
  });
}

/** Pid 1 is not one of our processes, but it is there. */
function isRoots(caller: Process, which: number, who: number): boolean {
  return which !== PRIO_USER && who === INIT_PID && caller.pid !== INIT_PID;
}
