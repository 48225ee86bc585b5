/**
 * An open directory, in memory or of the host. What it lists is looked up when reading begins (cookie 0) and kept, so
 * that entries made or removed meanwhile neither hide others nor show them twice (POSIX.1-2024 readdir).
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { KernelFd, NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import type { DirectoryNode, Entry } from "./node.ts";
import { seek } from "./seek.ts";
import { listDirectory } from "./tree.ts";

export class DirectoryFd extends KernelFd {
  readonly node: DirectoryNode;
  /** Shared by all who share this open file: a child reads on where its parent was. */
  private position = 0n;
  private listing: readonly Entry[] | undefined = undefined;

  constructor(node: DirectoryNode) {
    super();
    this.node = node;
  }

  override fd_fdstat_get(): { ret: number; fdstat: wasi.Fdstat } {
    return { ret: 0, fdstat: new wasi.Fdstat(wasi.FILETYPE_DIRECTORY, 0) };
  }

  override fd_readdir_single(cookie: bigint): { ret: number; dirent: wasi.Dirent | null } {
    if (cookie === 0n || this.listing === undefined) {
      const listing = listDirectory(this.node);
      if (typeof listing === "number") return { ret: -listing, dirent: null };
      this.listing = listing;
    }
    if (cookie >= BigInt(this.listing.length)) return { ret: 0, dirent: null };
    const { name, ino, type } = this.listing[Number(cookie)] as Entry;
    return { ret: 0, dirent: new wasi.Dirent(cookie + 1n, ino, name, type) };
  }

  override fd_read(): ReadResult {
    return { ret: wasi.ERRNO_ISDIR, data: NOTHING };
  }

  override fd_pread(): ReadResult {
    return { ret: wasi.ERRNO_ISDIR, data: NOTHING };
  }

  /** Its offset is that of `getdents`: how many entries have been read. Back at 0, the directory is looked at anew. */
  override fd_seek(offset: bigint, whence: number): { ret: number; offset: bigint } {
    if (whence === wasi.WHENCE_END) return { ret: wasi.ERRNO_INVAL, offset: 0n };
    const result = seek(this.position, 0n, offset, whence);
    if (result.ret === 0) this.position = result.offset;
    return result;
  }

  override fd_tell(): { ret: number; offset: bigint } {
    return { ret: 0, offset: this.position };
  }

  override fd_allocate(): number {
    return wasi.ERRNO_BADF;
  }

  override fd_write(): WriteResult {
    return { ret: wasi.ERRNO_BADF, nwritten: 0 };
  }

  override fd_pwrite(): WriteResult {
    return { ret: wasi.ERRNO_BADF, nwritten: 0 };
  }

  override fd_sync(): number {
    return 0;
  }
}
