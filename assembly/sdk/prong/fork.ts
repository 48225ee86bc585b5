/** fork: one call, two returns. */

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

/** Makes a copy of this process. */
export function fork(): Fork {
  return new Fork(prong_fork());
}
