/**
 * The record locks of one file (POSIX.1-2024 fcntl): who has which of its bytes, to read (shared) or to write (alone).
 * An owner is a process, or an open file (OFD locks). What one owner has is joined and cut as it asks for more and less.
 */
import type { Pid } from "../../abi/ids.ts";
import type { OpenFile } from "../open-file.ts";

export type LockOwner = Pid | OpenFile;

export interface RecordLock {
  readonly owner: LockOwner;
  /** The process that asked for it. */
  readonly by: Pid;
  readonly exclusive: boolean;
  /** The first and the last byte. */
  readonly first: bigint;
  readonly last: bigint;
}

/** Locks without a length go on to here, however much the file grows. */
export const LAST_BYTE = 2n ** 63n - 1n;

export class RecordLocks {
  /** By their first byte; where those are equal, in the order in which they were asked for. One owner's never touch or overlap, unless they differ in kind. */
  private locks: RecordLock[] = [];

  get isEmpty(): boolean {
    return this.locks.length === 0;
  }

  /** The first lock of somebody else that stands in the way. */
  conflict(wanted: RecordLock): RecordLock | undefined {
    return this.locks.find(
      (lock) =>
        lock.owner !== wanted.owner &&
        (lock.exclusive || wanted.exclusive) &&
        lock.first <= wanted.last &&
        lock.last >= wanted.first,
    );
  }

  /** Takes a lock, which nothing must stand in the way of: what its owner had of these bytes is replaced. */
  set(wanted: RecordLock): void {
    this.clear(wanted.owner, wanted.first, wanted.last);
    const { owner, exclusive } = wanted;
    let { first, last } = wanted;
    this.locks = this.locks.filter((lock) => {
      if (lock.owner !== owner || lock.exclusive !== exclusive) return true;
      if (lock.last + 1n !== first && lock.first - 1n !== last) return true;
      if (lock.first < first) first = lock.first;
      if (lock.last > last) last = lock.last;
      return false;
    });
    this.insert({ ...wanted, first, last });
  }

  /** Gives up an owner's locks on some bytes; true if there were any. */
  clear(owner: LockOwner, first = 0n, last = LAST_BYTE): boolean {
    const before = this.locks;
    const touched = before.filter((lock) => lock.owner === owner && lock.first <= last && lock.last >= first);
    if (touched.length === 0) return false;
    this.locks = before.filter((lock) => !touched.includes(lock));
    for (const lock of touched) {
      if (lock.first < first) this.insert({ ...lock, last: first - 1n });
      if (lock.last > last) this.insert({ ...lock, first: last + 1n });
    }
    return true;
  }

  /** All of them, in their order. */
  list(): readonly RecordLock[] {
    return this.locks;
  }

  private insert(lock: RecordLock): void {
    const at = this.locks.findIndex((other) => other.first > lock.first);
    this.locks.splice(at < 0 ? this.locks.length : at, 0, lock);
  }
}
