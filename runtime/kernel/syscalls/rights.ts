/**
 * WASI's rights. Here a right is no more than a consequence of what a file is and how it was opened; but wasi-libc reads
 * them: `fcntl(F_GETFL)` finds the access mode in them, `isatty` looks whether a device can seek, and `open` asks for no
 * more than the directory says its files may have.
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { O_RDONLY, O_WRONLY } from "../../abi/flags.ts";

/** Every right there is. */
export const ALL_RIGHTS = (1n << 30n) - 1n;

const READ = BigInt(wasi.RIGHTS_FD_READ);
const READDIR = BigInt(wasi.RIGHTS_FD_READDIR);
const WRITE = BigInt(
  wasi.RIGHTS_FD_WRITE | wasi.RIGHTS_FD_DATASYNC | wasi.RIGHTS_FD_ALLOCATE | wasi.RIGHTS_FD_FILESTAT_SET_SIZE,
);
const SEEK = BigInt(wasi.RIGHTS_FD_SEEK | wasi.RIGHTS_FD_TELL | wasi.RIGHTS_FD_ADVISE);
const ANY_FILE = BigInt(
  wasi.RIGHTS_FD_FDSTAT_SET_FLAGS |
    wasi.RIGHTS_FD_SYNC |
    wasi.RIGHTS_FD_FILESTAT_GET |
    wasi.RIGHTS_FD_FILESTAT_SET_TIMES |
    wasi.RIGHTS_POLL_FD_READWRITE,
);
const DIRECTORY = BigInt(
  wasi.RIGHTS_PATH_CREATE_DIRECTORY |
    wasi.RIGHTS_PATH_CREATE_FILE |
    wasi.RIGHTS_PATH_LINK_SOURCE |
    wasi.RIGHTS_PATH_LINK_TARGET |
    wasi.RIGHTS_PATH_OPEN |
    wasi.RIGHTS_PATH_READLINK |
    wasi.RIGHTS_PATH_RENAME_SOURCE |
    wasi.RIGHTS_PATH_RENAME_TARGET |
    wasi.RIGHTS_PATH_FILESTAT_GET |
    wasi.RIGHTS_PATH_FILESTAT_SET_SIZE |
    wasi.RIGHTS_PATH_FILESTAT_SET_TIMES |
    wasi.RIGHTS_PATH_SYMLINK |
    wasi.RIGHTS_PATH_REMOVE_DIRECTORY |
    wasi.RIGHTS_PATH_UNLINK_FILE,
);

export interface Rights {
  readonly base: bigint;
  readonly inheriting: bigint;
}

/** What may be done with an open file of this type and access mode; does it have an offset? */
export function rightsOf(type: number, flags: number, hasOffset: boolean): Rights {
  if (type === wasi.FILETYPE_DIRECTORY) {
    return { base: ANY_FILE | DIRECTORY | ((flags & O_RDONLY) !== 0 ? READDIR : 0n), inheriting: ALL_RIGHTS };
  }
  const read = (flags & O_RDONLY) !== 0 ? READ : 0n;
  const write = (flags & O_WRONLY) !== 0 ? WRITE : 0n;
  const seek = hasOffset ? SEEK : 0n;
  return { base: ANY_FILE | read | write | seek, inheriting: 0n };
}

/** The access mode that rights ask for. */
export function accessMode(rights: bigint): number {
  const read = (rights & (READ | READDIR)) !== 0n ? O_RDONLY : 0;
  const write = (rights & BigInt(wasi.RIGHTS_FD_WRITE)) !== 0n ? O_WRONLY : 0;
  return read | write;
}
