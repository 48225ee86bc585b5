/** Calls that name files by paths: they look the path up, and leave the rest to `files/tree.ts`. */
import { Errno } from "../../abi/errno.ts";
import { FDFLAGS_MASK } from "../../abi/flags.ts";
import { FILESTAT_SIZE } from "../../abi/layout.ts";
import type { Answer } from "../answer.ts";
import { isSymbolicLink } from "../files/node.ts";
import { toBytes } from "../files/text.ts";
import {
  type Location,
  makeDirectory,
  makeLink,
  makeSymbolicLink,
  removeDirectory,
  removeFile,
  rename,
} from "../files/tree.ts";
import type { Kernel } from "../kernel.ts";
import { changeDirectory, changeDirectoryTo, pathOf, resolve } from "../paths.ts";
import type { Process } from "../process.ts";
import { readPath } from "./arguments.ts";
import { storeFilestat } from "./file-layouts.ts";
import type { Handlers } from "./handler.ts";
import { open } from "./open.ts";
import { accessMode } from "./rights.ts";
import { chooseTimes } from "./times.ts";

/** WASI's lookup flag: follow a symbolic link at the end of the path. */
const SYMLINK_FOLLOW = 1;
/** And one of ours, as WASI has none for O_NOCTTY: do not take a terminal as the session's. */
const NO_TERMINAL = 2;
const OFLAGS_MASK = 0xf;

