/**
 * From a path to a file (POSIX.1-2024 4.16, Pathname Resolution), name by name over whatever file systems are mounted.
 * No file system follows a symbolic link or a `..` on its own: all of that is here, so that nothing leads out of a
 * mounted directory of the host.
 *
 * A path is looked up from a directory that the caller names by a descriptor:
 *
 *     AT_FDCWD     the current directory; absolute paths and `..` lead where they lead on Unix
 *     a directory  by WASI's rules it is a capability: an absolute path, or a `..` or a symbolic link that leads out of
 *                  it, is ENOTCAPABLE. (Nothing leads out of the root: from there `..` and absolute links are fine.)
 */
import { Errno } from "../abi/errno.ts";
import { AT_FDCWD } from "../abi/flags.ts";
import type { Pid } from "../abi/ids.ts";
import { NAME_MAX, PATH_MAX } from "../abi/layout.ts";
import { X_OK } from "../abi/mode.ts";
import { DirectoryFd } from "./files/directory-fd.ts";
import { type DirectoryNode, isDirectory, isSymbolicLink } from "./files/node.ts";
import { may, type Subject } from "./files/permissions.ts";
import { isLongerThan } from "./files/text.ts";
import { type Location, lookUp } from "./files/tree.ts";
import type { Kernel } from "./kernel.ts";

import type { Process } from "./process.ts";
import { subjectOf } from "./subject.ts";
import type { World } from "./world.ts";

/** How many symbolic links one path may lead through (Linux; POSIX asks for 8 or more). */
const SYMLINKS_MAX = 40;

/** A directory that a process is in. */
export interface Place {
  readonly inode: DirectoryNode;
  /** Its absolute path when the process went there. `pathOf` says what it is now. */
  readonly path: string;
}

/** Where a walk begins, and what it must not leave. */
interface Start {
  readonly root: DirectoryNode;
  readonly directory: DirectoryNode;
  /** Undefined: all of the tree is allowed. */
  readonly boundary: DirectoryNode | undefined;
  /** The process that walks. */
  readonly reader: Pid;
  readonly subject: Subject;
}

/**
 * Looks up a path from a directory descriptor or AT_FDCWD; answers where it leads, or -errno. With `follow`, a symbolic
 * link at its end is followed too. The last name need not exist. With `making`, it may also be that of a file though a
 * `/` follows: who is to make something of that name says EEXIST.
 *
 * - EBADF ENOTDIR  the descriptor is not open, or not a directory
 * - ENOENT         a directory on the way does not exist, or the path is empty
 * - ENOTDIR        something on the way, or at the end of a path with a `/` at its end, is not a directory
 * - EACCES         a directory on the way may not be searched
 * - ELOOP          more than 40 symbolic links
 * - ENAMETOOLONG   a name of more than 255 bytes, or a path of more than 4095
 * - EINVAL         a NUL within the path
 * - ENOTCAPABLE    the path leads out of the descriptor's directory
 */
export function resolve(
  kernel: Kernel,
  process: Process,
  dirfd: number,
  path: string,
  follow: boolean,
  making = false,
): Location | number {
  if (path === "") return -Errno.ENOENT;
  if (path.includes("\0")) return -Errno.EINVAL;
  if (isLongerThan(path, PATH_MAX)) return -Errno.ENAMETOOLONG;
  const root = kernel.world.root.inode;
  const directory = directoryOf(process, dirfd);
  if (typeof directory === "number") return directory;
  const boundary = dirfd === AT_FDCWD ? undefined : directory;
  return walk({ root, directory, boundary, reader: process.pid, subject: subjectOf(process) }, path, follow, making);
}

/** The directory that a descriptor, or AT_FDCWD, stands for; or -EBADF, -ENOTDIR. */
export function directoryOf(process: Process, dirfd: number): DirectoryNode | number {
  if (dirfd === AT_FDCWD) return process.cwd.inode;
  const fd = process.descriptors.get(dirfd)?.file.fd;
  if (fd === undefined) return -Errno.EBADF;
  return fd instanceof DirectoryFd ? fd.node : -Errno.ENOTDIR;
}

