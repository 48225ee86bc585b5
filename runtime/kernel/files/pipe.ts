/**
 * Pipes (POSIX.1-2024 pipe, read, write; pipe(7)). A pipe is an inode with a ring of bytes and two counters that only
 * grow; what lies between them has been written and not yet read. Two `Fd`s stand on it, one for each end.
 *
 * - A read takes what is there; with nothing there it waits, or, once no writer is left, answers 0.
 * - A write of up to PIPE_BUF bytes is never split: it waits for room for all of it. A longer one may come in pieces.
 * - A write that nobody can read any more is EPIPE (and SIGPIPE, which is the caller's business).
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { PIPE_BUF, PIPE_CAPACITY } from "../../abi/flags.ts";
import type { Waitable } from "../open-file.ts";
import { WaitQueue } from "../wait-queue.ts";
import type { World } from "../world.ts";
import { KernelFd, NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import { type FileNode, filestat, KernelInode, MEMORY_DEVICE, type Times } from "./node.ts";

/** A ring begins this large and doubles: most of a thousand idle pipes cost nothing. Both are powers of two. */
const SMALLEST_RING = 512;

export class Pipe extends KernelInode implements FileNode {
  /** For people: "pipe 3". */
  readonly number: number;
  bytesWritten = 0;
  bytesRead = 0;
  /** How many open files can read, and write. */
  readers = 0;
  writers = 0;
  readonly readable: WaitQueue;
  readonly writable: WaitQueue;
  private ring: Uint8Array = NOTHING;
  private readonly times: Times;

  constructor(world: World) {
    super();
    this.ino = world.nextIno++;
    this.number = world.nextPipe++;
    this.readable = new WaitQueue(`pipe ${this.number} to have data`);
    this.writable = new WaitQueue(`pipe ${this.number} to have room`);
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
    return PIPE_CAPACITY - this.fill;
  }

  override stat(): wasi.Filestat {
    return filestat(this, wasi.FILETYPE_UNKNOWN, BigInt(this.fill), 1n, this.times);
  }

  setTimes(): number {
    return 0;
  }

  /** It is in no directory. */
  override open(): number {
    return -Errno.ENXIO;
  }

  /** Takes up to `size` bytes out. */
  take(size: number): Uint8Array {
    const taken = new Uint8Array(Math.min(size, this.fill));
    const start = this.bytesRead & (this.ring.length - 1);
    const first = this.ring.subarray(start, start + taken.length);
    taken.set(first);
    taken.set(this.ring.subarray(0, taken.length - first.length), first.length);
    this.bytesRead += taken.length;
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

  constructor(pipe: Pipe) {
    super();
    this.node = pipe;
    pipe.readers++;
  }

  get readable(): WaitQueue {
    return this.node.readable;
  }

  canRead(): boolean {
    return this.node.fill > 0 || this.node.writers === 0;
  }

  canWrite(): boolean {
    return true; // with EBADF
  }

  bytesToRead(): number {
    return this.node.fill;
  }

  /** Has the other end gone, with nothing left to read? */
  hungUp(): boolean {
    return this.node.writers === 0;
  }

  override fd_read(size: number): ReadResult {
    if (size > 0 && !this.canRead()) return { ret: wasi.ERRNO_AGAIN, data: NOTHING };
    const data = this.node.take(size);
    if (data.length > 0) this.node.writable.wake();
    return { ret: 0, data };
  }

  override fd_close(): number {
    if (--this.node.readers === 0) this.node.writable.wake();
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
    if (--this.node.writers === 0) this.node.readable.wake();
    return 0;
  }
}

/** A new pipe's two ends. */
export function makePipe(world: World): { reader: PipeReader; writer: PipeWriter } {
  const pipe = new Pipe(world);
  return { reader: new PipeReader(pipe), writer: new PipeWriter(pipe) };
}
