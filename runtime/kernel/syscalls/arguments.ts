/**
 * Fetching what the guest points at, and distrusting it: every address is checked before a call has any effect, so that
 * EFAULT (which `GuestMemory` throws) leaves nothing half done.
 */
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import { IOV_MAX, IOVEC_SIZE, PATH_MAX } from "../../abi/layout.ts";
import type { Answer } from "../answer.ts";
import { toText } from "../files/text.ts";
import type { Pieces } from "../files/transfer.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";

/** The most bytes one call can move (SSIZE_MAX). */
const TRANSFER_MAX = 2 ** 31 - 1;

/**
 * A path: or -ENAMETOOLONG, -EILSEQ for what is not UTF-8. What else can be wrong with it, the walk sees.
 */
export function readPath(memory: GuestMemory, address: number, size: number): string | number {
  const bytes = memory.slice(address, size);
  if (bytes.length > PATH_MAX) return -Errno.ENAMETOOLONG;
  return toText(bytes) ?? -Errno.EILSEQ;
}

/** The memory that iovecs name; or -EINVAL for too many of them, or too many bytes. */
export function readPieces(memory: GuestMemory, address: number, count: number): Pieces | number {
  if (count < 0 || count > IOV_MAX) return -Errno.EINVAL;
  memory.checkArray(address, count, IOVEC_SIZE);
  const list: Uint8Array[] = [];
  let total = 0;
  for (let i = 0; i < count; i++) {
    const size = memory.u32(address + IOVEC_SIZE * i + 4);
    if (size === 0) continue;
    list.push(memory.slice(memory.u32(address + IOVEC_SIZE * i), size));
    total += size;
  }
  return total > TRANSFER_MAX ? -Errno.EINVAL : { list, total };
}

/** The open file of a descriptor, whatever it was opened for; undefined where none is open. */
export function openFileOf(process: Process, fd: number): OpenFile | undefined {
  return process.descriptors.get(fd)?.file;
}

/** The open file of a descriptor, if it may be read. */
export function readableFile(process: Process, fd: number): OpenFile | undefined {
  const file = openFileOf(process, fd);
  return file !== undefined && (file.flags & O_RDONLY) !== 0 ? file : undefined;
}

/** The open file of a descriptor, if it may be written. */
export function writableFile(process: Process, fd: number): OpenFile | undefined {
  const file = openFileOf(process, fd);
  return file !== undefined && (file.flags & O_WRONLY) !== 0 ? file : undefined;
}

/** The answer for an errno that an `Fd` gave, 0 being success. */
export function answerOf(errno: number): Answer {
  return 0 - errno; // not -errno: a guest's 0 must not be -0 in a trace or a comparison
}

/** Takes an i64 as the unsigned number it stands for. */
export function unsigned(value: bigint): bigint {
  return BigInt.asUintN(64, value);
}
