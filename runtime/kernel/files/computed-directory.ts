/**
 * Directories and files whose content is computed from the world when somebody looks: what /proc is made of. Nothing can be
 * made, moved or removed there, and nothing written. What errno says so is Linux's of /proc.
 */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import type { Pid } from "../../abi/ids.ts";
import type { World } from "../world.ts";
import { DirectoryFd } from "./directory-fd.ts";
import { KernelFd, type ReadResult } from "./kernel-fd.ts";
import {
  type DirectoryNode,
  type Entry,
  type FileNode,
  filestat,
  KernelInode,
  type NodeKind,
  type OpenOptions,
  type SymbolicLinkNode,
} from "./node.ts";
import { owned, type Permissions } from "./permissions.ts";
import { seek } from "./seek.ts";
import { toBytes } from "./text.ts";

abstract class ComputedNode extends KernelInode implements FileNode {
  abstract readonly kind: NodeKind;
  readonly device: bigint;
  protected readonly world: World;

  constructor(world: World, device: bigint, ino: bigint) {
    super();
    this.world = world;
    this.device = device;
    this.ino = ino;
  }

  protected statAs(type: number, links = 1n): wasi.Filestat {
    const now = this.world.clock.realtime();
    return filestat(this, type, 0n, links, { accessed: now, modified: now, changed: now });
  }

  /** 0555 for directories, 0444 for files, 0777 for links. */
  abstract readonly permissions: Permissions;

  setTimes(): number {
    return -Errno.EPERM;
  }

  setPermissions(): number {
    return -Errno.EPERM;
  }
}

/** What a directory shows: names and what they lead to, in order. */
export type Contents = readonly (readonly [name: string, node: FileNode])[];

export abstract class ComputedDirectory extends ComputedNode implements DirectoryNode {
  container: DirectoryNode | undefined = undefined;
  label = "";
  removed = false;
  readonly permissions = owned(0o555);
  mounts: Map<string, FileNode> | undefined = undefined;

  /** All that it shows now; undefined where what it was of is no more. */
  abstract contents(): Contents | undefined;

  get kind() {
    return "directory" as const;
  }

  override stat(): wasi.Filestat {
    return this.statAs(wasi.FILETYPE_DIRECTORY, 2n);
  }

  override open(): DirectoryFd {
    return new DirectoryFd(this);
  }

  find(name: string): FileNode | number {
    const node = this.contents()?.find(([known]) => known === name)?.[1];
    if (node === undefined) return -Errno.ENOENT;
    if (node instanceof ComputedDirectory) {
      node.container = this;
      node.label = name;
    }
    return node;
  }

  list(): Entry[] | number {
    const contents = this.contents();
    if (contents === undefined) return -Errno.ENOENT;
    return contents.map(([name, node]) => ({ name, ino: node.ino, type: node.stat().filetype }));
  }

  createFile(): number {
    return -Errno.ENOENT;
  }

  createDirectory(): number {
    return -Errno.ENOENT;
  }

  createSymbolicLink(): number {
    return -Errno.ENOENT;
  }

  createPipe(): number {
    return -Errno.ENOENT;
  }

  link(): number {
    return -Errno.ENOENT;
  }

  unlink(): number {
    return -Errno.EPERM;
  }

  removeDirectory(): number {
    return -Errno.EPERM;
  }

  move(): number {
    return -Errno.EPERM;
  }
}

/** A file whose text is made when it is opened. Its size is said to be 0, as on Linux: nobody knows it before. */
export abstract class ComputedFile extends ComputedNode {
  readonly permissions = owned(0o444);

  /** The text now, or -errno. */
  abstract text(): string | number;

  get kind() {
    return "file" as const;
  }

  override stat(): wasi.Filestat {
    return this.statAs(wasi.FILETYPE_REGULAR_FILE);
  }

  override open({ write, truncate }: OpenOptions): Fd | number {
    if (write || truncate) return -Errno.EACCES;
    const text = this.text();
    return typeof text === "number" ? text : new ComputedFd(this, toBytes(text));
  }
}

class ComputedFd extends KernelFd {
  readonly node: ComputedFile;
  private readonly bytes: Uint8Array;
  private position = 0n;

  constructor(node: ComputedFile, bytes: Uint8Array) {
    super();
    this.node = node;
    this.bytes = bytes;
  }

  override fd_read(size: number): ReadResult {
    const result = this.fd_pread(size, this.position);
    this.position += BigInt(result.data.length);
    return result;
  }

  override fd_pread(size: number, offset: bigint): ReadResult {
    const from = Math.min(Number(offset), this.bytes.length);
    return { ret: 0, data: this.bytes.slice(from, from + size) };
  }

  override fd_seek(offset: bigint, whence: number): { ret: number; offset: bigint } {
    const result = seek(this.position, BigInt(this.bytes.length), offset, whence);
    if (result.ret === 0) this.position = result.offset;
    return result;
  }

  override fd_tell(): { ret: number; offset: bigint } {
    return { ret: 0, offset: this.position };
  }
}

/** A symbolic link whose target is made when it is read: -errno where there is none. */
export abstract class ComputedLink extends ComputedNode implements SymbolicLinkNode {
  readonly permissions = owned(0o777);

  abstract readTarget(reader: Pid): string | number;

  get kind() {
    return "symbolic link" as const;
  }

  override stat(): wasi.Filestat {
    return this.statAs(wasi.FILETYPE_SYMBOLIC_LINK);
  }

  override open(): number {
    return -Errno.ELOOP;
  }
}
