/** Process groups and sessions. All answer >= 0, or -errno. */

import { prong_getpgid, prong_getsid, prong_setpgid, prong_setsid } from "./syscalls";

/**
 * Begins a session and a process group in it, both with this process's pid, and without a controlling terminal. Answers the
 * session. EPERM: this process leads a group already, as the first one and those of a shell's pipelines do; fork first.
 */
export function setsid(): i32 {
  return prong_setsid();
}

/** The session of a process, or of this one (0). ESRCH: there is no such process. */
export function getsid(pid: i32 = 0): i32 {
  return prong_getsid(pid);
}

/** The process group of this process. */
export function getpgrp(): i32 {
  return prong_getpgid(0);
}

/** The process group of a process, or of this one (0). ESRCH: there is no such process. */
export function getpgid(pid: i32 = 0): i32 {
  return prong_getpgid(pid);
}

/**
 * Moves this process (0) or a child of it to a group of the session, or to one of its own (0). Parent and child should both say
 * it, as neither knows who is first.
 *
 * - EACCES  the child has run another program already
 * - EINVAL  a negative group
 * - EPERM   it leads a session, or is in another one; there is no such group in the session
 * - ESRCH   it is neither this process nor a child of it
 */
export function setpgid(pid: i32, group: i32): i32 {
  return prong_setpgid(pid, group);
}
