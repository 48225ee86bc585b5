/** The bits of `st_mode` (POSIX.1-2024 sys/stat.h), and what `access` asks. */

export const S_IFMT = 0o170000;
export const S_IFIFO = 0o010000;
export const S_IFCHR = 0o020000;
export const S_IFDIR = 0o040000;
export const S_IFREG = 0o100000;
export const S_IFLNK = 0o120000;
/** What `mknod` makes for root only, and directories: sockets (here), and devices. */
export const NOT_MADE: ReadonlySet<number> = new Set([0o140000, 0o060000, S_IFCHR, S_IFDIR]);
export const S_ISUID = 0o4000;
export const S_ISGID = 0o2000;
/** In a directory: names may be taken away only by who owns the file, or the directory. */
export const S_ISVTX = 0o1000;
/** The bits that `chmod` sets. */
export const MODE_MASK = 0o7777;

/** What may be asked of a file, as `access` numbers it and as each three bits of a mode do. */
export const X_OK = 1;
export const W_OK = 2;
export const R_OK = 4;

/** Flags of the calls that end in `at`, numbered as wasi-libc numbers them; its AT_EACCESS is 0: ours has a number. */
export const AT_SYMLINK_NOFOLLOW = 0x1;
export const AT_SYMLINK_FOLLOW = 0x2;
export const AT_EACCESS = 0x200;
export const AT_EMPTY_PATH = 0x1000;

/** A device number of Linux (makedev), for major and minor numbers below 256. */
export function deviceNumber(major: number, minor: number): bigint {
  return BigInt((major << 8) | minor);
}