export const pathCalls: Handlers = {
  chdir(kernel, process, path: number, size: number): Answer {
    const text = readPath(kernel.memory, path, size);
    return typeof text === "number" ? text : changeDirectory(kernel, process, text);
  },

  /** POSIX.1-2024 fchdir: EBADF, ENOTDIR. */
  fchdir: (kernel, process, fd: number) => changeDirectoryTo(kernel, process, fd),

  /** POSIX.1-2024 getcwd: EINVAL for no room, ERANGE for too little, ENOENT once the directory has been removed. */
  getcwd(kernel, process, buffer: number, size: number): Answer {
    kernel.memory.check(buffer, size);
    if (size === 0) return -Errno.EINVAL;
    const path = pathOf(kernel.world.root.inode, process.cwd.inode);
    if (path === undefined) return -Errno.ENOENT;
    const bytes = toBytes(`${path}\0`);
    if (bytes.length > size >>> 0) return -Errno.ERANGE;
    kernel.memory.write(buffer, bytes);
    return bytes.length;
  },

  path_open(
    kernel,
    process,
    dirfd: number,
    lookup: number,
    path: number,
    size: number,
    oflags: number,
    rights: bigint,
    _inheriting: bigint,
    fdflags: number,
    opened: number,
  ): Answer {
    kernel.memory.check(opened, 4);
    if ((oflags & ~OFLAGS_MASK) !== 0 || (fdflags & ~FDFLAGS_MASK) !== 0) return -Errno.EINVAL;
    const follow = (lookup & SYMLINK_FOLLOW) !== 0;
    const takesTerminal = (lookup & NO_TERMINAL) === 0;
    const opening = {
      dirfd,
      path,
      size,
      follow,
      takesTerminal,
      oflags,
      access: accessMode(rights),
      fdflags,
      mode: 0o666,
    };
    const fd = open(kernel, process, { ...opening, descriptorFlags: 0 });
    if (fd < 0) return fd;
    kernel.memory.setU32(opened, fd);
    return 0;
  },

  path_filestat_get(kernel, process, dirfd: number, lookup: number, path: number, size: number, stat: number): Answer {
    kernel.memory.check(stat, FILESTAT_SIZE);
    const at = look(kernel, process, dirfd, path, size, (lookup & SYMLINK_FOLLOW) !== 0);
    if (typeof at === "number") return at;
    if (at.node === undefined) return -Errno.ENOENT;
    storeFilestat(kernel.memory, stat, at.node.stat());
    return 0;
  },

  path_filestat_set_times(
    kernel,
    process,
    dirfd: number,
    lookup: number,
    path: number,
    size: number,
    accessed: bigint,
    modified: bigint,
    flags: number,
  ): Answer {
    const at = look(kernel, process, dirfd, path, size, (lookup & SYMLINK_FOLLOW) !== 0);
    if (typeof at === "number") return at;
    if (at.node === undefined) return -Errno.ENOENT;
    const times = chooseTimes(kernel.world.clock.realtime(), accessed, modified, flags);
    return typeof times === "number" ? times : at.node.setTimes(times.accessed, times.modified);
  },

  path_create_directory(kernel, process, dirfd: number, path: number, size: number): Answer {
    const at = look(kernel, process, dirfd, path, size, false, true);
    return typeof at === "number" ? at : makeDirectory(at, { mode: 0o777, umask: process.umask });
  },

  path_link(
    kernel,
    process,
    fromFd: number,
    lookup: number,
    from: number,
    fromSize: number,
    toFd: number,
    to: number,
    toSize: number,
  ): Answer {
    kernel.memory.check(to, toSize);
    const source = look(kernel, process, fromFd, from, fromSize, (lookup & SYMLINK_FOLLOW) !== 0);
    if (typeof source === "number") return source;
    if (source.node === undefined) return -Errno.ENOENT; // whatever is wrong with the other path
    const target = look(kernel, process, toFd, to, toSize, false, true);
    return typeof target === "number" ? target : makeLink(source, target);
  },

  path_symlink(kernel, process, target: number, targetSize: number, dirfd: number, path: number, size: number): Answer {
    kernel.memory.check(path, size);
    const text = readPath(kernel.memory, target, targetSize);
    if (typeof text === "number") return text;
    if (text === "") return -Errno.ENOENT;
    if (text.includes("\0")) return -Errno.EINVAL;
    const at = look(kernel, process, dirfd, path, size, false, true);
    return typeof at === "number" ? at : makeSymbolicLink(text, at);
  },

  /** POSIX.1-2024 readlink: what does not fit is cut off, there is no NUL, EINVAL for what is not a link. */
  path_readlink(
    kernel,
    process,
    dirfd: number,
    path: number,
    size: number,
    buffer: number,
    room: number,
    used: number,
  ): Answer {
    kernel.memory.check(buffer, room);
    kernel.memory.check(used, 4);
    const at = look(kernel, process, dirfd, path, size, false);
    if (typeof at === "number") return at;
    if (at.node === undefined) return -Errno.ENOENT;
    const target = isSymbolicLink(at.node) ? at.node.readTarget(process.pid) : -Errno.EINVAL;
    if (typeof target === "number") return target;
    const bytes = toBytes(target).subarray(0, room >>> 0);
    kernel.memory.write(buffer, bytes);
    kernel.memory.setU32(used, bytes.length);
    return 0;
  },

  path_remove_directory(kernel, process, dirfd: number, path: number, size: number): Answer {
    const at = look(kernel, process, dirfd, path, size, false);
    return typeof at === "number" ? at : removeDirectory(at);
  },

  path_unlink_file(kernel, process, dirfd: number, path: number, size: number): Answer {
    const at = look(kernel, process, dirfd, path, size, false);
    return typeof at === "number" ? at : removeFile(at);
  },

  path_rename(
    kernel,
    process,
    fromFd: number,
    from: number,
    fromSize: number,
    toFd: number,
    to: number,
    toSize: number,
  ): Answer {
    kernel.memory.check(to, toSize);
    const source = look(kernel, process, fromFd, from, fromSize, false, true);
    if (typeof source === "number") return source;
    const target = look(kernel, process, toFd, to, toSize, false, true);
    return typeof target === "number" ? target : rename(source, target);
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
): Location | number {
  const text = readPath(kernel.memory, path, size);
  return typeof text === "number" ? text : resolve(kernel, process, dirfd, text, follow, making);
}
