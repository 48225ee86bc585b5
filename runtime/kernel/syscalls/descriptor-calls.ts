/** Calls on descriptors and on what belongs to open files; reading and writing are in `file-calls.ts`. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
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
  O_RDONLY,
  O_WRONLY,
} from "../../abi/flags.ts";
import { FDSTAT_SIZE, PRESTAT_SIZE } from "../../abi/layout.ts";
import type { Answer } from "../answer.ts";
import { makePipe, Pipe } from "../files/pipe.ts";
import { toBytes } from "../files/text.ts";
import type { Kernel } from "../kernel.ts";
import { OpenFile } from "../open-file.ts";
import { openFiles } from "../open-file-budget.ts";
import type { Process } from "../process.ts";
import { openFileOf } from "./arguments.ts";
import { storeFdstat } from "./file-layouts.ts";
import type { Handlers } from "./handler.ts";
import { ALL_RIGHTS, accessMode, rightsOf } from "./rights.ts";

/** A prestat of this kind is of nothing that WASI knows. */
const PRESTAT_NONE = 255;

export const descriptorCalls: Handlers = {
  /** POSIX.1-2024 pipe2: EINVAL for other flags, EMFILE without room for both, ENFILE where the world has none. */
  pipe2(kernel, process, fds: number, flags: number): Answer {
    kernel.memory.checkArray(fds, 2, 4);
    if ((flags & ~(O_CLOEXEC | O_CLOFORK | O_NONBLOCK)) !== 0) return -Errno.EINVAL;
    if (!process.descriptors.hasRoomFor(2)) return -Errno.EMFILE;
    if (!openFiles(kernel.world, 2)) return -Errno.ENFILE;
    const { reader, writer } = makePipe(kernel.world);
    const status = flags & O_NONBLOCK;
    const { name } = reader.node;
    const ends = [
      new OpenFile(kernel.world, reader, status | O_RDONLY, `${name} (read end)`),
      new OpenFile(kernel.world, writer, status | O_WRONLY, `${name} (write end)`),
    ];
    ends.forEach((end, i) => {
      kernel.memory.setU32(fds + 4 * i, process.descriptors.add(end, descriptorFlags(flags)));
    });
    return 0;
  },

  dup(_kernel, process, fd: number): Answer {
    const file = openFileOf(process, fd);
    return file === undefined ? -Errno.EBADF : process.descriptors.add(file);
  },

  /** POSIX.1-2024 dup3: EINVAL for equal descriptors or other flags, EBADF, also for a number past the limit. */
  dup3(_kernel, process, from: number, to: number, flags: number): Answer {
    if (from === to || (flags & ~(O_CLOEXEC | O_CLOFORK)) !== 0) return -Errno.EINVAL;
    const file = openFileOf(process, from);
    return file === undefined ? -Errno.EBADF : process.descriptors.set(to, file, descriptorFlags(flags));
  },

  fcntl(_kernel, process, fd: number, command: number, argument: number): Answer {
    const entry = process.descriptors.get(fd);
    if (entry === undefined) return -Errno.EBADF;
    switch (command) {
      case F_DUPFD:
        return duplicate(process, entry.file, argument, 0);
      case F_DUPFD_CLOEXEC:
        return duplicate(process, entry.file, argument, FD_CLOEXEC);
      case F_DUPFD_CLOFORK:
        return duplicate(process, entry.file, argument, FD_CLOFORK);
      case F_GETFD:
        return entry.flags;
      case F_SETFD:
        entry.flags = argument & (FD_CLOEXEC | FD_CLOFORK);
        return 0;
      case F_GETFL:
        return entry.file.flags;
      case F_SETFL:
        setStatusFlags(entry.file, argument & FDFLAGS_MASK);
        return 0;
      case F_GETPIPE_SZ:
        return pipeOf(entry.file)?.capacity ?? -Errno.EBADF;
      case F_SETPIPE_SZ:
        return pipeOf(entry.file)?.resize(argument >>> 0) ?? -Errno.EBADF;
      default:
        return -Errno.EINVAL;
    }
  },

  use_cwd(_kernel, process): Answer {
    for (const [fd, { file }] of process.descriptors.entries()) {
      if (file.preopen !== undefined) process.descriptors.close(fd);
    }
    return 0;
  },

  fd_close: (_kernel, process, fd: number): Answer => process.descriptors.close(fd),

  /** Moves a descriptor onto another that is open, which is closed; its flags go with it. */
  fd_renumber(_kernel, process, from: number, to: number): Answer {
    const entry = process.descriptors.get(from);
    if (entry === undefined || openFileOf(process, to) === undefined) return -Errno.EBADF;
    if (from === to) return 0;
    process.descriptors.set(to, entry.file, entry.flags);
    return process.descriptors.close(from);
  },

  fd_fdstat_get(kernel, process, fd: number, stat: number): Answer {
    kernel.memory.check(stat, FDSTAT_SIZE);
    if (fd === AT_FDCWD) return storeFdstat(kernel.memory, stat, wasi.FILETYPE_DIRECTORY, 0, ALL_RIGHTS, ALL_RIGHTS);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const { ret, fdstat } = file.fd.fd_fdstat_get();
    if (fdstat === null) return -ret;
    const { base, inheriting } = rightsOf(fdstat.fs_filetype, file.flags, file.fd.fd_tell().ret === 0);
    return storeFdstat(kernel.memory, stat, fdstat.fs_filetype, file.flags & FDFLAGS_MASK, base, inheriting);
  },

  fd_fdstat_set_flags(_kernel, process, fd: number, flags: number): Answer {
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    if ((flags & ~FDFLAGS_MASK) !== 0) return -Errno.EINVAL;
    setStatusFlags(file, flags);
    return 0;
  },

  /** Only reading and writing can really be given up; asking for what one has not is ENOTCAPABLE. */
  fd_fdstat_set_rights(_kernel, process, fd: number, base: bigint, inheriting: bigint): Answer {
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const { ret, fdstat } = file.fd.fd_fdstat_get();
    if (fdstat === null) return -ret;
    const held = rightsOf(fdstat.fs_filetype, file.flags, file.fd.fd_tell().ret === 0);
    if ((base & ~held.base) !== 0n || (inheriting & ~held.inheriting) !== 0n) return -Errno.ENOTCAPABLE;
    file.flags &= FDFLAGS_MASK | accessMode(base);
    return 0;
  },

  /**
   * EBADF for what is not a preopened directory, but with a preopened directory at a higher descriptor something of no
   * known kind: programs look from 3 on until EBADF, and an `exec`ed one may have inherited other descriptors first.
   */
  fd_prestat_get(kernel, process, fd: number, prestat: number): Answer {
    kernel.memory.check(prestat, PRESTAT_SIZE);
    const file = openFileOf(process, fd);
    if (file === undefined) return -Errno.EBADF;
    const more = process.descriptors.entries().some(([other, { file }]) => other > fd && file.preopen !== undefined);
    if (file.preopen === undefined && !more) return -Errno.EBADF;
    kernel.memory.setU32(prestat, file.preopen === undefined ? PRESTAT_NONE : wasi.PREOPENTYPE_DIR);
    kernel.memory.setU32(prestat + 4, file.preopen === undefined ? 0 : toBytes(file.preopen).length);
    return 0;
  },

  fd_prestat_dir_name(kernel, process, fd: number, path: number, size: number): Answer {
    kernel.memory.check(path, size);
    const preopen = openFileOf(process, fd)?.preopen;
    if (preopen === undefined) return -Errno.EBADF;
    const bytes = toBytes(preopen);
    if (bytes.length > size >>> 0) return -Errno.ENAMETOOLONG;
    kernel.memory.write(path, bytes);
    return 0;
  },

  sock_accept: noSocket,
  sock_recv: noSocket,
  sock_send: noSocket,
  sock_shutdown: noSocket,
};

/** fcntl(F_DUPFD): EINVAL for a number that no descriptor can have. */
function duplicate(process: Process, file: OpenFile, from: number, flags: number): Answer {
  if (from < 0 || from >= process.descriptors.limit) return -Errno.EINVAL;
  return process.descriptors.add(file, flags, from);
}

/** The pipe that an open file is an end of. */
function pipeOf({ fd }: OpenFile): Pipe | undefined {
  return "node" in fd && fd.node instanceof Pipe ? fd.node : undefined;
}

function descriptorFlags(flags: number): number {
  return ((flags & O_CLOEXEC) !== 0 ? FD_CLOEXEC : 0) | ((flags & O_CLOFORK) !== 0 ? FD_CLOFORK : 0);
}

function setStatusFlags(file: OpenFile, flags: number): void {
  file.flags = (file.flags & ~FDFLAGS_MASK) | flags;
}

/** Nothing here is a socket. */
function noSocket(_kernel: Kernel, process: Process, fd: number): Answer {
  return openFileOf(process, fd) === undefined ? -Errno.EBADF : -Errno.ENOTSOCK;
}
