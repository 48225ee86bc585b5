/** Calls on locks: they read and check `struct flock`, and leave the rest to `kernel/lock.ts`. */
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import {
  F_GETLK,
  F_OFD_GETLK,
  F_OFD_SETLK,
  F_OFD_SETLKW,
  F_RDLCK,
  F_SETLK,
  F_SETLKW,
  F_UNLCK,
  F_WRLCK,
  FLOCK_SIZE,
  LOCK_EX,
  LOCK_NB,
  LOCK_SH,
  LOCK_UN,
} from "../../abi/lock.ts";
import type { Answer } from "../answer.ts";
import { LAST_BYTE, type RecordLock } from "../files/record-locks.ts";
import type { GuestMemory } from "../guest-memory.ts";
import { dropRecordLock, dropWholeLock, findObstacle, takeRecordLock, takeWholeLock } from "../lock.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";
import { openFileOf } from "./arguments.ts";
import type { Handlers } from "./handler.ts";
import { nodeOf } from "./status-calls.ts";

const SEEK_SET = 0;
const SEEK_CUR = 1;
const SEEK_END = 2;
const OFD_COMMANDS: readonly number[] = [F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW];
const COMMANDS: readonly number[] = [F_GETLK, F_SETLK, F_SETLKW, ...OFD_COMMANDS];

export const lockCalls: Handlers = {
  /**
   * POSIX.1-2024 fcntl, F_GETLK to F_OFD_SETLKW.
   *
   * - EBADF      no open descriptor, or not open for what is to be locked
   * - EINVAL     no such command, type or whence; bytes before the first; an OFD lock with a pid
   * - EOVERFLOW  bytes past the last that an offset can name
   */
  record_lock(kernel, process, fd: number, command: number, lock: number): Answer {
    const { memory } = kernel;
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if (!COMMANDS.includes(command)) return -Errno.EINVAL;
    memory.check(lock, FLOCK_SIZE);
    const type = memory.u16(lock);
    const query = command === F_GETLK || command === F_OFD_GETLK;
    if (query && type !== F_RDLCK && type !== F_WRLCK) return -Errno.EINVAL;
    const wanted = readLock(memory, process, file, command, lock);
    if (typeof wanted === "number") return wanted;
    if (query) {
      storeLock(memory, lock, findObstacle(kernel, nodeOf(file.fd), wanted));
      return 0;
    }
    if (type === F_UNLCK) return dropRecordLock(kernel, nodeOf(file.fd), wanted);
    if ((file.flags & (type === F_RDLCK ? O_RDONLY : O_WRONLY)) === 0) return -Errno.EBADF;
    const wait = command === F_SETLKW || command === F_OFD_SETLKW;
    return takeRecordLock(kernel, process, file, nodeOf(file.fd), wanted, wait);
  },

  /** flock(2): EINVAL for another operation, EBADF. */
  flock(kernel, process, fd: number, operation: number): Answer {
    const kind = operation & ~LOCK_NB;
    if (kind !== LOCK_SH && kind !== LOCK_EX && kind !== LOCK_UN) return -Errno.EINVAL;
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const node = nodeOf(file.fd);
    if (kind === LOCK_UN) return dropWholeLock(kernel, process, file, node);
    return takeWholeLock(kernel, process, file, node, kind === LOCK_EX, (operation & LOCK_NB) === 0);
  },
};

/** The lock that a `struct flock` describes, or -errno; in Linux's order. */
function readLock(
  memory: GuestMemory,
  process: Process,
  file: OpenFile,
  command: number,
  address: number,
): RecordLock | number {
  const ofd = OFD_COMMANDS.includes(command);
  const type = memory.u16(address);
  const base = baseOf(file, memory.u16(address + 2));
  if (base === undefined) return -Errno.EINVAL;
  const range = rangeOf(base, BigInt.asIntN(64, memory.u64(address + 8)), BigInt.asIntN(64, memory.u64(address + 16)));
  if (typeof range === "number") return range;
  if (type !== F_RDLCK && type !== F_WRLCK && type !== F_UNLCK) return -Errno.EINVAL;
  if (ofd && memory.u32(address + 24) !== 0) return -Errno.EINVAL;
  return { owner: ofd ? file : process.pid, by: process.pid, exclusive: type === F_WRLCK, ...range };
}

/** Where `l_start` counts from; undefined for no such whence. */
function baseOf(file: OpenFile, whence: number): bigint | undefined {
  if (whence === SEEK_SET) return 0n;
  if (whence === SEEK_END) return file.fd.fd_filestat_get().filestat?.size ?? 0n;
  if (whence !== SEEK_CUR) return undefined;
  const { ret, offset } = file.fd.fd_tell();
  return ret === 0 ? offset : 0n;
}

/** The bytes meant by a start and a length, which may be negative: so many before the start. 0 is all from there on. */
function rangeOf(base: bigint, start: bigint, length: bigint): { first: bigint; last: bigint } | number {
  const at = base + start;
  if (at > LAST_BYTE) return -Errno.EOVERFLOW;
  if (at < 0n) return -Errno.EINVAL;
  if (length === 0n) return { first: at, last: LAST_BYTE };
  if (length < 0n) return at + length < 0n ? -Errno.EINVAL : { first: at + length, last: at - 1n };
  const last = at + length - 1n;
  return last > LAST_BYTE ? -Errno.EOVERFLOW : { first: at, last };
}

/** Stores what F_GETLK found; where nothing stands in the way, only that. */
function storeLock(memory: GuestMemory, address: number, lock: RecordLock | undefined): void {
  if (lock === undefined) {
    memory.setU16(address, F_UNLCK);
    return;
  }
  memory.setU16(address, lock.exclusive ? F_WRLCK : F_RDLCK);
  memory.setU16(address + 2, SEEK_SET);
  memory.setU64(address + 8, lock.first);
  memory.setU64(address + 16, lock.last === LAST_BYTE ? 0n : lock.last - lock.first + 1n);
  memory.setU32(address + 24, typeof lock.owner === "number" ? lock.owner : -1);
}
