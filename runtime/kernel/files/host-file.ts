/** What a host directory holds besides directories: regular files, symbolic links, and what cannot be opened. */
import { Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { HostStat } from "./host.ts";
import type { HostDirectory } from "./host-directory.ts";
import { type HostMount, HostNode, toFilestat } from "./host-node.ts";
import { NOTHING, type ReadResult, type WriteResult } from "./kernel-fd.ts";
import type { FileNode, OpenOptions, SymbolicLinkNode } from "./node.ts";
import { seek } from "./seek.ts";

/** How much is read of a file that says it is empty: some of a host's special files lie (/proc). */
const UNKNOWN_SIZE = 65536;

/** An inode that lives as long as one call: the next one asks the host anew. */
abstract class HostEntry extends HostNode {
  private readonly directory: HostDirectory;
  private readonly name: string;

  constructor(hostMount: HostMount, known: HostStat, directory: HostDirectory, name: string) {
    super(hostMount, known);
    this.directory = directory;
    this.name = name;
  }

  override hostPath(): string | number {
    return this.directory.pathOf(this.name);
  }
}

export class HostFile extends HostEntry implements FileNode {
  get kind() {
    return "file" as const;
  }

  override open({ read, write, truncate }: OpenOptions): Fd | number {
    const { port, readOnly } = this.hostMount;
    if (readOnly && (write || truncate)) return -Errno.EROFS;
    const path = this.hostPath();
    if (typeof path === "number") return path;
    const handle = port.open(path, { read, write, create: false, truncate });
    if (handle < 0) return handle;
    if (truncate) this.hostMount.objects.get(this.ino)?.fileChanged(0, Number.POSITIVE_INFINITY);
    return new HostFileFd(this, handle, write);
  }
}

export class HostSymbolicLink extends HostEntry implements SymbolicLinkNode {
  get kind() {
    return "symbolic link" as const;
  }

  readTarget(): string | number {
    const path = this.hostPath();
    return typeof path === "number" ? path : this.hostMount.port.readLink(path);
  }

  override open(): number {
    return -Errno.ELOOP;
  }
}

/** A fifo, a socket or a device of the host: it can be seen, but opening it could stop the world or leave it. */
export class HostOther extends HostEntry implements FileNode {
  get kind() {
    return "device" as const;
  }

  override open(): number {
    return -Errno.ENXIO;
  }
}

/** An open file of the host. The offset is ours: it must be shared by processes that the host knows nothing of. */
export class HostFileFd extends Fd {
  readonly node: HostFile;
  /** Was it opened to be written? */
  readonly writes: boolean;
  private readonly handle: number;
  private position = 0n;

  constructor(node: HostFile, handle: number, writes: boolean) {
    super();
    this.node = node;
    this.writes = writes;
    this.handle = handle;
  }

  override fd_close(): number {
    this.node.hostMount.port.close(this.handle);
    return 0;
  }

  override fd_fdstat_get(): { ret: number; fdstat: wasi.Fdstat } {
    return { ret: 0, fdstat: new wasi.Fdstat(wasi.FILETYPE_REGULAR_FILE, 0) };
  }

  override fd_filestat_get(): { ret: number; filestat: wasi.Filestat | null } {
    const stat = this.node.hostMount.port.statHandle(this.handle);
    if (typeof stat === "number") return { ret: -stat, filestat: null };
    return { ret: 0, filestat: toFilestat(this.node, stat) };
  }

  override fd_read(size: number): ReadResult {
    const result = this.fd_pread(size, this.position);
    this.position += BigInt(result.data.length);
    return result;
  }

  override fd_pread(size: number, offset: bigint): ReadResult {
    const { port } = this.node.hostMount;
    const start = Number(offset);
    const fileSize = Number(this.size());
    const bytes = new Uint8Array(Math.min(size, fileSize === 0 ? UNKNOWN_SIZE : Math.max(0, fileSize - start)));
    const count = bytes.length === 0 ? 0 : port.read(this.handle, bytes, start);
    return count < 0 ? { ret: -count, data: NOTHING } : { ret: 0, data: bytes.subarray(0, count) };
  }

  override fd_write(data: Uint8Array): WriteResult {
    const result = this.fd_pwrite(data, this.position);
    this.position += BigInt(result.nwritten);
    return result;
  }

  override fd_pwrite(data: Uint8Array, offset: bigint): WriteResult {
    if (data.length === 0) return { ret: 0, nwritten: 0 };
    const count = this.writeAt(data, Number(offset));
    if (count > 0) this.changed(Number(offset), Number(offset) + count);
    return count < 0 ? { ret: -count, nwritten: 0 } : { ret: 0, nwritten: count };
  }

  override fd_seek(offset: bigint, whence: number): { ret: number; offset: bigint } {
    const result = seek(this.position, this.size(), offset, whence);
    if (result.ret === 0) this.position = result.offset;
    return result;
  }

  override fd_tell(): { ret: number; offset: bigint } {
    return { ret: 0, offset: this.position };
  }

  override fd_allocate(offset: bigint, length: bigint): number {
    const end = offset + length;
    return end <= this.size() ? 0 : this.fd_filestat_set_size(end);
  }

  override fd_filestat_set_size(size: bigint): number {
    const before = this.size();
    const error = -this.node.hostMount.port.truncate(this.handle, Number(size));
    if (error === 0) this.changed(Number(before < size ? before : size), Number(before < size ? size : before));
    return error;
  }

  override fd_filestat_set_times(accessed: bigint, modified: bigint, flags: number): number {
    if (this.node.hostMount.readOnly) return wasi.ERRNO_ROFS;
    const chosen = (value: bigint, flag: number) => ((flags & flag) !== 0 ? value : undefined);
    const { port } = this.node.hostMount;
    return -port.setTimesOfHandle(
      this.handle,
      chosen(accessed, wasi.FSTFLAGS_ATIM),
      chosen(modified, wasi.FSTFLAGS_MTIM),
    );
  }

  override fd_sync(): number {
    return -this.node.hostMount.port.sync(this.handle);
  }

  /** Reads and writes for those who map it: answers how many bytes, or -errno. */
  readAt(into: Uint8Array, offset: number): number {
    return this.node.hostMount.port.read(this.handle, into, offset);
  }

  writeAt(bytes: Uint8Array, offset: number): number {
    return this.node.hostMount.port.write(this.handle, bytes, offset);
  }

  private changed(from: number, to: number): void {
    this.node.hostMount.objects.get(this.node.ino)?.fileChanged(from, to);
  }

  size(): bigint {
    const stat = this.node.hostMount.port.statHandle(this.handle);
    return typeof stat === "number" ? 0n : stat.size;
  }
}
