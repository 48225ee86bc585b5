/** Calls on open files: reading, writing, seeking, what is known of them. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../../abi/errno.ts";
import { FILESTAT_SIZE, STAT_SIZE } from "../../../abi/layout.ts";
import { readPieces } from "../../../kernel/syscalls/arguments.ts";
import { storeFilestat, storeStat } from "../../../kernel/syscalls/file-layouts.ts";
import { hostFd } from "../descriptors.ts";
import { readEntries } from "../directory-entries.ts";
import { answerOf } from "../host-errno.ts";
import { readStatus, wasiStatus } from "../host-status.ts";
import type { NativeProcess } from "../native-process.ts";
import { chosenTimes } from "../times.ts";
import type { NativeHandlers } from "./handler.ts";

const ADVICE_MAX = wasi.ADVICE_NOREUSE;

export const fileCalls: NativeHandlers = {
  fd_read: (process, fd: number, iovs: number, count: number, done: number) =>
    transfer(process, iovs, count, done, (pieces) => process.host.read(hostFd(fd), pieces)),

  fd_write: (process, fd: number, iovs: number, count: number, done: number) =>
    transfer(process, iovs, count, done, (pieces) => process.host.write(hostFd(fd), pieces)),

  fd_pread: (process, fd: number, iovs: number, count: number, offset: bigint, done: number) =>
    transfer(process, iovs, count, done, (pieces) => process.host.pread(hostFd(fd), pieces, Number(offset))),

  fd_pwrite: (process, fd: number, iovs: number, count: number, offset: bigint, done: number) =>
    transfer(process, iovs, count, done, (pieces) => process.host.pwrite(hostFd(fd), pieces, Number(offset))),

  fd_seek: seek,
  fd_tell: (process, fd: number, position: number) => seek(process, fd, 0n, wasi.WHENCE_CUR, position),

  /** Advice is taken and not acted on. ESPIPE for what has no offset (POSIX.1-2024 posix_fadvise). */
  fd_advise({ host, numbers }, fd: number, _offset: bigint, _length: bigint, advice: number): number {
    numbers[0] = 0n;
    const answer = answerOf(host.lseek(hostFd(fd), numbers, wasi.WHENCE_CUR));
    return answer === 0 && (advice < 0 || advice > ADVICE_MAX) ? -Errno.EINVAL : answer;
  },

  fd_allocate: ({ host }, fd: number, offset: bigint, length: bigint) =>
    answerOf(host.fallocate(hostFd(fd), Number(offset), Number(length))),

  fd_sync: ({ host }, fd: number) => answerOf(host.fsync(hostFd(fd))),
  fd_datasync: ({ host }, fd: number) => answerOf(host.fsync(hostFd(fd))),

  fstat({ host, memory, numbers }, fd: number, stat: number): number {
    memory.check(stat, STAT_SIZE);
    const answer = answerOf(host.fstat(hostFd(fd), numbers));
    if (answer === 0) storeStat(memory, stat, readStatus(numbers));
    return answer;
  },

  fd_filestat_get({ host, memory, numbers }, fd: number, stat: number): number {
    memory.check(stat, FILESTAT_SIZE);
    const answer = answerOf(host.fstat(hostFd(fd), numbers));
    if (answer === 0) storeFilestat(memory, stat, wasiStatus(numbers));
    return answer;
  },

  fd_filestat_set_size: ({ host }, fd: number, size: bigint) => answerOf(host.ftruncate(hostFd(fd), Number(size))),

  fd_filestat_set_times({ host }, fd: number, accessed: bigint, modified: bigint, flags: number): number {
    const times = chosenTimes(accessed, modified, flags);
    return typeof times === "number" ? times : answerOf(host.futimens(hostFd(fd), ...times));
  },

  fchmod: ({ host }, fd: number, mode: number) => answerOf(host.fchmod(hostFd(fd), mode)),
  fchown: ({ host }, fd: number, uid: number, gid: number) => answerOf(host.fchown(hostFd(fd), uid, gid)),

  /** Entries follow one another; the last may be cut off, and then the buffer is full: the sign that there are more. */
  fd_readdir(process, fd: number, buffer: number, size: number, cookie: bigint, used: number): number {
    const { host, memory, numbers } = process;
    const target = memory.lend(buffer, size);
    memory.check(used, 4);
    numbers[0] = cookie;
    const answer = answerOf(host.lseek(hostFd(fd), numbers, wasi.WHENCE_SET));
    if (answer < 0) return answer === -Errno.ESPIPE ? -Errno.ENOTDIR : answer;
    let filled = 0;
    while (filled < target.length) {
      const entries = readEntries(host, hostFd(fd), target.length);
      if (typeof entries === "number") return entries;
      if (entries.length === 0) break;
      for (const entry of entries) {
        const fitting = entry.subarray(0, target.length - filled);
        target.set(fitting, filled);
        filled += fitting.length;
      }
    }
    memory.setU32(used, filled);
    return 0;
  },

  /** Whole entries only. The host's are no shorter than six sevenths of the guest's: so all fit that it gives for that much room. */
  getdents({ host, memory }, fd: number, buffer: number, size: number): number {
    const target = memory.lend(buffer, size);
    const entries = readEntries(host, hostFd(fd), Math.floor((target.length * 6) / 7));
    if (typeof entries === "number") return entries;
    let filled = 0;
    for (const entry of entries) {
      target.set(entry, filled);
      filled += entry.length;
    }
    return filled;
  },
};

/** WASI's calls answer 0 and store what they did. */
function transfer(
  { memory }: NativeProcess,
  iovs: number,
  count: number,
  done: number,
  move: (pieces: readonly Uint8Array[]) => number,
): number {
  const pieces = readPieces(memory, iovs, count);
  memory.check(done, 4);
  if (typeof pieces === "number") return pieces;
  const answer = answerOf(move(pieces.list));
  if (answer < 0) return answer;
  memory.setU32(done, answer);
  return 0;
}

/** WASI's numbers of SEEK_SET, SEEK_CUR and SEEK_END are the hosts'. */
function seek(
  { host, memory, numbers }: NativeProcess,
  fd: number,
  offset: bigint,
  whence: number,
  at: number,
): number {
  memory.check(at, 8);
  numbers[0] = offset;
  const known = whence >= wasi.WHENCE_SET && whence <= wasi.WHENCE_END;
  const answer = answerOf(host.lseek(hostFd(fd), numbers, known ? whence : -1));
  if (answer === 0) memory.setU64(at, numbers[0]);
  return answer;
}
