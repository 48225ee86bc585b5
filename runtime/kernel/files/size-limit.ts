/**
 * RLIMIT_FSIZE (POSIX.1-2024 setrlimit, write, ftruncate): no regular file may grow past it. A write that begins below it is cut
 * off there; one that begins at or past it is EFBIG, and SIGXFSZ.
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { O_APPEND } from "../../abi/flags.ts";
import { RLIMIT_FSIZE } from "../../abi/resource.ts";
import { Signal } from "../../abi/signal.ts";
import { type Answer, ENDED } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";
import { raise } from "../signals.ts";

const UNLIMITED = Number.POSITIVE_INFINITY;

/** How many bytes a process may write at an offset, or at the file's own. */
export function roomToWrite({ limits }: Process, { fd, flags }: OpenFile, offset: bigint | undefined): number {
  if (!limits.has(RLIMIT_FSIZE)) return UNLIMITED;
  const { filestat } = fd.fd_filestat_get();
  if (filestat?.filetype !== wasi.FILETYPE_REGULAR_FILE) return UNLIMITED;
  const appends = offset === undefined && (flags & O_APPEND) !== 0;
  const start = appends ? filestat.size : (offset ?? fd.fd_tell().offset);
  return limits.get(RLIMIT_FSIZE) - Number(start);
}

/** May a file be made so large? It may always become smaller. */
export function maySetSize({ limits }: Process, { fd }: OpenFile, size: bigint): boolean {
  if (!limits.has(RLIMIT_FSIZE) || Number(size) <= limits.get(RLIMIT_FSIZE)) return true;
  const { filestat } = fd.fd_filestat_get();
  return filestat === null || filestat.filetype !== wasi.FILETYPE_REGULAR_FILE || size <= filestat.size;
}

/** Answers EFBIG, with its signal: ENDED where that was the process's end. */
export function refuseSize(kernel: Kernel, process: Process, file: OpenFile): Answer {
  const why = `${file.name} would be larger than RLIMIT_FSIZE`;
  return raise(kernel, process, Signal.SIGXFSZ, why) ? ENDED : -Errno.EFBIG;
}
