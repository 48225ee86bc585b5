/** Calls on locks. */
import { Errno } from "../../../abi/errno.ts";
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
} from "../../../abi/lock.ts";
import type { GuestMemory } from "../../../kernel/guest-memory.ts";
import { hostFd } from "../descriptors.ts";
import { answerOf } from "../host-errno.ts";
import { isOpen } from "./descriptor-calls.ts";
import type { NativeHandlers } from "./handler.ts";

const isMac = process.platform === "darwin";

/** The host's numbers of the commands. */
const COMMANDS: ReadonlyMap<number, number> = new Map([
  [F_GETLK, isMac ? 7 : 5],
  [F_SETLK, isMac ? 8 : 6],
  [F_SETLKW, isMac ? 9 : 7],
  [F_OFD_GETLK, isMac ? 92 : 36],
  [F_OFD_SETLK, isMac ? 90 : 37],
  [F_OFD_SETLKW, isMac ? 91 : 38],
]);

/** The host's numbers of the types, at ours. */
const TYPES: readonly number[] = Object.assign([], {
  [F_RDLCK]: isMac ? 1 : 0,
  [F_WRLCK]: isMac ? 3 : 1,
  [F_UNLCK]: 2,
});

export const lockCalls: NativeHandlers = {
  record_lock(process, fd: number, command: number, lock: number): number {
    const { host, memory, numbers } = process;
    const number = COMMANDS.get(command);
    if (number === undefined || !isOpen(process, fd)) return isOpen(process, fd) ? -Errno.EINVAL : -Errno.EBADF;
    memory.check(lock, FLOCK_SIZE);
    readRange(memory, lock, numbers);
    const answer = answerOf(host.recordLock(hostFd(fd), number, numbers));
    if (answer === 0 && (command === F_GETLK || command === F_OFD_GETLK)) storeRange(memory, lock, numbers);
    return answer;
  },

  flock: ({ host }, fd: number, operation: number) => answerOf(host.flock(hostFd(fd), operation)),
};

/** What a `struct flock` says: type, whence, start, length, pid. */
function readRange(memory: GuestMemory, address: number, numbers: BigInt64Array): void {
  const type = memory.u16(address);
  numbers[0] = BigInt(TYPES[type] ?? -1);
  numbers[1] = BigInt(memory.u16(address + 2));
  numbers[2] = BigInt.asIntN(64, memory.u64(address + 8));
  numbers[3] = BigInt.asIntN(64, memory.u64(address + 16));
  numbers[4] = BigInt(memory.u32(address + 24) | 0);
}

/** Stores what F_GETLK found; where nothing stands in the way, only that. */
function storeRange(memory: GuestMemory, address: number, numbers: BigInt64Array): void {
  const [type = 0n, whence = 0n, start = 0n, length = 0n, pid = 0n] = numbers;
  const ours = TYPES.indexOf(Number(type));
  memory.setU16(address, ours);
  if (ours === F_UNLCK) return;
  memory.setU16(address + 2, Number(whence));
  memory.setU64(address + 8, start);
  memory.setU64(address + 16, length);
  memory.setU32(address + 24, Number(pid));
}
