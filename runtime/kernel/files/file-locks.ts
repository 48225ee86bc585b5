/**
 * Who has locked which files: record locks of processes and of open files (fcntl), and locks on whole files (flock),
 * which do not see each other (as on Linux). Files are known by device and inode number: those of a host have no inode
 * that stays. Waiters sleep on a queue that is named for what stands in their way; whenever a lock of the file goes, all
 * of them try again.
 */
import type { Fd } from "@bjorn3/browser_wasi_shim";
import type { Pid } from "../../abi/ids.ts";
import type { OpenFile } from "../open-file.ts";
import { WaitQueue } from "../wait-queue.ts";
import type { FileNode } from "./node.ts";
import { RecordLocks } from "./record-locks.ts";

/** A lock on a whole file: `flock(2)`. */
export interface WholeLock {
  readonly exclusive: boolean;
  /** The process that asked for it. */
  readonly by: Pid;
}

export class LockedFile {
  readonly records = new RecordLocks();
  readonly whole = new Map<OpenFile, WholeLock>();
  private readonly table: FileLocks;
  private readonly key: string;
  private readonly queues = new Map<string, WaitQueue>();

  constructor(table: FileLocks, key: string) {
    this.table = table;
    this.key = key;
  }

  /** Where to sleep until something changes. */
  queue(name: string): WaitQueue {
    let queue = this.queues.get(name);
    if (queue === undefined) {
      queue = new WaitQueue(name);
      this.queues.set(name, queue);
    }
    return queue;
  }

  /** A lock has gone, or become a lesser one. */
  changed(): void {
    const queues = [...this.queues.values()];
    this.queues.clear();
    for (const queue of queues) queue.wake();
    this.forgetIfUnused();
  }

  /** Is it to be remembered at all? */
  forgetIfUnused(): void {
    if (this.records.isEmpty && this.whole.size === 0 && this.queues.size === 0) this.table.files.delete(this.key);
  }

  /** Gives up all that an open file had: its last descriptor has been closed. */
  release(file: OpenFile): void {
    const records = this.records.clear(file);
    const whole = this.whole.delete(file);
    if (records || whole) this.changed();
  }
}

/** A process that sleeps until another one gives up a record lock. */
export interface LockWait {
  readonly holder: Pid;
  readonly queue: WaitQueue;
}

export class FileLocks {
  readonly files = new Map<string, LockedFile>();
  /** Who waits for whose record lock. Those who have been woken since may still be here: `state.on` says. */
  readonly waits = new Map<Pid, LockWait>();

  /** The locks of a file, made if there are none. */
  of(node: FileNode): LockedFile {
    const key = keyOf(node);
    let file = this.files.get(key);
    if (file === undefined) {
      file = new LockedFile(this, key);
      this.files.set(key, file);
    }
    return file;
  }

  /** The locks of a file, if there are any. */
  find(node: FileNode): LockedFile | undefined {
    return this.files.get(keyOf(node));
  }

  /** Has a process record locks on this file, which it would lose by closing a descriptor of it? */
  has(pid: Pid, fd: Fd): boolean {
    if (this.files.size === 0 || !("node" in fd)) return false;
    return (
      this.files
        .get(keyOf(fd.node as FileNode))
        ?.records.list()
        .some(({ owner }) => owner === pid) === true
    );
  }

  /** A process has closed a descriptor of this file: all its record locks on it are lost (POSIX.1-2024 fcntl). */
  closed(pid: Pid, fd: Fd): void {
    if (this.files.size === 0 || !("node" in fd)) return;
    const file = this.files.get(keyOf(fd.node as FileNode));
    if (file?.records.clear(pid) === true) file.changed();
  }
}

/** What stands in somebody's way, for people: "the lock on /tmp/x that 3 holds". */
export function nameOfObstacle(name: string, { by }: { readonly by: Pid }): string {
  return `the lock on ${name} that ${by} holds`;
}

function keyOf(node: FileNode): string {
  return `${node.device}:${node.ino}`;
}
