/**
 * Moving bytes between a process and an open file: waiting or O_NONBLOCK, O_APPEND, writes that come in pieces, SIGPIPE
 * (POSIX.1-2024 read, write). The bytes lie in the guest's memory in pieces, as its iovecs say.
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { O_APPEND, O_NONBLOCK } from "../../abi/flags.ts";
import { Signal } from "../../abi/signal.ts";
import { TOSTOP } from "../../abi/termios.ts";
import { type Answer, ENDED, WAIT } from "../answer.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { Kernel } from "../kernel.ts";
import { asWaitable, type OpenFile } from "../open-file.ts";
import { panic } from "../panic.ts";
import type { Process } from "../process.ts";
import { hasRead, hasWritten } from "../races/channels.ts";
import { raise } from "../signals.ts";
import { mayChange } from "../terminal/job-control.ts";
import { readTerminal } from "../terminal/reading.ts";
import { sleepOn, type WaitQueue } from "../wait-queue.ts";
import { ENDLESS_READ_MAX, RandomFd } from "./devices.ts";
import { Pipe } from "./pipe.ts";
import { refuseSize, roomToWrite } from "./size-limit.ts";
import { TerminalFd } from "./terminal-fd.ts";

/** Guest memory that a call reads into or writes from. */
export interface Pieces {
  readonly list: readonly Uint8Array[];
  /** Bytes of all together. */
  readonly total: number;
}

/** At most this much of a write in several pieces is put together at once. */
const GATHER_MAX = 1 << 24;

/** Reads into the pieces; answers how many bytes (0 at the end), -errno or WAIT. At an offset, or at the file's own. */
export function readInto(kernel: Kernel, process: Process, file: OpenFile, pieces: Pieces, offset?: bigint): Answer {
  if (file.fd instanceof RandomFd) return readRandom(kernel, pieces);
  if (file.fd instanceof TerminalFd) return readTyped(kernel, process, file, file.fd, pieces);
  const { fd } = file;
  const { ret, data } = offset === undefined ? fd.fd_read(pieces.total) : fd.fd_pread(pieces.total, offset);
  if (ret === wasi.ERRNO_AGAIN) return waitOrFail(process, file, asWaitable(fd)?.readable);
  if (ret !== 0) return -ret;
  scatter(kernel.memory, data, pieces);
  hasRead(kernel.world, process, file);
  if (kernel.watching) tellTransfer(kernel, process, file, "read", data.length);
  return data.length;
}

/**
 * Writes the pieces; answers how many bytes, -errno, WAIT, or ENDED when SIGPIPE killed the writer. A write that had to
 * wait in the middle remembers in `process.progress` how far it came.
 */
export function writeFrom(kernel: Kernel, process: Process, file: OpenFile, pieces: Pieces, offset?: bigint): Answer {
  const { fd } = file;
  if (fd instanceof TerminalFd && (fd.terminal.attributes.local & TOSTOP) !== 0) {
    const refusal = mayChange(kernel, process, fd.terminal);
    if (refusal !== 0) return refusal;
  }
  let done = process.progress ?? 0;
  const room = roomToWrite(process, file, offset);
  if (room <= 0 && pieces.total > 0) return refuseSize(kernel, process, file);
  do {
    let chunk = gather(pieces, done);
    if (chunk.length > room - done) chunk = chunk.subarray(0, room - done);
    if (offset === undefined && (file.flags & O_APPEND) !== 0) fd.fd_seek(0n, wasi.WHENCE_END);
    const { ret, nwritten } = offset === undefined ? fd.fd_write(chunk) : fd.fd_pwrite(chunk, offset + BigInt(done));
    done += nwritten;
    if (nwritten > 0) {
      hasWritten(kernel.world, process, file);
      if (kernel.watching) tellTransfer(kernel, process, file, "write", nwritten);
    }
    if (ret === wasi.ERRNO_PIPE) {
      if (raise(kernel, process, Signal.SIGPIPE, `a write to ${file.name} that nobody reads`)) return ENDED;
      return done > 0 ? done : -Errno.EPIPE;
    }
    const queue = asWaitable(fd)?.writable;
    const full = ret === wasi.ERRNO_AGAIN || (ret === 0 && nwritten < chunk.length && queue !== undefined);
    if (full) {
      if (done > 0 && ((file.flags & O_NONBLOCK) !== 0 || process.signals.ready)) return done;
      const answer = waitOrFail(process, file, queue);
      if (answer === WAIT) process.progress = done;
      return answer;
    }
    if (ret !== 0) return done > 0 ? done : -ret;
    if (nwritten < chunk.length || room <= done) return done; // no more room in the file
  } while (done < pieces.total);
  return done;
}

/** Tells which bytes of a pipe have just been moved. */
function tellTransfer(kernel: Kernel, { pid }: Process, { fd }: OpenFile, what: "read" | "write", count: number): void {
  const pipe = "node" in fd && fd.node instanceof Pipe ? fd.node : undefined;
  if (pipe === undefined || count === 0) return;
  const to = what === "read" ? pipe.bytesRead : pipe.bytesWritten;
  kernel.emit({ kind: "transfer", pid, what, inode: Number(pipe.ino), name: pipe.name, from: to - count, to });
}

/** Fills bytes with what the schedule says. */
export function fillRandom(kernel: Kernel, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += 4) {
    const word = kernel.surroundings.nextRandom();
    for (let i = 0; i < 4 && at + i < bytes.length; i++) bytes[at + i] = word >>> (8 * i);
  }
}

function readTyped(kernel: Kernel, process: Process, file: OpenFile, fd: TerminalFd, pieces: Pieces): Answer {
  const data = readTerminal(kernel, process, file, fd.terminal, pieces.total);
  if (typeof data === "number") return data;
  scatter(kernel.memory, data, pieces);
  return data.length;
}

function readRandom(kernel: Kernel, pieces: Pieces): number {
  const bytes = new Uint8Array(Math.min(pieces.total, ENDLESS_READ_MAX));
  fillRandom(kernel, bytes);
  scatter(kernel.memory, bytes, pieces);
  return bytes.length;
}

function waitOrFail(process: Process, file: OpenFile, queue: WaitQueue | undefined): Answer {
  if ((file.flags & O_NONBLOCK) !== 0) return -Errno.EAGAIN;
  sleepOn(process, [queue ?? panic(`${file.name} answers EAGAIN, but has nothing to wait for`)]);
  return WAIT;
}

function scatter(memory: GuestMemory, data: Uint8Array, pieces: Pieces): void {
  let done = 0;
  for (const piece of pieces.list) {
    if (done === data.length) return;
    const part = data.subarray(done, done + piece.length);
    memory.write(piece.byteOffset, part);
    done += part.length;
  }
}

/** The bytes from `skip` on: lent where they lie in one piece, put together (up to a limit) where not. */
function gather(pieces: Pieces, skip: number): Uint8Array {
  const { list, total } = pieces;
  if (list.length === 1) return (list[0] as Uint8Array).subarray(skip);
  const bytes = new Uint8Array(Math.min(total - skip, GATHER_MAX));
  let start = -skip;
  for (const piece of list) {
    const from = Math.max(0, -start);
    const to = Math.min(piece.length, bytes.length - start);
    if (from < to) bytes.set(piece.subarray(from, to), start + from);
    start += piece.length;
  }
  return bytes;
}
