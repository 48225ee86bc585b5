/** Calls on what files are and who may do what with them: stat, chmod, chown, umask, access, and making files with a mode. */
import { type Fd, wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import {
  FD_CLOEXEC,
  FD_CLOFORK,
  FDFLAGS_MASK,
  O_CLOEXEC,
  O_CLOFORK,
  O_NOCTTY,
  O_NOFOLLOW,
  O_RDONLY,
  O_WRONLY,
  OFLAGS_SHIFT,
} from "../../abi/flags.ts";
import { STAT_SIZE } from "../../abi/layout.ts";
import {
  AT_EACCESS,
  AT_EMPTY_PATH,
  AT_SYMLINK_NOFOLLOW,
  MODE_MASK,
  NOT_MADE,
  R_OK,
  S_IFCHR,
  S_IFDIR,
  S_IFIFO,
  S_IFLNK,
  S_IFMT,
  S_IFREG,
  W_OK,
  X_OK,
} from "../../abi/mode.ts";
import type { Answer } from "../answer.ts";
import { HostNode } from "../files/host-node.ts";
import type { FileNode } from "../files/node.ts";
import { changeMode, changeOwner, may, type Permissions } from "../files/permissions.ts";
import { type Location, makeDirectory, makePipeAt, openAt } from "../files/tree.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { Kernel } from "../kernel.ts";
import { resolve } from "../paths.ts";
import type { Process } from "../process.ts";
import { subjectOf } from "../subject.ts";
import { openFileOf, readPath } from "./arguments.ts";
import { storeStat } from "./file-layouts.ts";
import type { Handlers } from "./handler.ts";
import { nameOf, open } from "./open.ts";

const OFLAGS_MASK = 0xf;
/** What one read or write of a file is best, and what `st_blocks` counts. */
const BLOCK_SIZE = 4096;
const STAT_BLOCK = 512;

/** The bits of S_IFMT for WASI's file types; pipes are of none. */
const FORMATS = new Map<number, number>([
  [wasi.FILETYPE_REGULAR_FILE, S_IFREG],
  [wasi.FILETYPE_DIRECTORY, S_IFDIR],
  [wasi.FILETYPE_CHARACTER_DEVICE, S_IFCHR],
  [wasi.FILETYPE_SYMBOLIC_LINK, S_IFLNK],
]);

export const statusCalls: Handlers = {
  /** POSIX.1-2024 openat, with wasi-libc's flags and the caller's umask. EINVAL for neither reading nor writing. */
  openat(kernel, process, dirfd: number, path: number, size: number, flags: number, mode: number): Answer {
    const access = flags & (O_RDONLY | O_WRONLY);
    if (access === 0) return -Errno.EINVAL;
    const descriptorFlags = ((flags & O_CLOEXEC) !== 0 ? FD_CLOEXEC : 0) | ((flags & O_CLOFORK) !== 0 ? FD_CLOFORK : 0);
    const oflags = (flags >> OFLAGS_SHIFT) & OFLAGS_MASK;
    const fdflags = flags & FDFLAGS_MASK;
    const follow = (flags & O_NOFOLLOW) === 0;
    const takesTerminal = (flags & O_NOCTTY) === 0;
    return open(kernel, process, {
      dirfd,
      path,
      size,
      follow,
      takesTerminal,
      oflags,
      access,
      fdflags,
      mode,
      descriptorFlags,
    });
  },

  mkdirat(kernel, process, dirfd: number, path: number, size: number, mode: number): Answer {
    const at = look(kernel, process, dirfd, path, size, false, true);
    if (typeof at === "number") return at;
    return makeDirectory(at, { mode: mode & 0o1777, umask: process.umask });
  },

  /**
   * POSIX.1-2024 mknod: named pipes and empty regular files.
   *
   * - EPERM   devices, which need privileges, and directories
   * - EINVAL  no such type of file
   */
  mknodat(kernel, process, dirfd: number, path: number, size: number, mode: number): Answer {
    const format = mode & S_IFMT || S_IFREG;
    if (format !== S_IFREG && format !== S_IFIFO) return NOT_MADE.has(format) ? -Errno.EPERM : -Errno.EINVAL;
    const at = look(kernel, process, dirfd, path, size, false, true);
    if (typeof at === "number") return at;
    const making = { mode, umask: process.umask };
    if (format === S_IFIFO) return makePipeAt(at, making, nameOf(kernel, at));
    if (at.node !== undefined) return -Errno.EEXIST;
    if (at.slash) return -Errno.ENOENT;
    const fd = openAt(at, wasi.OFLAGS_CREAT | wasi.OFLAGS_EXCL, { read: false, write: true }, making);
    if (typeof fd === "number") return fd;
    fd.fd_close();
    return 0;
  },

  /** POSIX.1-2024 fstatat; an empty path means the descriptor itself with AT_EMPTY_PATH (Linux). */
  fstatat(kernel, process, dirfd: number, path: number, size: number, stat: number, flags: number): Answer {
    kernel.memory.check(stat, STAT_SIZE);
    if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -Errno.EINVAL;
    const at = look(kernel, process, dirfd, path, size, (flags & AT_SYMLINK_NOFOLLOW) === 0, false, flags);
    if (typeof at === "number") return at;
    if (at.node === undefined) return -Errno.ENOENT;
    storeNode(kernel.memory, stat, at.node, at.node.stat());
    return 0;
  },

  fstat(kernel, process, fd: number, stat: number): Answer {
    kernel.memory.check(stat, STAT_SIZE);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const { ret, filestat } = file.fd.fd_filestat_get();
    if (filestat === null) return -ret;
    storeNode(kernel.memory, stat, nodeOf(file.fd), filestat);
    return 0;
  },

  fchmodat(kernel, process, dirfd: number, path: number, size: number, mode: number, flags: number): Answer {
    if ((flags & ~AT_SYMLINK_NOFOLLOW) !== 0) return -Errno.EINVAL;
    const node = existing(kernel, process, dirfd, path, size, flags);
    return typeof node === "number" ? node : changeMode(subjectOf(process), node, mode);
  },

  fchmod(_kernel, process, fd: number, mode: number): Answer {
    const file = openFileOf(process, fd);
    return file === undefined ? -Errno.EBADF : changeMode(subjectOf(process), nodeOf(file.fd), mode);
  },

  fchownat(
    kernel,
    process,
    dirfd: number,
    path: number,
    size: number,
    uid: number,
    gid: number,
    flags: number,
  ): Answer {
    if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -Errno.EINVAL;
    const node = existing(kernel, process, dirfd, path, size, flags);
    return typeof node === "number" ? node : changeOwner(subjectOf(process), node, uid, gid);
  },

  fchown(_kernel, process, fd: number, uid: number, gid: number): Answer {
    const file = openFileOf(process, fd);
    return file === undefined ? -Errno.EBADF : changeOwner(subjectOf(process), nodeOf(file.fd), uid, gid);
  },

  /** POSIX.1-2024 access: EACCES, or EROFS for what lies in a directory of the host that may not be changed. */
  faccessat(kernel, process, dirfd: number, path: number, size: number, mode: number, flags: number): Answer {
    if ((mode & ~(R_OK | W_OK | X_OK)) !== 0) return -Errno.EINVAL;
    if ((flags & ~(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -Errno.EINVAL;
    const node = existing(kernel, process, dirfd, path, size, flags);
    if (typeof node === "number") return node;
    if ((mode & W_OK) !== 0 && node instanceof HostNode && node.hostMount.readOnly) return -Errno.EROFS;
    return may(subjectOf(process), node, mode) ? 0 : -Errno.EACCES;
  },

  umask(_kernel, process, mask: number): Answer {
    const before = process.umask;
    process.umask = mask & 0o777;
    return before;
  },
};

function look(
  kernel: Kernel,
  process: Process,
  dirfd: number,
  path: number,
  size: number,
  follow: boolean,
  making = false,
  flags = 0,
): Location | number {
  const text = readPath(kernel.memory, path, size);
  if (typeof text === "number") return text;
  if (text === "" && (flags & AT_EMPTY_PATH) !== 0 && dirfd >= 0) return lookAtDescriptor(kernel, process, dirfd);
  return resolve(kernel, process, dirfd, text, follow, making);
}

/** The location that is the file of a descriptor itself. */
function lookAtDescriptor(kernel: Kernel, process: Process, fd: number): Location | number {
  const file = openFileOf(process, fd);
  if (file === undefined) return -Errno.EBADF;
  const directory = kernel.world.root.inode;
  return { directory, name: "", node: nodeOf(file.fd), slash: false, subject: subjectOf(process) };
}

function existing(
  kernel: Kernel,
  process: Process,
  dirfd: number,
  path: number,
  size: number,
  flags: number,
): FileNode | number {
  const at = look(kernel, process, dirfd, path, size, (flags & AT_SYMLINK_NOFOLLOW) === 0, false, flags);
  return typeof at === "number" ? at : (at.node ?? -Errno.ENOENT);
}

/** The inode that an open file stands on: every kind of file here has one. */
export function nodeOf(fd: Fd): FileNode {
  return (fd as Fd & { readonly node: FileNode }).node;
}

/** Stores what is known of a file, at an address that has been checked. */
function storeNode(memory: GuestMemory, address: number, node: FileNode, stat: wasi.Filestat): void {
  const { mode, uid, gid }: Permissions = node.permissions;
  const hostFormat = node instanceof HostNode ? (node.known.mode ?? 0) & S_IFMT : 0;
  const blocks = stat.filetype === wasi.FILETYPE_REGULAR_FILE ? Math.ceil(Number(stat.size) / BLOCK_SIZE) : 0;
  storeStat(memory, address, {
    device: stat.dev,
    ino: stat.ino,
    links: stat.nlink,
    mode: (FORMATS.get(stat.filetype) ?? (hostFormat || S_IFIFO)) | (mode & MODE_MASK),
    uid,
    gid,
    represents: node.represents ?? 0n,
    size: node.kind === "pipe" ? 0n : stat.size,
    blockSize: BLOCK_SIZE,
    blocks: BigInt(blocks * (BLOCK_SIZE / STAT_BLOCK)),
    times: [stat.atim, stat.mtim, stat.ctim],
  });
}
