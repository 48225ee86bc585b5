/** What this process may use, and how willingly it lets others go first. */

import { scratch } from "./scratch";
import { Errno, PRIO_PROCESS, prong_getpriority, prong_prlimit, prong_setpriority } from "./syscalls";

/** No limit. */
export const RLIM_INFINITY: u64 = u64.MAX_VALUE;

/** A limit: the one that holds, and how far the process may raise it. */
export class Limit {
  readonly soft: u64;
  readonly hard: u64;
  /** EINVAL: there is no such resource. 0 when there is. */
  readonly errno: i32;

  constructor(soft: u64, hard: u64, errno: i32) {
    this.soft = soft;
    this.hard = hard;
    this.errno = errno;
  }
}

/** A limit of this process: RLIMIT_NOFILE and the like. */
export function getrlimit(resource: i32): Limit {
  const result = prong_prlimit(0, resource, 0, scratch);
  return result < 0 ? new Limit(0, 0, -result) : new Limit(load<u64>(scratch), load<u64>(scratch, 8), 0);
}

/**
 * Sets a limit of this process and of the children it makes from now on. Answers 0 or -errno.
 *
 * - EINVAL  there is no such resource, or the soft limit is above the hard one
 * - EPERM   only root may raise a hard limit
 */
export function setrlimit(resource: i32, soft: u64, hard: u64): i32 {
  store<u64>(scratch, soft);
  store<u64>(scratch, hard, 8);
  return prong_prlimit(0, resource, scratch, 0);
}

/** The nice value of this process, from -20 to 19: the higher, the later its turn. */
export function niceness(): i32 {
  return 20 - prong_getpriority(PRIO_PROCESS, 0);
}

/** Adds to the nice value. Answers 0, or -EPERM: only root may take from it. (`niceness` says what it is now.) */
export function nice(increment: i32): i32 {
  const wanted = niceness() + max(-40, min(increment, 40));
  const result = prong_setpriority(PRIO_PROCESS, 0, wanted);
  return result == -Errno.EACCES ? -Errno.EPERM : result;
}
