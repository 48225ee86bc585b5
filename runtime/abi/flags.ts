/** Flag and command numbers of the `prong_v1` calls. Open flags are those of wasi-libc; it leaves the two high ones free. */

/** WASI descriptor flags, which wasi-libc also uses as O_APPEND ... O_SYNC. */
export const O_APPEND = 0x1;
export const O_NONBLOCK = 0x4;
/** Bits of WASI's fdflags that F_SETFL may change. */
export const FDFLAGS_MASK = 0x1f;
export const O_RDONLY = 0x04000000;
export const O_WRONLY = 0x10000000;
/** wasi-libc has WASI's oflags (O_CREAT ... O_TRUNC) from this bit on. */
export const OFLAGS_SHIFT = 12;
export const O_NOFOLLOW = 0x01000000;
/** Close this descriptor at `exec`. */
export const O_CLOEXEC = 0x00100000;
/** Close this descriptor in the child of a `fork` (POSIX.1-2024). */
export const O_CLOFORK = 0x00200000;

/** Opening a terminal does not make it the controlling one. wasi-libc has 0 for it, and would lose it. */
export const O_NOCTTY = 0x00400000;

/** `fcntl` commands, numbered as Linux numbers them; CLOFORK's are ours. */
export const F_DUPFD = 0;
export const F_GETFD = 1;
export const F_SETFD = 2;
export const F_GETFL = 3;
export const F_SETFL = 4;
export const F_DUPFD_CLOEXEC = 1030;
export const F_DUPFD_CLOFORK = 1100;
/** How many bytes a pipe holds (Linux). */
export const F_SETPIPE_SZ = 1031;
export const F_GETPIPE_SZ = 1032;

/** Events of `poll`, numbered as wasi-libc numbers them. */
export const POLLIN = 0x1;
export const POLLOUT = 0x2;
export const POLLERR = 0x1000;
export const POLLHUP = 0x2000;
export const POLLNVAL = 0x4000;

/** Descriptor flags of F_GETFD and F_SETFD. */
export const FD_CLOEXEC = 1;
export const FD_CLOFORK = 2;

/** As `dirfd`: the calling process's current directory; absolute paths are allowed. wasi-libc's number. */
export const AT_FDCWD = -2;

/** A write to a pipe of at most this many bytes is never split (POSIX asks for 512 or more; Linux has 4096). */
export const PIPE_BUF = 4096;
/** How many bytes a pipe holds before writers wait (Linux). */
export const PIPE_CAPACITY = 65536;
