/** Files by name, relative to the current directory. All answer >= 0, or -errno. */

import { scratch } from "./scratch";
import {
  AT_FDCWD,
  FD_CLOEXEC,
  FD_CLOFORK,
  F_SETFD,
  O_CLOEXEC,
  O_CLOFORK,
  O_RDONLY,
  O_WRONLY,
  prong_fcntl,
  wasi_fd_seek,
  wasi_path_open,
  wasi_path_unlink_file,
} from "./syscalls";
import { encode } from "./text";

export const O_RDWR: i32 = O_RDONLY | O_WRONLY;
export const O_CREAT: i32 = 1 << 12;
export const O_DIRECTORY: i32 = 2 << 12;
export const O_EXCL: i32 = 4 << 12;
export const O_TRUNC: i32 = 8 << 12;

export const SEEK_SET: i32 = 0;
export const SEEK_CUR: i32 = 1;
export const SEEK_END: i32 = 2;

/** All rights there are, and those of them that each way to open a file goes without. */
const RIGHTS: u64 = (1 << 30) - 1;
const RIGHTS_TO_READ: u64 = (1 << 1) | (1 << 14);
const RIGHTS_TO_WRITE: u64 = 1 | (1 << 6) | (1 << 8) | (1 << 22);
const FOLLOW_LINKS = 1;

/** Opens a file, and answers its descriptor. */
export function open(path: string, flags: i32): i32 {
  const name = encode(path);
  let rights = RIGHTS;
  if (!(flags & O_RDONLY)) rights &= ~RIGHTS_TO_READ;
  if (!(flags & O_WRONLY)) rights &= ~RIGHTS_TO_WRITE;
  const errno = wasi_path_open(
    AT_FDCWD,
    FOLLOW_LINKS,
    changetype<usize>(name),
    name.byteLength,
    (flags >> 12) & 0xf,
    rights,
    RIGHTS,
    flags & 0x1f,
    scratch,
  );
  if (errno != 0) return -errno;
  const fd = load<i32>(scratch);
  const atExec = flags & O_CLOEXEC ? FD_CLOEXEC : 0;
  const atFork = flags & O_CLOFORK ? FD_CLOFORK : 0;
  if (atExec | atFork) prong_fcntl(fd, F_SETFD, atExec | atFork);
  return fd;
}

/** Moves the offset of an open file, and answers where it is now. */
export function lseek(fd: i32, offset: i64, whence: i32): i64 {
  const errno = wasi_fd_seek(fd, offset, whence, scratch);
  return errno != 0 ? -(errno as i64) : load<i64>(scratch);
}

/** Removes a name of a file. */
export function unlink(path: string): i32 {
  const name = encode(path);
  return -wasi_path_unlink_file(AT_FDCWD, changetype<usize>(name), name.byteLength);
}
