/** Calls on open files: reading, writing, seeking, what is known of them. */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY } from "../../abi/flags.ts";
import { FILESTAT_SIZE } from "../../abi/layout.ts";
import { type Answer, CAPTURE } from "../answer.ts";
import { DirectoryFd } from "../files/directory-fd.ts";
import { maySetSize, refuseSize } from "../files/size-limit.ts";
import { readInto, writeFrom } from "../files/transfer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { hasCopied, needsPlace } from "../races/copies.ts";
import { answerOf, openFileOf, readableFile, readPieces, unsigned, writableFile } from "./arguments.ts";
import { type DirectoryEntry, entryBytes, storeFilestat } from "./file-layouts.ts";
import type { Handlers } from "./handler.ts";
import { chooseTimes } from "./times.ts";

const OFFSET_MAX = 2n ** 63n - 1n;
const ADVICE_MAX = wasi.ADVICE_NOREUSE;

export const fileCalls: Handlers = {
  fd_read(kernel, process, fd: number, iovs: number, count: number, done: number): Answer {
    return transfer(READ, kernel, process, fd, iovs, count, done);
  },

  fd_pread(kernel, process, fd: number, iovs: number, count: number, offset: bigint, done: number): Answer {
    return transfer(READ, kernel, process, fd, iovs, count, done, unsigned(offset));
  },

  fd_write(kernel, process, fd: number, iovs: number, count: number, done: number): Answer {
    return transfer(WRITE, kernel, process, fd, iovs, count, done);
  },

  fd_pwrite(kernel, process, fd: number, iovs: number, count: number, offset: bigint, done: number): Answer {
    return transfer(WRITE, kernel, process, fd, iovs, count, done, unsigned(offset));
  },

  fd_seek(kernel, process, fd: number, offset: bigint, whence: number, position: number): Answer {
    if (openFileOf(process, fd) !== undefined && (whence < wasi.WHENCE_SET || whence > wasi.WHENCE_END))
      return -Errno.EINVAL;
    return storePosition(kernel, process, fd, position, (file) => file.fd_seek(offset, whence));
  },

  fd_tell(kernel, process, fd: number, position: number): Answer {
    return storePosition(kernel, process, fd, position, (file) => file.fd_tell());
  },

  /** Advice is taken and not acted on. ESPIPE for what has no offset (POSIX.1-2024 posix_fadvise). */
  fd_advise(_kernel, process, fd: number, _offset: bigint, _length: bigint, advice: number): Answer {
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if (advice < 0 || advice > ADVICE_MAX) return -Errno.EINVAL;
    return answerOf(file.fd.fd_tell().ret);
  },

  /** POSIX.1-2024 posix_fallocate: EINVAL for nothing, EFBIG past the limit; a file never becomes shorter. */
  fd_allocate(kernel, process, fd: number, offset: bigint, length: bigint): Answer {
    const file = writableFile(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if (unsigned(length) === 0n) return -Errno.EINVAL;
    if (unsigned(offset) + unsigned(length) > OFFSET_MAX) return -Errno.EFBIG;
    if (!maySetSize(process, file, unsigned(offset) + unsigned(length))) return refuseSize(kernel, process, file);
    return answerOf(file.fd.fd_allocate(unsigned(offset), unsigned(length)));
  },

  fd_sync: sync,
  fd_datasync: sync,

  fd_filestat_get(kernel, process, fd: number, stat: number): Answer {
    kernel.memory.check(stat, FILESTAT_SIZE);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const { ret, filestat } = file.fd.fd_filestat_get();
    if (filestat === null) return -ret;
    storeFilestat(kernel.memory, stat, filestat);
    return 0;
  },

  /** POSIX.1-2024 ftruncate: EINVAL for a file that is not open for writing, or not a regular one; EFBIG. */
  fd_filestat_set_size(kernel, process, fd: number, size: bigint): Answer {
    if (openFileOf(process, fd) === undefined) return -Errno.EBADF;
    const file = writableFile(process, fd);
    if (file === undefined || size < 0n) return -Errno.EINVAL;
    if (!maySetSize(process, file, size)) return refuseSize(kernel, process, file);
    return answerOf(file.fd.fd_filestat_set_size(size));
  },

  fd_filestat_set_times(kernel, process, fd: number, accessed: bigint, modified: bigint, flags: number): Answer {
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const times = chooseTimes(kernel.world.clock.realtime(), accessed, modified, flags);
    if (typeof times === "number") return times;
    const given =
      (times.accessed === undefined ? 0 : wasi.FSTFLAGS_ATIM) | (times.modified === undefined ? 0 : wasi.FSTFLAGS_MTIM);
    return answerOf(file.fd.fd_filestat_set_times(times.accessed ?? 0n, times.modified ?? 0n, given));
  },

  /** Entries follow one another; the last may be cut off, and then the buffer is full: the sign that there are more. */
  fd_readdir(kernel, process, fd: number, buffer: number, size: number, cookie: bigint, used: number): Answer {
    const target = kernel.memory.slice(buffer, size);
    kernel.memory.check(used, 4);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if (!(file.fd instanceof DirectoryFd)) return -Errno.ENOTDIR;
    if ((file.flags & O_RDONLY) === 0) return -Errno.EBADF;
    const filled = fillEntries(file.fd, target, unsigned(cookie));
    if (filled < 0) return filled;
    kernel.memory.lend(buffer, filled); // it has been written
    kernel.memory.setU32(used, filled);
    return 0;
  },

  /** getdents(2): EINVAL for a buffer that is too small for the next entry, ENOTDIR, EBADF. */
  getdents(kernel, process, fd: number, buffer: number, size: number): Answer {
    const target = kernel.memory.slice(buffer, size);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if (!(file.fd instanceof DirectoryFd)) return -Errno.ENOTDIR;
    const filled = fillWholeEntries(file.fd, target);
    if (filled > 0) kernel.memory.lend(buffer, filled); // it has been written
    return filled;
  },
};

/** Which open files may be taken, and what moves the bytes. */
const READ = { fileOf: readableFile, move: readInto } as const;
const WRITE = { fileOf: writableFile, move: writeFrom } as const;

function transfer(
  { fileOf, move }: typeof READ | typeof WRITE,
  kernel: Kernel,
  process: Process,
  fd: number,
  iovs: number,
  count: number,
  done: number,
  offset?: bigint,
): Answer {
  const refusal = refuseOffset(process, fd, offset);
  if (refusal !== 0) return refusal;
  const file = fileOf(process, fd);
  if (file === undefined) return -Errno.EBADF;
  const pieces = readPieces(kernel.memory, iovs, count);
  if (typeof pieces === "number") return pieces;
  kernel.memory.check(done, 4);
  if (needsPlace(kernel, process, pieces.list)) return CAPTURE;
  if (move === writeFrom) hasCopied(kernel, process, "reads", pieces.list, pieces.total);
  const answer = move(kernel, process, file, pieces, offset);
  if (move === readInto && answer > 0) hasCopied(kernel, process, "writes", pieces.list, answer);
  return storeCount(kernel, done, answer);
}

/**
 * What is wrong with an offset of pread or pwrite: that it is negative, then that the file has none, and only then may
 * the caller ask whether the file can be read or written at all (Linux; POSIX leaves the order open).
 */
function refuseOffset(process: Process, fd: number, offset: bigint | undefined): number {
  if (offset === undefined) return 0;
  if (offset > OFFSET_MAX) return -Errno.EINVAL;
  return openFileOf(process, fd)?.fd.fd_tell().ret === wasi.ERRNO_SPIPE ? -Errno.ESPIPE : 0;
}

/** WASI's calls answer 0 and store what they did. */
function storeCount(kernel: Kernel, address: number, answer: Answer): Answer {
  if (answer < 0) return answer;
  kernel.memory.setU32(address, answer);
  return 0;
}

function storePosition(
  kernel: Kernel,
  process: Process,
  fd: number,
  address: number,
  act: (fd: Fd) => { ret: number; offset: bigint },
): Answer {
  kernel.memory.check(address, 8);
  const file = openFileOf(process, fd);
  if (file === undefined) return -Errno.EBADF;
  const { ret, offset } = act(file.fd);
  if (ret === 0) kernel.memory.setU64(address, offset);
  return answerOf(ret);
}

function sync(_kernel: Kernel, process: Process, fd: number): Answer {
  const file = openFileOf(process, fd);
  return file === undefined ? -Errno.EBADF : answerOf(file.fd.fd_sync());
}

/** Answers how many bytes were filled, or -errno. */
function fillEntries(fd: Fd, target: Uint8Array, cookie: bigint): number {
  let filled = 0;
  for (let next = cookie; filled < target.length; ) {
    const { ret, dirent } = fd.fd_readdir_single(next);
    if (ret !== 0) return -ret;
    if (dirent === null) break;
    const bytes = entryBytes(entryOf(dirent));
    const fitting = bytes.subarray(0, target.length - filled);
    target.set(fitting, filled);
    filled += fitting.length;
    next = dirent.d_next;
  }
  return filled;
}

/** As `fillEntries`, from the directory's own offset on, which follows. */
function fillWholeEntries(fd: DirectoryFd, target: Uint8Array): number {
  let filled = 0;
  for (;;) {
    const next = fd.fd_tell().offset;
    const { ret, dirent } = fd.fd_readdir_single(next);
    if (ret !== 0) return -ret;
    if (dirent === null) return filled;
    const bytes = entryBytes(entryOf(dirent));
    if (filled + bytes.length > target.length) return filled > 0 ? filled : -Errno.EINVAL;
    target.set(bytes, filled);
    filled += bytes.length;
    fd.fd_seek(dirent.d_next, wasi.WHENCE_SET);
  }
}

function entryOf({ d_next, d_ino, dir_name, d_type }: wasi.Dirent): DirectoryEntry {
  return { next: d_next, ino: d_ino, name: dir_name, type: d_type };
}
