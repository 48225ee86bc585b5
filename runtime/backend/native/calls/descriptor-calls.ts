/** Calls on descriptors and on what belongs to open files; reading and writing are in `file-calls.ts`. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../../abi/errno.ts";
import {
  AT_FDCWD,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_CLOFORK,
  F_GETFD,
  F_GETFL,
  F_GETPIPE_SZ,
  F_SETFD,
  F_SETFL,
  F_SETPIPE_SZ,
  FD_CLOEXEC,
  FD_CLOFORK,
  FDFLAGS_MASK,
  O_CLOEXEC,
  O_CLOFORK,
  O_NONBLOCK,
} from "../../../abi/flags.ts";
import { FDSTAT_SIZE, PRESTAT_SIZE } from "../../../abi/layout.ts";
import { storeFdstat } from "../../../kernel/syscalls/file-layouts.ts";
import { ALL_RIGHTS, rightsOf } from "../../../kernel/syscalls/rights.ts";
import { FIRST, guestFd, hostFd } from "../descriptors.ts";
import { answerOf } from "../host-errno.ts";
import { HostFcntl, HostOpen, hostStatusFlags, statusFlagsOf } from "../host-flags.ts";
import { wasiTypeOf } from "../host-status.ts";
import type { NativeProcess } from "../native-process.ts";
import type { NativeHandlers } from "./handler.ts";

/** A prestat of this kind is of nothing that WASI knows. */
const PRESTAT_NONE = 255;
const ROOT = new TextEncoder().encode("/");

export const descriptorCalls: NativeHandlers = {
  pipe2(process, fds: number, flags: number): number {
    const { host, memory, numbers } = process;
    memory.checkArray(fds, 2, 4);
    if ((flags & ~(O_CLOEXEC | O_CLOFORK | O_NONBLOCK)) !== 0) return -Errno.EINVAL;
    const answer = host.pipe2(numbers, hostStatusFlags(flags & O_NONBLOCK) | hostDescriptorFlags(flags));
    if (answer < 0) return answerOf(answer);
    [0, 1].forEach((i) => {
      memory.setU32(fds + 4 * i, noteOpened(process, process.number(i), flags));
    });
    return 0;
  },

  dup: ({ host }, fd: number) => answerOf(guestFd(host.fcntl(hostFd(fd), HostFcntl.F_DUPFD, FIRST))),

  dup3(process, from: number, to: number, flags: number): number {
    if (from === to || (flags & ~(O_CLOEXEC | O_CLOFORK)) !== 0) return -Errno.EINVAL;
    const answer = process.host.dup3(hostFd(from), hostFd(to), hostDescriptorFlags(flags));
    return answer < 0 ? answerOf(answer) : noteOpened(process, answer, flags);
  },

  fcntl(process, fd: number, command: number, argument: number): number {
    const { host, closedInChild } = process;
    const call = (number: number, value = 0): number => answerOf(host.fcntl(hostFd(fd), number, value));
    switch (command) {
      case F_DUPFD:
        return duplicate(process, fd, argument, 0);
      case F_DUPFD_CLOEXEC:
        return duplicate(process, fd, argument, O_CLOEXEC);
      case F_DUPFD_CLOFORK:
        return duplicate(process, fd, argument, O_CLOFORK);
      case F_GETFD: {
        const flags = call(HostFcntl.F_GETFD);
        return flags >= 0 && closedInChild.has(fd) ? flags | FD_CLOFORK : flags;
      }
      case F_SETFD: {
        const answer = call(HostFcntl.F_SETFD, argument & FD_CLOEXEC);
        if (answer === 0 && (argument & FD_CLOFORK) !== 0) closedInChild.add(fd);
        else closedInChild.delete(fd);
        return answer;
      }
      case F_GETFL: {
        const flags = call(HostFcntl.F_GETFL);
        return flags < 0 ? flags : statusFlagsOf(flags);
      }
      case F_SETFL:
        return call(HostFcntl.F_SETFL, hostStatusFlags(argument));
      case F_GETPIPE_SZ:
      case F_SETPIPE_SZ:
        return call(command, argument); // Linux's numbers; elsewhere EINVAL
      default:
        return isOpen(process, fd) ? -Errno.EINVAL : -Errno.EBADF;
    }
  },

  use_cwd(process): number {
    if (process.preopened !== undefined) closeDescriptor(process, process.preopened);
    return 0;
  },

  fd_close: closeDescriptor,

  /** Its flags go with it. */
  fd_renumber(process, from: number, to: number): number {
    const { host, closedInChild } = process;
    const flags = host.fcntl(hostFd(from), HostFcntl.F_GETFD, 0);
    if (flags < 0 || !isOpen(process, to)) return -Errno.EBADF;
    if (from === to) return 0;
    const wanted = ((flags & FD_CLOEXEC) !== 0 ? O_CLOEXEC : 0) | (closedInChild.has(from) ? O_CLOFORK : 0);
    const answer = host.dup3(hostFd(from), hostFd(to), hostDescriptorFlags(wanted));
    if (answer < 0) return answerOf(answer);
    noteOpened(process, answer, wanted);
    return closeDescriptor(process, from);
  },

  fd_fdstat_get(process, fd: number, stat: number): number {
    const { host, memory, numbers } = process;
    memory.check(stat, FDSTAT_SIZE);
    if (fd === AT_FDCWD) return storeFdstat(memory, stat, wasi.FILETYPE_DIRECTORY, 0, ALL_RIGHTS, ALL_RIGHTS);
    const answer = host.fstat(hostFd(fd), numbers);
    if (answer < 0) return answerOf(answer);
    const type = wasiTypeOf(process.number(3));
    const flags = statusFlagsOf(host.fcntl(hostFd(fd), HostFcntl.F_GETFL, 0));
    const { base, inheriting } = rightsOf(type, flags, hasOffset(process, fd));
    return storeFdstat(memory, stat, type, flags & FDFLAGS_MASK, base, inheriting);
  },

  fd_fdstat_set_flags({ host }, fd: number, flags: number): number {
    if ((flags & ~FDFLAGS_MASK) !== 0) return -Errno.EINVAL;
    return answerOf(host.fcntl(hostFd(fd), HostFcntl.F_SETFL, hostStatusFlags(flags)));
  },

  /** The host's kernel knows no such rights: nothing is given up. */
  fd_fdstat_set_rights: (process, fd: number) => (isOpen(process, fd) ? 0 : -Errno.EBADF),

  /** As in the emulator: what lies below the preopened directory is of no known kind, and not the end of them. */
  fd_prestat_get(process, fd: number, prestat: number): number {
    const { memory, preopened } = process;
    memory.check(prestat, PRESTAT_SIZE);
    if (!isOpen(process, fd) || preopened === undefined || fd > preopened) return -Errno.EBADF;
    memory.setU32(prestat, fd === preopened ? wasi.PREOPENTYPE_DIR : PRESTAT_NONE);
    memory.setU32(prestat + 4, fd === preopened ? ROOT.length : 0);
    return 0;
  },

  fd_prestat_dir_name({ memory, preopened }, fd: number, path: number, size: number): number {
    memory.check(path, size);
    if (preopened === undefined || fd !== preopened) return -Errno.EBADF;
    if (ROOT.length > size >>> 0) return -Errno.ENAMETOOLONG;
    memory.write(path, ROOT);
    return 0;
  },

  sock_accept: noSocket,
  sock_recv: noSocket,
  sock_send: noSocket,
  sock_shutdown: noSocket,
};

