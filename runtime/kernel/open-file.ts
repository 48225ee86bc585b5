/**
 * The three layers of Unix files. A process's descriptor table maps small numbers to *open files*; an open file holds
 * what `open` made (offset, status flags) and is shared by every descriptor that `dup` or `fork` copied; it stands on an
 * inode. The offset lives in the `Fd` (browser_wasi_shim's class, which every kind of file here extends).
 */
import type { Fd } from "@bjorn3/browser_wasi_shim";
import type { LockedFile } from "./files/file-locks.ts";
import type { WaitQueue } from "./wait-queue.ts";
import type { World } from "./world.ts";

/** An `Fd` whose reads or writes may have to wait: they answer EAGAIN, and these say on what to sleep. */
export interface Waitable {
  /** Would a read be answered at once (with data, or the end)? */
  canRead(): boolean;
  /** Would a write be answered at once (with room, or EPIPE)? */
  canWrite(): boolean;
  readonly readable?: WaitQueue;
  readonly writable?: WaitQueue;
  /** How many bytes a read would find, for `poll`. */
  bytesToRead?(): number;
  /** Has the other end gone (POLLHUP)? */
  hungUp?(): boolean;
}

export function asWaitable(fd: Fd): (Fd & Waitable) | undefined {
  return "canRead" in fd ? (fd as Fd & Waitable) : undefined;
}

export class OpenFile {
  /** Its number in the world, for people: no guest can tell. */
  readonly id: number;
  /** How many descriptors name this open file, in all processes. */
  references = 0;
  /** WASI fdflags (O_APPEND, O_NONBLOCK ...) and the access mode (O_RDONLY, O_WRONLY). */
  flags: number;
  readonly fd: Fd;
  /** The locks of its file, once it has taken one itself: they go with its last descriptor. */
  locked: LockedFile | undefined = undefined;
  /** What was opened, for people: a path, "pipe 3 (read end)", "stdin". */
  readonly name: string;
  /** The name under which a preopened directory is offered to the guest. */
  readonly preopen: string | undefined;

  constructor(world: World, fd: Fd, flags: number, name: string, preopen?: string) {
    this.id = world.nextOpenFile++;
    this.fd = fd;
    this.flags = flags;
    this.name = name;
    this.preopen = preopen;
  }

  /** One more descriptor names this open file. */
  retain(): this {
    this.references++;
    return this;
  }

  /** One descriptor less; the last one closes it. */
  release(): void {
    if (--this.references > 0) return;
    this.locked?.release(this);
    this.fd.fd_close();
  }
}
