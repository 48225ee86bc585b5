/**
 * The world: all state of the kernel, as plain data. It can be copied (`snapshot.ts`), hashed and put back; nothing in it
 * is a closure, a promise or an instance of a program. What is not data (the guest's memory at hand, the host's sinks, the
 * policy) lives on `Kernel`.
 */
import { FIRST_PID, type Pid } from "../abi/ids.ts";
import { Clock } from "./clock.ts";
import type { Limits } from "./limits.ts";
import type { Place } from "./paths.ts";
import type { Process } from "./process.ts";
import { RunQueue } from "./wait-queue.ts";

export class World {
  readonly clock = new Clock();
  readonly runQueue = new RunQueue();
  /** Every process that is not yet reaped, zombies too. */
  readonly processes = new Map<Pid, Process>();
  /** The root directory. */
  readonly root: Place;
  readonly limits: Limits;
  nextPid: Pid = FIRST_PID;
  /** The next inode number, and the next number of a pipe: for `stat` and for people. */
  nextIno = 2n;
  nextPipe = 1;

  constructor(root: Place, limits: Limits) {
    this.root = root;
    this.limits = limits;
  }
}
