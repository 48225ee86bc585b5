/**
 * What an open file that is not a regular one answers: the right errno for everything it cannot do, so that each kind
 * writes only what it can (POSIX.1-2024 lseek, pread, ftruncate, fsync). Like all of browser_wasi_shim's `Fd`s it
 * answers errno as a positive number.
 */
import { Fd, wasi } from "@bjorn3/browser_wasi_shim";
import type { FileNode } from "./node.ts";

/** What reads answer. The data may be lent: it is good until the next call on the same file. */
export interface ReadResult {
  ret: number;
  data: Uint8Array;
}

export interface WriteResult {
  ret: number;
  nwritten: number;
}

export const NOTHING = new Uint8Array(0);

export abstract class KernelFd extends Fd {
  abstract readonly node: FileNode;

  override fd_filestat_get(): { ret: number; filestat: wasi.Filestat } {
    return { ret: 0, filestat: this.node.stat() };
  }

  override fd_fdstat_get(): { ret: number; fdstat: wasi.Fdstat } {
    return { ret: 0, fdstat: new wasi.Fdstat(this.node.stat().filetype, 0) };
  }

  override fd_filestat_set_times(accessed: bigint, modified: bigint, flags: number): number {
    const chosen = (value: bigint, flag: number) => ((flags & flag) !== 0 ? value : undefined);
    return 0 - this.node.setTimes(chosen(accessed, wasi.FSTFLAGS_ATIM), chosen(modified, wasi.FSTFLAGS_MTIM));
  }

  override fd_read(_size: number): ReadResult {
    return { ret: wasi.ERRNO_INVAL, data: NOTHING };
  }

  override fd_write(_data: Uint8Array): WriteResult {
    return { ret: wasi.ERRNO_INVAL, nwritten: 0 };
  }

  override fd_pread(_size: number, _offset: bigint): ReadResult {
    return { ret: wasi.ERRNO_SPIPE, data: NOTHING };
  }

  override fd_pwrite(_data: Uint8Array, _offset: bigint): WriteResult {
    return { ret: wasi.ERRNO_SPIPE, nwritten: 0 };
  }

  override fd_seek(_offset: bigint, _whence: number): { ret: number; offset: bigint } {
    return { ret: wasi.ERRNO_SPIPE, offset: 0n };
  }

  override fd_tell(): { ret: number; offset: bigint } {
    return { ret: wasi.ERRNO_SPIPE, offset: 0n };
  }

  override fd_allocate(_offset: bigint, _length: bigint): number {
    return wasi.ERRNO_SPIPE;
  }

  override fd_filestat_set_size(_size: bigint): number {
    return wasi.ERRNO_INVAL;
  }

  override fd_sync(): number {
    return wasi.ERRNO_INVAL;
  }

  override fd_readdir_single(_cookie: bigint): { ret: number; dirent: wasi.Dirent | null } {
    return { ret: wasi.ERRNO_NOTDIR, dirent: null };
  }
}
