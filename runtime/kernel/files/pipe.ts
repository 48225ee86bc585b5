/**
 * Pipes (POSIX.1-2024 pipe, read, write; pipe(7)). A pipe is an inode with a ring of bytes and two counters that only
 * grow; what lies between them has been written and not yet read. Two `Fd`s stand on it, one for each end.
 *
 * - A read takes what is there; with nothing there it waits, or, once no writer is left, answers 0.
 * - A write of up to PIPE_BUF bytes is never split: it waits for room for all of it. A longer one may come in pieces.
 * - A write that nobody can read any more is EPIPE (and SIGPIPE, which is the caller's business).
 */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { PIPE_BUF, PIPE_CAPACITY } from "../../abi/flags.ts";
import type { Waitable } from "../open-file.ts";
import { WaitQueue } from "../wait-queue.ts";
import type { World } from "../world.ts";
import { KernelFd, NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import { type FileNode, filestat, KernelInode, MEMORY_DEVICE, type OpenOptions, type Times } from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";

/** A ring begins this large and doubles: most of a thousand idle pipes cost nothing. Both are powers of two. */
const SMALLEST_RING = 512;
/** The most bytes that a pipe may be made to hold (Linux: pipe-max-size), and that may be asked for. */
const CAPACITY_MAX = 1 << 20;
const RESIZE_MAX = 2 ** 31;

export class Pipe extends KernelInode implements FileNode {
  /** For people: "pipe 3", or a named one's path. */
  readonly name: string;
  /** How many bytes fit. */
  capacity = PIPE_CAPACITY;
  permissions: Permissions = owned(0o600);
  links = 1;
  bytesWritten = 0;
  bytesRead = 0;
  /** How many writers there ever were. */
  writersEver = 0;
  /** How many open files can read, and write. */
  readers = 0;
  writers = 0;
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  private ring: Uint8Array = NOTHING;
  private readonly times: Times;

  constructor(world: World, name = `pipe ${world.nextPipe++}`) {
    super();
    this.ino = world.nextIno++;
    this.name = name;
    this.readable = new WaitQueue(`${name} to have data`);
    this.writable = new WaitQueue(`${name} to have room`);
    const now = world.clock.realtime();
    this.times = { accessed: now, modified: now, changed: now };
  }

  get kind() {
    return "pipe" as const;
  }

  get device(): bigint {
    return MEMORY_DEVICE;
  }

  /** How many bytes wait to be read. */
  get fill(): number {
    return this.bytesWritten - this.bytesRead;
  }

  /** How many more bytes fit. */
  get room(): number {
    return this.capacity - this.fill;
  }

  override stat(): wasi.Filestat {
    return filestat(this, wasi.FILETYPE_UNKNOWN, BigInt(this.fill), BigInt(this.links), this.times);
  }

  setTimes(): number {
    return 0;
  }

  setPermissions(permissions: Permissions): number {
    this.permissions = permissions;
    return 0;
  }

  /**
   * Makes room for so many bytes, rounded up to a power of two of pages; answers how many it is now.
   *
   * - EINVAL  more than 2^31
   * - EPERM   more than a pipe may hold
   * - EBUSY   more lies in it already
   */
  resize(size: number): number {
    if (size > RESIZE_MAX) return -Errno.EINVAL;
    let capacity = PIPE_BUF;
    while (capacity < size) capacity *= 2;
    if (capacity > CAPACITY_MAX && capacity > this.capacity) return -Errno.EPERM;
    if (capacity < this.fill) return -Errno.EBUSY;
    this.capacity = capacity;
    this.writable.wake();
    return capacity;
  }

  /** An end has been closed. What is left in a pipe that nobody has open is gone. */
  closed(): void {
    if (this.writers === 0) this.readable.wake();
    if (this.readers === 0) this.writable.wake();
    if (this.readers === 0 && this.writers === 0) this.bytesRead = this.bytesWritten;
  }

  /** It is in no directory. */
  override open(_options: OpenOptions): Fd | number {
    return -Errno.ENXIO;
  }

  /** Takes up to `size` bytes out. */
  take(size: number): Uint8Array {
    const taken = this.peek(size);
    this.bytesRead += taken.length;
    return taken;
  }

  /** The first bytes that are in it, at most `size`. */
  peek(size: number): Uint8Array {
    const taken = new Uint8Array(Math.min(size, this.fill));
    const start = this.bytesRead & (this.ring.length - 1);
    const first = this.ring.subarray(start, start + taken.length);
    taken.set(first);
    taken.set(this.ring.subarray(0, taken.length - first.length), first.length);
    return taken;
  }

  /** Puts bytes in; there must be room. */
  put(bytes: Uint8Array): void {
    this.reserve(this.fill + bytes.length);
    const start = this.bytesWritten & (this.ring.length - 1);
    const first = bytes.subarray(0, this.ring.length - start);
    this.ring.set(first, start);
    this.ring.set(bytes.subarray(first.length), 0);
    this.bytesWritten += bytes.length;
  }

  private reserve(size: number): void {
    if (size <= this.ring.length) return;
    let capacity = Math.max(SMALLEST_RING, this.ring.length);
    while (capacity < size) capacity *= 2;
    const larger = new Uint8Array(capacity);
    for (let at = this.bytesRead; at < this.bytesWritten; at++) {
      larger[at & (capacity - 1)] = this.ring[at & (this.ring.length - 1)] as number;
    }
    this.ring = larger;
  }
}

/** The end to read. */
export class PipeReader extends KernelFd implements Waitable {
  readonly node: Pipe;
  /** How many writers there had been when it was opened: before the first one comes, nobody has hung up. */
  private readonly writersBefore: number;

  constructor(pipe: Pipe) {
    super();
    this.node = pipe;
    this.writersBefore = pipe.writersEver - pipe.writers;
    pipe.readers++;
  }

  get readable(): WaitQueue {
    return this.node.readable;
  }

  canRead(): boolean {
    return this.node.fill > 0 || this.hungUp();
  }

  canWrite(): boolean {
    return true; // with EBADF
  }

  bytesToRead(): number {
    return this.node.fill;
  }

  /** Has the other end been there, and gone? */
  hungUp(): boolean {
    return this.node.writers === 0 && this.node.writersEver !== this.writersBefore;
  }

  override fd_read(size: number): ReadResult {
    if (size > 0 && this.node.fill === 0 && this.node.writers > 0) return { ret: wasi.ERRNO_AGAIN, data: NOTHING };
    const data = this.node.take(size);
    if (data.length > 0) this.node.writable.wake();
    return { ret: 0, data };
  }

  override fd_close(): number {
    this.node.readers--;
    this.node.closed();
    return 0;
  }
}

/** The end to write. */
export class PipeWriter extends KernelFd implements Waitable {
  readonly node: Pipe;

  constructor(pipe: Pipe) {
    super();
    this.node = pipe;
    pipe.writers++;
    pipe.writersEver++;
  }

  get writable(): WaitQueue {
    return this.node.writable;
  }

  canRead(): boolean {
    return true; // with EBADF
  }

  /** Is there room for any write that must not be split? */
  canWrite(): boolean {
    return this.node.room >= PIPE_BUF || this.node.readers === 0;
  }

  hungUp(): boolean {
    return this.node.readers === 0;
  }

  override fd_write(data: Uint8Array): WriteResult {
    const { node } = this;
    if (data.length === 0) return { ret: 0, nwritten: 0 };
    if (node.readers === 0) return { ret: wasi.ERRNO_PIPE, nwritten: 0 };
    const needed = data.length <= PIPE_BUF ? data.length : 1;
    if (node.room < needed) return { ret: wasi.ERRNO_AGAIN, nwritten: 0 };
    const part = data.subarray(0, node.room);
    node.put(part);
    node.readable.wake();
    return { ret: 0, nwritten: part.length };
  }

  override fd_close(): number {
    this.node.writers--;
    this.node.closed();
    return 0;
  }
}

/** Both ends in one, as only a named pipe can be opened: it never sees the end, for it is a writer itself. */
export class PipeReaderAndWriter extends KernelFd implements Waitable {
  readonly node: Pipe;
  private readonly reader: PipeReader;
  private readonly writer: PipeWriter;

  constructor(pipe: Pipe) {
    super();
    this.node = pipe;
    this.reader = new PipeReader(pipe);
    this.writer = new PipeWriter(pipe);
  }

  get readable(): WaitQueue {
    return this.node.readable;
  }

  get writable(): WaitQueue {
    return this.node.writable;
  }

  canRead(): boolean {
    return this.reader.canRead();
  }

  canWrite(): boolean {
    return this.writer.canWrite();
  }

  bytesToRead(): number {
    return this.node.fill;
  }

  override fd_read(size: number): ReadResult {
    return this.reader.fd_read(size);
  }

  override fd_write(data: Uint8Array): WriteResult {
    return this.writer.fd_write(data);
  }

  override fd_close(): number {
    this.reader.fd_close();
    return this.writer.fd_close();
  }
}

/** A new pipe's two ends. */
export function makePipe(world: World): { reader: PipeReader; writer: PipeWriter } {
  const pipe = new Pipe(world);
  return { reader: new PipeReader(pipe), writer: new PipeWriter(pipe) };
}
