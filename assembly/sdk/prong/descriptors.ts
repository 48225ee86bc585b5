/** Descriptors: pipes, duplicates, reading and writing. All answer >= 0, or -errno. */

import { scratch } from "./scratch";
import {
  Errno,
  F_GETFD,
  prong_dup,
  prong_dup3,
  prong_fcntl,
  prong_pipe2,
  wasi_fd_close,
  wasi_fd_read,
  wasi_fd_write,
} from "./syscalls";
import { encode } from "./text";

export const STDIN: i32 = 0;
export const STDOUT: i32 = 1;
export const STDERR: i32 = 2;

/** The two ends of a pipe, or the reason why there are none. */
export class Pipe {
  readonly readEnd: i32;
  readonly writeEnd: i32;
  readonly errno: i32;

  constructor(readEnd: i32, writeEnd: i32, errno: i32) {
    this.readEnd = readEnd;
    this.writeEnd = writeEnd;
    this.errno = errno;
  }
}

export function pipe(flags: i32 = 0): Pipe {
  const result = prong_pipe2(scratch, flags);
  return result < 0 ? new Pipe(-1, -1, -result) : new Pipe(load<i32>(scratch), load<i32>(scratch, 4), 0);
}

export function dup(fd: i32): i32 {
  return prong_dup(fd);
}

/** Makes `to` name the open file of `from`; a descriptor that already does is left alone. */
export function dup2(from: i32, to: i32): i32 {
  if (from != to) return prong_dup3(from, to, 0);
  const result = prong_fcntl(from, F_GETFD, 0);
  return result < 0 ? result : to;
}

export function fcntl(fd: i32, command: i32, argument: i32 = 0): i32 {
  return prong_fcntl(fd, command, argument);
}

/** Closes a descriptor. EBADF: it is not open. */
export function close(fd: i32): i32 {
  return -wasi_fd_close(fd);
}

/** Reads up to `bytes.length` bytes; 0 is the end of the file. */
export function read(fd: i32, bytes: Uint8Array): i32 {
  return readBytes(fd, bytes.dataStart, bytes.length);
}

/** Writes some of the bytes, and answers how many. */
export function write(fd: i32, bytes: Uint8Array): i32 {
  return writeBytes(fd, bytes.dataStart, bytes.length);
}

/** Writes the whole text. */
export function writeText(fd: i32, text: string): i32 {
  const bytes = encode(text);
  let written = 0;
  while (written < bytes.byteLength) {
    const result = writeBytes(fd, changetype<usize>(bytes) + written, bytes.byteLength - written);
    if (result == -Errno.EINTR) continue;
    if (result < 0) return result;
    written += result;
  }
  return written;
}

/** Reads one 32-bit number, as a pipe between two programs of the same kind carries it; false at the end. */
export function readNumber(fd: i32, into: StaticArray<i32>): bool {
  return readBytes(fd, changetype<usize>(into), 4) == 4;
}

/** Writes one 32-bit number. */
export function writeNumber(fd: i32, number: i32): i32 {
  store<i32>(scratch, number, 16);
  return writeBytes(fd, scratch + 16, 4);
}

function readBytes(fd: i32, address: usize, length: i32): i32 {
  store<usize>(scratch, address);
  store<i32>(scratch, length, 4);
  const errno = wasi_fd_read(fd, scratch, 1, scratch + 8);
  return errno != 0 ? -errno : load<i32>(scratch, 8);
}

function writeBytes(fd: i32, address: usize, length: i32): i32 {
  store<usize>(scratch, address);
  store<i32>(scratch, length, 4);
  const errno = wasi_fd_write(fd, scratch, 1, scratch + 8);
  return errno != 0 ? -errno : load<i32>(scratch, 8);
}