function walk(start: Start, path: string, follow: boolean, making: boolean): Location | number {
  const { root, directory, boundary, subject } = start;
  const confined = boundary !== undefined && boundary !== root;
  if (path.startsWith("/") && boundary !== undefined) return -Errno.ENOTCAPABLE;
  let at = path.startsWith("/") ? root : directory;
  let slash = path.endsWith("/");
  let special = "/";
  let links = 0;
  const names = namesOf(path);
  for (;;) {
    const name = names.pop();
    if (name === undefined) return { directory: at, name: special, node: at, slash: true, subject };
    if (!may(subject, at, X_OK)) return -Errno.EACCES;
    if (name === "." || name === "..") {
      special = name;
      if (name === "." || at === root) continue;
      if (confined && at === boundary) return -Errno.ENOTCAPABLE;
      if (at.container === undefined) return -Errno.ENOENT; // it has been removed
      at = at.container;
      continue;
    }
    if (isLongerThan(name, NAME_MAX)) return -Errno.ENAMETOOLONG;
    const last = names.length === 0;
    const node = lookUp(at, name);
    if (typeof node === "number") {
      if (node === -Errno.ENOENT && last) return { directory: at, name, node: undefined, slash, subject };
      return node;
    }
    if (isSymbolicLink(node) && (!last || follow || slash)) {
      const target = node.readTarget(start.reader);
      if (typeof target === "number") return target;
      if (++links > SYMLINKS_MAX) return -Errno.ELOOP;
      if (target === "") return -Errno.ENOENT;
      if (target.startsWith("/")) {
        if (confined) return -Errno.ENOTCAPABLE;
        at = root;
      }
      if (last && target.endsWith("/")) slash = true;
      special = "/";
      names.push(...namesOf(target));
      continue;
    }
    if (isDirectory(node)) {
      if (last) return { directory: at, name, node, slash, subject };
      at = node;
    } else return last && (!slash || making) ? { directory: at, name, node, slash, subject } : -Errno.ENOTDIR;
  }
}

/** The names of a path, the last one first. */
function namesOf(path: string): string[] {
  return path
    .split("/")
    .filter((name) => name !== "")
    .reverse();
}

/** The absolute path of a directory as it is now, or undefined once it has been removed. */
export function pathOf(root: DirectoryNode, directory: DirectoryNode): string | undefined {
  const names: string[] = [];
  for (let at = directory; at !== root; at = at.container) {
    if (at.container === undefined) return undefined;
    names.push(at.label);
  }
  return `/${names.reverse().join("/")}`;
}

/** The path of the directory that a process is in, as it is now. */
export function currentDirectory({ root }: World, { cwd }: Process): string {
  return pathOf(root.inode, cwd.inode) ?? `${cwd.path} (deleted)`;
}

/** `chdir` (POSIX.1-2024): 0, or why the path does not lead to a directory. */
export function changeDirectory(kernel: Kernel, process: Process, path: string): number {
  const at = resolve(kernel, process, AT_FDCWD, path, true);
  if (typeof at === "number") return at;
  if (at.node === undefined) return -Errno.ENOENT;
  if (!isDirectory(at.node)) return -Errno.ENOTDIR;
  if (!may(at.subject, at.node, X_OK)) return -Errno.EACCES;
  process.cwd = { inode: at.node, path: pathOf(kernel.world.root.inode, at.node) ?? path };
  return 0;
}

/** `fchdir` (POSIX.1-2024): 0, -EBADF or -ENOTDIR. AT_FDCWD is no descriptor here. */
export function changeDirectoryTo(kernel: Kernel, process: Process, fd: number): number {
  const directory = fd === AT_FDCWD ? -Errno.EBADF : directoryOf(process, fd);
  if (typeof directory === "number") return directory;
  process.cwd = { inode: directory, path: pathOf(kernel.world.root.inode, directory) ?? "(removed)" };
  return 0;
}

/**
 * The bytes of a program for `execve`, lent until the file next changes; or -errno: EACCES for what is not a regular
 * file, or may not be run, ENOMEM for one that is larger than a file in memory may be.
 */
export function readProgramFile(kernel: Kernel, process: Process, path: string): Uint8Array | number {
  const at = resolve(kernel, process, AT_FDCWD, path, true);
  if (typeof at === "number") return at;
  if (at.node === undefined) return -Errno.ENOENT;
  if (at.node.kind !== "file" || !may(at.subject, at.node, X_OK)) return -Errno.EACCES;
  const fd = at.node.open({ read: true, write: false, truncate: false });
  if (typeof fd === "number") return fd;
  const size = at.node.stat().size;
  const { ret, data } =
    size > kernel.world.limits.fileSize ? { ret: Errno.ENOMEM, data: undefined } : fd.fd_pread(Number(size), 0n);
  fd.fd_close();
  return data === undefined || ret !== 0 ? -ret : data;
}
