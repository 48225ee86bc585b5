/**
 * A program that the world is offered: a file of /bin whose bytes the host has, and which they are fetched from when somebody first
 * looks. A copy of the world does not copy them.
 */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { World } from "../world.ts";
import { HostPort } from "./host.ts";
import { KernelFd, type ReadResult } from "./kernel-fd.ts";
import { setTimes } from "./memory-file.ts";
import { type FileNode, filestat, KernelInode, MEMORY_DEVICE, type OpenOptions, type Times } from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";
import { seek } from "./seek.ts";

/** Where a program's bytes come from. They must be the same whenever they are asked for. */
export class ProgramSource extends HostPort {
  #bytes: Uint8Array | (() => Uint8Array);

  constructor(bytes: Uint8Array | (() => Uint8Array)) {
    super();
    this.#bytes = bytes;
  }

  read(): Uint8Array {
    if (typeof this.#bytes === "function") this.#bytes = this.#bytes();
    return this.#bytes;
  }
}

export class ProgramFile extends KernelInode implements FileNode {
  readonly source: ProgramSource;
  /** How many names it has. */
  links = 0;
  permissions: Permissions = owned(0o755);
  readonly times: Times;
  private readonly world: World;

  constructor(world: World, source: ProgramSource) {
    super();
    this.ino = world.nextIno++;
    this.world = world;
    this.source = source;
    const now = world.clock.realtime();
    this.times = { accessed: now, modified: now, changed: now };
  }

  get kind() {
    return "file" as const;
  }

  get device(): bigint {
    return MEMORY_DEVICE;
  }

  override stat(): wasi.Filestat {
    const size = BigInt(this.source.read().length);
    return filestat(this, wasi.FILETYPE_REGULAR_FILE, size, BigInt(this.links), this.times);
  }

  setTimes(accessed: bigint | undefined, modified: bigint | undefined): number {
    setTimes(this.times, accessed, modified, this.world.clock.realtime());
    return 0;
  }

  setPermissions(permissions: Permissions): number {
    this.permissions = permissions;
    return 0;
  }

  /** - EACCES  it is to be written: it can only be replaced */
  override open({ write, truncate }: OpenOptions): Fd | number {
    return write || truncate ? -Errno.EACCES : new ProgramFd(this);
  }
}

class ProgramFd extends KernelFd {
  readonly node: ProgramFile;
  private position = 0n;

  constructor(node: ProgramFile) {
    super();
    this.node = node;
  }

  override fd_read(size: number): ReadResult {
    const result = this.fd_pread(size, this.position);
    this.position += BigInt(result.data.length);
    return result;
  }

  override fd_pread(size: number, offset: bigint): ReadResult {
    const bytes = this.node.source.read();
    const from = Math.min(Number(offset), bytes.length);
    return { ret: 0, data: bytes.subarray(from, from + size) };
  }

  override fd_seek(offset: bigint, whence: number): { ret: number; offset: bigint } {
    const size = BigInt(this.node.source.read().length);
    const result = seek(this.position, size, offset, whence);
    if (result.ret === 0) this.position = result.offset;
    return result;
  }

  override fd_tell(): { ret: number; offset: bigint } {
    return { ret: 0, offset: this.position };
  }

  override fd_sync(): number {
    return 0;
  }
}
