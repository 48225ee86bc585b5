/** Calls that name files by paths: the host looks them up. */
import { Errno } from "../../../abi/errno.ts";
import { FDFLAGS_MASK, O_NOCTTY, O_NOFOLLOW, O_RDONLY, O_WRONLY, OFLAGS_SHIFT } from "../../../abi/flags.ts";
import { FILESTAT_SIZE, STAT_SIZE } from "../../../abi/layout.ts";
import {
  AT_EACCESS,
  AT_EMPTY_PATH,
  AT_SYMLINK_FOLLOW,
  AT_SYMLINK_NOFOLLOW,
  NOT_MADE,
  R_OK,
  S_IFIFO,
  S_IFMT,
  S_IFREG,
  W_OK,
  X_OK,
} from "../../../abi/mode.ts";
import { storeFilestat, storeStat } from "../../../kernel/syscalls/file-layouts.ts";
import { accessMode } from "../../../kernel/syscalls/rights.ts";
import { hostDirectory, hostFd } from "../descriptors.ts";
import { answerOf } from "../host-errno.ts";
import { HostAt, hostAtFlags, hostOpenFlags } from "../host-flags.ts";
import { readHostPath } from "../host-path.ts";
import { readStatus, wasiStatus } from "../host-status.ts";
import type { NativeProcess } from "../native-process.ts";
import { chosenTimes } from "../times.ts";
import { hostDescriptorFlags, noteOpened } from "./descriptor-calls.ts";
import type { NativeHandlers } from "./handler.ts";

/** WASI's lookup flag: follow a symbolic link at the end of the path. */
const SYMLINK_FOLLOW = 1;
/** And one of ours, as WASI has none for O_NOCTTY. */
const NO_TERMINAL = 2;
const OFLAGS_MASK = 0xf;

