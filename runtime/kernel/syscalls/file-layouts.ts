/** What is known of files, as a guest's memory has it (layouts: `abi/layout.ts`). All addresses have been checked. */
import type { wasi } from "@bjorn3/browser_wasi_shim";
import { DIRENT_SIZE, FDSTAT_SIZE, FILESTAT_SIZE, STAT_SIZE } from "../../abi/layout.ts";
import type { GuestMemory } from "../guest-memory.ts";

const NANOSECONDS = 1_000_000_000n;

/** What `struct stat` holds. */
export interface FileStatus {
  readonly device: bigint;
  readonly ino: bigint;
  readonly links: bigint;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** The number of the device that it is. */
  readonly represents: bigint;
  readonly size: bigint;
  readonly blockSize: number;
  /** Of 512 bytes. */
  readonly blocks: bigint;
  /** Accessed, modified, changed: in nanoseconds. */
  readonly times: readonly bigint[];
}

/** A name in a directory. */
export interface DirectoryEntry {
  /** The cookie of the entry behind it. */
  readonly next: bigint;
  readonly ino: bigint;
  readonly name: Uint8Array;
  /** WASI's number of the file's type. */
  readonly type: number;
}

/** Stores wasi-libc's `struct stat`. */
export function storeStat(memory: GuestMemory, address: number, stat: FileStatus): void {
  memory.lend(address, STAT_SIZE).fill(0);
  memory.setU64(address, stat.device);
  memory.setU64(address + 8, stat.ino);
  memory.setU64(address + 16, stat.links);
  memory.setU32(address + 24, stat.mode);
  memory.setU32(address + 28, stat.uid);
  memory.setU32(address + 32, stat.gid);
  memory.setU64(address + 40, stat.represents);
  memory.setU64(address + 48, stat.size);
  memory.setU32(address + 56, stat.blockSize);
  memory.setU64(address + 64, stat.blocks);
  stat.times.forEach((time, i) => {
    memory.setU64(address + 72 + 16 * i, time / NANOSECONDS);
    memory.setU32(address + 80 + 16 * i, Number(time % NANOSECONDS));
  });
}

/** Stores WASI's `filestat`. */
export function storeFilestat(memory: GuestMemory, address: number, stat: Omit<wasi.Filestat, "write_bytes">): void {
  memory.lend(address, FILESTAT_SIZE).fill(0);
  memory.setU64(address, stat.dev);
  memory.setU64(address + 8, stat.ino);
  memory.setU8(address + 16, stat.filetype);
  memory.setU64(address + 24, stat.nlink);
  memory.setU64(address + 32, stat.size);
  memory.setU64(address + 40, stat.atim);
  memory.setU64(address + 48, stat.mtim);
  memory.setU64(address + 56, stat.ctim);
}

/** Stores WASI's `fdstat`; answers 0. */
export function storeFdstat(
  memory: GuestMemory,
  address: number,
  type: number,
  flags: number,
  base: bigint,
  inheriting: bigint,
): number {
  memory.lend(address, FDSTAT_SIZE).fill(0);
  memory.setU8(address, type);
  memory.setU16(address + 2, flags);
  memory.setU64(address + 8, base);
  memory.setU64(address + 16, inheriting);
  return 0;
}

/** WASI's `dirent`, and the name behind it. */
export function entryBytes({ next, ino, name, type }: DirectoryEntry): Uint8Array {
  const bytes = new Uint8Array(DIRENT_SIZE + name.length);
  const view = new DataView(bytes.buffer);
  view.setBigUint64(0, BigInt.asUintN(64, next), true);
  view.setBigUint64(8, BigInt.asUintN(64, ino), true);
  view.setUint32(16, name.length, true);
  view.setUint8(20, type);
  bytes.set(name, DIRENT_SIZE);
  return bytes;
}
