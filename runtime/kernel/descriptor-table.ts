/** A process's own table: descriptor -> open file, with the two flags that belong to the descriptor alone. */
import { Errno } from "../abi/errno.ts";
import { FD_CLOEXEC, FD_CLOFORK } from "../abi/flags.ts";
import type { Pid } from "../abi/ids.ts";
import type { FileLocks } from "./files/file-locks.ts";
import type { OpenFile } from "./open-file.ts";
import { closes } from "./races/channels.ts";
import type { Races } from "./races/races.ts";

export interface Descriptor {
  readonly file: OpenFile;
  /** FD_CLOEXEC | FD_CLOFORK */
  flags: number;
}

export class DescriptorTable {
  private readonly slots: (Descriptor | undefined)[] = [];
  /** No descriptor may be this high (RLIMIT_NOFILE). */
  limit: number;
  /** Whose table it is, and where the locks are that this process loses by closing; undefined before it is a process's. */
  owner: { readonly pid: Pid; readonly locks: FileLocks; readonly races: Races | undefined } | undefined = undefined;

  constructor(limit: number) {
    this.limit = limit;
  }

  get(fd: number): Descriptor | undefined {
    return this.slots[fd];
  }

  /** Names an open file by the lowest free descriptor from `from` on; answers it, or -EMFILE. */
  add(file: OpenFile, flags = 0, from = 0): number {
    let fd = from;
    while (this.slots[fd] !== undefined) fd++;
    if (fd >= this.limit) return -Errno.EMFILE;
    this.put(fd, { file: file.retain(), flags });
    return fd;
  }

  /** Names an open file by this very descriptor, closing what it named before; answers it, or -EBADF past the limit. */
  set(fd: number, file: OpenFile, flags = 0): number {
    if (fd < 0 || fd >= this.limit) return -Errno.EBADF;
    file.retain(); // first: `file` may be what `fd` names already
    const before = this.slots[fd];
    this.put(fd, { file, flags });
    if (before !== undefined) this.closed(before.file);
    return fd;
  }

  /** Closes a descriptor; answers 0 or -EBADF. */
  close(fd: number): number {
    const entry = this.slots[fd];
    if (entry === undefined) return -Errno.EBADF;
    this.slots[fd] = undefined;
    while (this.slots.length > 0 && this.slots.at(-1) === undefined) this.slots.pop();
    this.closed(entry.file);
    return 0;
  }

  /** Are there `count` free descriptors left? Asked before making what would need them. */
  hasRoomFor(count: number): boolean {
    let free = this.limit;
    for (let fd = Math.min(this.limit, this.slots.length) - 1; fd >= 0; fd--) if (this.slots[fd] !== undefined) free--;
    return free >= count;
  }

  /**
   * The table of a forked child: the same open files, without those marked CLOFORK, with those past a limit that was
   * lowered after they were opened.
   */
  fork(): DescriptorTable {
    const child = new DescriptorTable(Number.POSITIVE_INFINITY); // what is open stays so under a limit that was lowered
    for (let fd = 0; fd < this.slots.length; fd++) {
      const entry = this.slots[fd];
      if (entry === undefined || (entry.flags & FD_CLOFORK) !== 0) continue;
      child.put(fd, { file: entry.file.retain(), flags: entry.flags });
    }
    child.limit = this.limit;
    return child;
  }

  closeForExec(): void {
    for (const [fd, { flags }] of this.entries()) if ((flags & FD_CLOEXEC) !== 0) this.close(fd);
  }

  closeAll(): void {
    for (let fd = 0; fd < this.slots.length; fd++) this.close(fd);
  }

  /** The open descriptors, in order, as they are now. */
  entries(): [number, Descriptor][] {
    return this.slots.flatMap((entry, fd): [number, Descriptor][] => (entry === undefined ? [] : [[fd, entry]]));
  }

  /** A descriptor of an open file is no more. */
  private closed(file: OpenFile): void {
    if (this.owner !== undefined) {
      const { pid, locks, races } = this.owner;
      closes(races, pid, file.fd);
      locks.closed(pid, file.fd);
    }
    file.release();
  }

  private put(fd: number, entry: Descriptor): void {
    while (this.slots.length < fd) this.slots.push(undefined);
    this.slots[fd] = entry;
  }
}