export const pathCalls: NativeHandlers = {
  chdir: (process, path: number, size: number) => answerOf(process.host.chdir(readHostPath(process, path, size))),
  fchdir: ({ host }, fd: number) => answerOf(host.fchdir(hostFd(fd))),

  getcwd({ host, memory }, buffer: number, size: number): number {
    if (size === 0) return -Errno.EINVAL;
    return answerOf(host.getcwd(memory.lend(buffer, size)));
  },

  umask: ({ host }, mask: number) => host.umask(mask & 0o777),

  /** EINVAL for neither reading nor writing. */
  openat(process, dirfd: number, path: number, size: number, flags: number, mode: number): number {
    if ((flags & (O_RDONLY | O_WRONLY)) === 0) return -Errno.EINVAL;
    return open(process, dirfd, path, size, flags, mode);
  },

  path_open(
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
  ): number {
    process.memory.check(opened, 4);
    if ((oflags & ~OFLAGS_MASK) !== 0 || (fdflags & ~FDFLAGS_MASK) !== 0) return -Errno.EINVAL;
    const follow = (lookup & SYMLINK_FOLLOW) !== 0 ? 0 : O_NOFOLLOW;
    const terminal = (lookup & NO_TERMINAL) === 0 ? 0 : O_NOCTTY;
    const flags = follow | terminal | (oflags << OFLAGS_SHIFT) | fdflags | accessMode(rights);
    const fd = open(process, dirfd, path, size, flags, 0o666);
    if (fd < 0) return fd;
    process.memory.setU32(opened, fd);
    return 0;
  },

  mkdirat: (process, dirfd: number, path: number, size: number, mode: number) =>
    answerOf(process.host.mkdirat(hostDirectory(dirfd), readHostPath(process, path, size), mode & 0o1777)),
  path_create_directory: (process, dirfd: number, path: number, size: number) =>
    answerOf(process.host.mkdirat(hostDirectory(dirfd), readHostPath(process, path, size), 0o777)),

  /** Named pipes and empty regular files: EPERM for what needs privileges, EINVAL for no such type of file. */
  mknodat(process, dirfd: number, path: number, size: number, mode: number): number {
    const format = mode & S_IFMT || S_IFREG;
    if (format !== S_IFREG && format !== S_IFIFO) return NOT_MADE.has(format) ? -Errno.EPERM : -Errno.EINVAL;
    return answerOf(process.host.mknodat(hostDirectory(dirfd), readHostPath(process, path, size), mode));
  },

  fstatat(process, dirfd: number, path: number, size: number, stat: number, flags: number): number {
    process.memory.check(stat, STAT_SIZE);
    if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -Errno.EINVAL;
    const answer = look(process, dirfd, path, size, hostAtFlags(flags));
    if (answer === 0) storeStat(process.memory, stat, readStatus(process.numbers));
    return answer;
  },

  path_filestat_get(process, dirfd: number, lookup: number, path: number, size: number, stat: number): number {
    process.memory.check(stat, FILESTAT_SIZE);
    const answer = look(process, dirfd, path, size, noFollow(lookup));
    if (answer === 0) storeFilestat(process.memory, stat, wasiStatus(process.numbers));
    return answer;
  },

  path_filestat_set_times(
    process,
    dirfd: number,
    lookup: number,
    path: number,
    size: number,
    accessed: bigint,
    modified: bigint,
    flags: number,
  ): number {
    const times = chosenTimes(accessed, modified, flags);
    if (typeof times === "number") return times;
    const file = readHostPath(process, path, size);
    return answerOf(process.host.utimensat(hostDirectory(dirfd), file, noFollow(lookup), ...times));
  },

  fchmodat(process, dirfd: number, path: number, size: number, mode: number, flags: number): number {
    if ((flags & ~AT_SYMLINK_NOFOLLOW) !== 0) return -Errno.EINVAL;
    const file = readHostPath(process, path, size);
    return answerOf(process.host.fchmodat(hostDirectory(dirfd), file, mode, hostAtFlags(flags)));
  },

  fchownat(process, dirfd: number, path: number, size: number, uid: number, gid: number, flags: number): number {
    if ((flags & ~(AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -Errno.EINVAL;
    const file = readHostPath(process, path, size);
    return answerOf(process.host.fchownat(hostDirectory(dirfd), file, uid, gid, hostAtFlags(flags)));
  },

  faccessat(process, dirfd: number, path: number, size: number, mode: number, flags: number): number {
    if ((mode & ~(R_OK | W_OK | X_OK)) !== 0) return -Errno.EINVAL;
    if ((flags & ~(AT_EACCESS | AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH)) !== 0) return -Errno.EINVAL;
    const file = readHostPath(process, path, size);
    return answerOf(process.host.faccessat(hostDirectory(dirfd), file, mode, hostAtFlags(flags)));
  },

  path_link(
    process,
    fromFd: number,
    lookup: number,
    from: number,
    fromSize: number,
    toFd: number,
    to: number,
    toSize: number,
  ): number {
    const source = readHostPath(process, from, fromSize);
    const target = readHostPath(process, to, toSize);
    const flags = (lookup & SYMLINK_FOLLOW) !== 0 ? hostAtFlags(AT_SYMLINK_FOLLOW) : 0;
    return answerOf(process.host.linkat(hostDirectory(fromFd), source, hostDirectory(toFd), target, flags));
  },

  path_symlink(process, target: number, targetSize: number, dirfd: number, path: number, size: number): number {
    const text = process.memory.slice(target, targetSize);
    if (text.includes(0)) return -Errno.EINVAL;
    return answerOf(process.host.symlinkat(text, hostDirectory(dirfd), readHostPath(process, path, size)));
  },

  /** What does not fit is cut off, and there is no NUL. */
  path_readlink(
    process,
    dirfd: number,
    path: number,
    size: number,
    buffer: number,
    room: number,
    used: number,
  ): number {
    const { host, memory } = process;
    const target = memory.lend(buffer, room);
    memory.check(used, 4);
    const answer = answerOf(host.readlinkat(hostDirectory(dirfd), readHostPath(process, path, size), target));
    if (answer < 0) return answer;
    memory.setU32(used, answer);
    return 0;
  },

  path_remove_directory: (process, dirfd: number, path: number, size: number) =>
    answerOf(process.host.unlinkat(hostDirectory(dirfd), readHostPath(process, path, size), HostAt.AT_REMOVEDIR)),
  path_unlink_file: (process, dirfd: number, path: number, size: number) =>
    answerOf(process.host.unlinkat(hostDirectory(dirfd), readHostPath(process, path, size), 0)),

  path_rename(
    process,
    fromFd: number,
    from: number,
    fromSize: number,
    toFd: number,
    to: number,
    toSize: number,
  ): number {
    const source = readHostPath(process, from, fromSize);
    const target = readHostPath(process, to, toSize);
    return answerOf(process.host.renameat(hostDirectory(fromFd), source, hostDirectory(toFd), target));
  },
};

function open(process: NativeProcess, dirfd: number, path: number, size: number, flags: number, mode: number): number {
  const file = readHostPath(process, path, size);
  const wanted = hostOpenFlags(flags) | hostDescriptorFlags(flags);
  const made = process.host.openat(hostDirectory(dirfd), file, wanted, mode & 0o7777);
  return made < 0 ? answerOf(made) : noteOpened(process, made, flags);
}

/** Fills in the process's numbers. */
function look(process: NativeProcess, dirfd: number, path: number, size: number, hostFlags: number): number {
  const file = readHostPath(process, path, size);
  return answerOf(process.host.fstatat(hostDirectory(dirfd), file, process.numbers, hostFlags));
}

function noFollow(lookup: number): number {
  return (lookup & SYMLINK_FOLLOW) !== 0 ? 0 : HostAt.AT_SYMLINK_NOFOLLOW;
}
