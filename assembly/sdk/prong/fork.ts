/** fork: one call, two returns. */

import { exit } from "./process";
import { prong_fork } from "./syscalls";

/** Which side of a fork this is. A refused fork is neither side: `failed`, with an `errno`. */
export class Fork {
  /** The child's pid in the parent, 0 in the child, -errno when there is no child. */
  readonly result: i32;

  constructor(result: i32) {
    this.result = result;
  }

  get isChild(): bool {
    return this.result == 0;
  }

  get isParent(): bool {
    return this.result > 0;
  }

  get failed(): bool {
    return this.result < 0;
  }

  /** The child's pid, for the parent; 0 otherwise. */
  get pid(): i32 {
    return max(this.result, 0);
  }

  /** Why there is no child: EAGAIN or ENOMEM; 0 when there is one. */
  get errno(): i32 {
    return max(-this.result, 0);
  }
}

/**
 * Makes a copy of this process; both go on from here. Nothing that one of them does to its memory is seen by the other. Descriptors
 * are copied too, but name the same open files: a common offset, and a pipe that ends only when both have closed it. Handlers
 * and the signal mask are inherited; pending signals, alarms and record locks are not.
 *
 * - EAGAIN  there are as many processes as there may be
 * - ENOMEM  there is no memory for another one
 */
export function fork(): Fork {
  return new Fork(prong_fork());
}

/**
 * Moves a value into a child: the child runs `child(value)` and nothing else, whatever that does. When the function returns the
 * process exits with 0, and when it throws the process ends by SIGABRT, so the child can never go on in the code of the caller.
 * The caller keeps a value of its own: what the child does to its one is not seen here, nor the other way round.
 *
 * Answers the child's pid, or -errno as `fork`. Functions of AssemblyScript have no closure; what the child is to know is in the
 * value (or in globals, of which it has its own copies). A value may hold a descriptor, and then both have it open.
 */
export function forkWith<T>(value: T, child: (value: T) => void): i32 {
  const pid = prong_fork();
  if (pid == 0) {
    child(value);
    exit(0);
  }
  return pid;
}
