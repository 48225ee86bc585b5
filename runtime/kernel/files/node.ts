/**
 * What every inode of the kernel can do. Files and directories in memory extend browser_wasi_shim's `File` and
 * `Directory`, those of the host its `Inode`; these interfaces are what the path walk and the calls need of all of them.
 */
import { type Fd, Inode, wasi } from "@bjorn3/browser_wasi_shim";
import type { Pid } from "../../abi/ids.ts";
import type { Process } from "../process.ts";
import type { Permissions } from "./permissions.ts";

export type NodeKind = "file" | "directory" | "symbolic link" | "device" | "pipe";

export interface FileNode extends Inode {
  readonly kind: NodeKind;
  /** Which file system it is of: names cannot lead, nor files move, from one to another (EXDEV). */
  readonly device: bigint;
  /** Who may do what with it. */
  readonly permissions: Permissions;
  stat(): wasi.Filestat;
  /** Opens it; answers what a descriptor can hold, or -errno; or WAIT, if `by` sleeps until the other end of a pipe comes. */
  open(options: OpenOptions): Fd | number;
  /** Sets its times (nanoseconds since 1970), undefined leaves one alone; answers 0 or -errno. */
  setTimes(accessed: bigint | undefined, modified: bigint | undefined): number;
  /** Sets mode and owners, whoever asks; answers 0 or -errno. */
  setPermissions(permissions: Permissions): number;
  /** What a device file stands for (`st_rdev`). */
  readonly represents?: bigint;
}

export interface OpenOptions {
  readonly read: boolean;
  readonly write: boolean;
  readonly truncate: boolean;
  /** Who opens it, and may have to wait for it; nobody waits where this is left out. */
  readonly by?: Process;
}

export interface SymbolicLinkNode extends FileNode {
  readonly kind: "symbolic link";
  /** The path it holds, to the process that reads it (/proc/self is each one's own), or -errno. */
  readTarget(reader: Pid): string | number;
}

/** One line of a directory listing. */
export interface Entry {
  readonly name: string;
  readonly ino: bigint;
  /** A WASI file type. */
  readonly type: number;
}

/**
 * A directory. Its methods trust their caller (`tree.ts`) to have checked what POSIX asks to be checked: that a name is
 * free, that a directory is empty, that both ends of a move are of one device. They answer 0 or -errno.
 */
export interface DirectoryNode extends FileNode {
  readonly kind: "directory";
  /** The directory that holds this one, and under which name; undefined for the root, and once it is removed. */
  container: DirectoryNode | undefined;
  label: string;
  /** Removed, though somebody may still have it open or work in it: nothing can be made here any more. */
  removed: boolean;
  /** What is mounted over names of this directory. */
  mounts: Map<string, FileNode> | undefined;

  /** The file of that name (never what is mounted over it), or -errno: -ENOENT if there is none. */
  find(name: string): FileNode | number;
  /** What it holds, in a defined order, without `.`, `..` and mounts; or -errno. */
  list(): Entry[] | number;
  createFile(name: string, permissions: Permissions): FileNode | number;
  createDirectory(name: string, permissions: Permissions): number;
  /** `path` is what people call it. */
  createPipe(name: string, permissions: Permissions, path: string): number;
  createSymbolicLink(name: string, target: string): number;
  /** Gives a file, of this device and not a directory, one more name. */
  link(name: string, node: FileNode): number;
  unlink(name: string): number;
  removeDirectory(name: string): number;
  /** Moves an entry into a directory of the same device, replacing what is there. */
  move(name: string, to: DirectoryNode, newName: string): number;
}

export function isDirectory(node: FileNode): node is DirectoryNode {
  return node.kind === "directory";
}

export function isSymbolicLink(node: FileNode): node is SymbolicLinkNode {
  return node.kind === "symbolic link";
}

/** An inode that is not one of browser_wasi_shim's own: answers the shim's way to open it, too. */
export abstract class KernelInode extends Inode {
  abstract open(options: OpenOptions): Fd | number;

  override path_open(oflags: number, rights: bigint): { ret: number; fd_obj: Fd | null } {
    const fd = this.open({
      read: (rights & BigInt(wasi.RIGHTS_FD_READ)) !== 0n,
      write: (rights & BigInt(wasi.RIGHTS_FD_WRITE)) !== 0n,
      truncate: (oflags & wasi.OFLAGS_TRUNC) !== 0,
    });
    return typeof fd === "number" ? { ret: -fd, fd_obj: null } : { ret: 0, fd_obj: fd };
  }
}

/** A filled-in `filestat`. */
export function filestat(
  node: Inode & { readonly device: bigint },
  type: number,
  size: bigint,
  links: bigint,
  times: Times,
): wasi.Filestat {
  const stat = new wasi.Filestat(node.ino, type, size);
  stat.dev = node.device;
  stat.nlink = links;
  stat.atim = times.accessed;
  stat.mtim = times.modified;
  stat.ctim = times.changed;
  return stat;
}

/** When a file was read, written, and changed in any way: nanoseconds since 1970. */
export interface Times {
  accessed: bigint;
  modified: bigint;
  changed: bigint;
}

/** The device of all files in memory, of pipes and of devices. */
export const MEMORY_DEVICE = 1n;