/** Is there such a descriptor? */
export function isOpen({ host }: NativeProcess, fd: number): boolean {
  return host.fcntl(hostFd(fd), HostFcntl.F_GETFD, 0) >= 0;
}

/** Has it an offset that can be moved? */
export function hasOffset({ host, numbers }: NativeProcess, fd: number): boolean {
  numbers[0] = 0n;
  return host.lseek(hostFd(fd), numbers, 1) >= 0;
}

/** The host's flags for O_CLOEXEC; it has none for O_CLOFORK. */
export function hostDescriptorFlags(flags: number): number {
  return (flags & O_CLOEXEC) !== 0 ? HostOpen.O_CLOEXEC : 0;
}

/** Notes what the host does not know of a descriptor that it has just made; answers the guest's number. */
export function noteOpened(process: NativeProcess, made: number, flags: number): number {
  const fd = guestFd(made);
  if ((flags & O_CLOFORK) !== 0) process.closedInChild.add(fd);
  else process.closedInChild.delete(fd);
  if (process.preopened === fd) process.preopened = undefined;
  return fd;
}

function closeDescriptor(process: NativeProcess, fd: number): number {
  process.closedInChild.delete(fd);
  if (process.preopened === fd) process.preopened = undefined;
  return answerOf(process.host.close(hostFd(fd)));
}

/** fcntl(F_DUPFD): EINVAL for a number that no descriptor can have. */
function duplicate(process: NativeProcess, fd: number, from: number, flags: number): number {
  const command = (flags & O_CLOEXEC) !== 0 ? HostFcntl.F_DUPFD_CLOEXEC : HostFcntl.F_DUPFD;
  const answer = process.host.fcntl(hostFd(fd), command, hostFd(from));
  return answer < 0 ? answerOf(answer) : noteOpened(process, answer, flags);
}

/** Nothing here is a socket. */
function noSocket(process: NativeProcess, fd: number): number {
  return isOpen(process, fd) ? -Errno.ENOTSOCK : -Errno.EBADF;
}
