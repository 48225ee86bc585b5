/** Taking locks on files, and waiting for them: `fcntl` (POSIX.1-2024), its OFD locks (POSIX.1-2024), `flock(2)`. */
import { Errno } from "../abi/errno.ts";
import type { Pid } from "../abi/ids.ts";
import { type Answer, WAIT } from "./answer.ts";
import { nameOfObstacle } from "./files/file-locks.ts";
import type { FileNode } from "./files/node.ts";
import type { RecordLock } from "./files/record-locks.ts";
import type { Kernel } from "./kernel.ts";
import type { OpenFile } from "./open-file.ts";
import type { Process } from "./process.ts";
import { hasLocked, unlocks } from "./races/channels.ts";
import { sleepOn } from "./wait-queue.ts";
import type { World } from "./world.ts";

/** The first lock that stands in the way of one; undefined if it could be had. */
export function findObstacle(kernel: Kernel, node: FileNode, wanted: RecordLock): RecordLock | undefined {
  const locked = kernel.world.locks.of(node);
  const obstacle = locked.records.conflict(wanted);
  locked.forgetIfUnused();
  return obstacle;
}

/**
 * Takes a record lock, or waits for it.
 *
 * - EAGAIN   somebody else's is in the way, and the caller will not wait
 * - EDEADLK  who is in the way waits, perhaps by way of others, for the caller (only locks of processes are looked at)
 */
export function takeRecordLock(
  kernel: Kernel,
  process: Process,
  file: OpenFile,
  node: FileNode,
  wanted: RecordLock,
  wait: boolean,
): Answer {
  const { world } = kernel;
  const { locks } = world;
  const locked = locks.of(node);
  locks.waits.delete(process.pid);
  const obstacle = locked.records.conflict(wanted);
  if (obstacle !== undefined) {
    if (!wait) return -Errno.EAGAIN;
    const { owner } = obstacle;
    const ofProcesses = typeof owner === "number" && typeof wanted.owner === "number";
    if (ofProcesses && waitsFor(world, owner, process.pid)) return -Errno.EDEADLK;
    const queue = locked.queue(nameOfObstacle(file.name, obstacle));
    if (ofProcesses) locks.waits.set(process.pid, { holder: owner, queue });
    sleepOn(process, [queue]);
    return WAIT;
  }
  const had = locked.records.clear(wanted.owner, wanted.first, wanted.last);
  locked.records.set(wanted);
  if (typeof wanted.owner !== "number") file.locked = locked;
  hasLocked(world, process, node, file.name);
  if (had) {
    unlocks(world, process.pid, node);
    locked.changed(); // it may have been one to write before
  }
  return 0;
}

/** Gives up record locks. */
export function dropRecordLock(kernel: Kernel, node: FileNode, { owner, by, first, last }: RecordLock): Answer {
  const locked = kernel.world.locks.of(node);
  unlocks(kernel.world, by, node);
  if (locked.records.clear(owner, first, last)) locked.changed();
  else locked.forgetIfUnused();
  return 0;
}

/**
 * `flock`: takes the lock on a whole file for an open file, or turns the one it has into another kind; then it may lose it
 * to somebody who waited (Linux).
 *
 * - EAGAIN  somebody else's is in the way, and the caller will not wait
 */
export function takeWholeLock(
  kernel: Kernel,
  process: Process,
  file: OpenFile,
  node: FileNode,
  exclusive: boolean,
  wait: boolean,
): Answer {
  const locked = kernel.world.locks.of(node);
  if (locked.whole.get(file)?.exclusive === exclusive) return 0;
  if (locked.whole.delete(file)) {
    unlocks(kernel.world, process.pid, node);
    locked.changed();
  }
  for (const [other, lock] of locked.whole) {
    if (other === file || !(exclusive || lock.exclusive)) continue;
    if (!wait) return -Errno.EAGAIN;
    sleepOn(process, [locked.queue(nameOfObstacle(file.name, lock))]);
    return WAIT;
  }
  const kept = kernel.world.locks.of(node); // what was forgotten with its last lock begins again
  kept.whole.set(file, { exclusive, by: process.pid });
  file.locked = kept;
  hasLocked(kernel.world, process, node, file.name);
  return 0;
}

/** Gives up the lock that an open file has on a whole file. */
export function dropWholeLock(kernel: Kernel, process: Process, file: OpenFile, node: FileNode): Answer {
  const locked = kernel.world.locks.of(node);
  unlocks(kernel.world, process.pid, node);
  if (locked.whole.delete(file)) locked.changed();
  else locked.forgetIfUnused();
  return 0;
}

/** Does a process sleep until another one gives up a record lock, directly or by way of others? */
function waitsFor(world: World, waiter: Pid, holder: Pid): boolean {
  const seen = new Set<Pid>();
  for (let pid = waiter; ; ) {
    if (pid === holder) return true;
    const wait = world.locks.waits.get(pid);
    const state = world.processes.get(pid)?.state;
    if (wait === undefined || state?.kind !== "waiting" || !state.on.includes(wait.queue) || seen.has(pid))
      return false;
    seen.add(pid);
    pid = wait.holder;
  }
}
