/**
 * Error numbers as guests see them: those of WASI preview 1, because wasi-libc is compiled against them.
 * A system call answers `>= 0` or `-errno`; the calls of `wasi_snapshot_preview1` answer `errno` itself.
 */

/** One row an error: number, name, what `strerror` would say. */
export const ERRNO_ROWS = [
  [0, "SUCCESS", "success"],
  [1, "E2BIG", "argument list too long"],
  [2, "EACCES", "permission denied"],
  [3, "EADDRINUSE", "address in use"],
  [4, "EADDRNOTAVAIL", "address not available"],
  [5, "EAFNOSUPPORT", "address family not supported"],
  [6, "EAGAIN", "resource temporarily unavailable"],
  [7, "EALREADY", "connection already in progress"],
  [8, "EBADF", "bad file descriptor"],
  [9, "EBADMSG", "bad message"],
  [10, "EBUSY", "device or resource busy"],
  [11, "ECANCELED", "operation canceled"],
  [12, "ECHILD", "no child processes"],
  [13, "ECONNABORTED", "connection aborted"],
  [14, "ECONNREFUSED", "connection refused"],
  [15, "ECONNRESET", "connection reset"],
  [16, "EDEADLK", "resource deadlock would occur"],
  [17, "EDESTADDRREQ", "destination address required"],
  [18, "EDOM", "argument out of domain"],
  [19, "EDQUOT", "quota exceeded"],
  [20, "EEXIST", "file exists"],
  [21, "EFAULT", "bad address"],
  [22, "EFBIG", "file too large"],
  [23, "EHOSTUNREACH", "host is unreachable"],
  [24, "EIDRM", "identifier removed"],
  [25, "EILSEQ", "illegal byte sequence"],
  [26, "EINPROGRESS", "operation in progress"],
  [27, "EINTR", "interrupted function"],
  [28, "EINVAL", "invalid argument"],
  [29, "EIO", "i/o error"],
  [30, "EISCONN", "socket is connected"],
  [31, "EISDIR", "is a directory"],
  [32, "ELOOP", "too many levels of symbolic links"],
  [33, "EMFILE", "too many open files"],
  [34, "EMLINK", "too many links"],
  [35, "EMSGSIZE", "message too large"],
  [36, "EMULTIHOP", "multihop attempted"],
  [37, "ENAMETOOLONG", "file name too long"],
  [38, "ENETDOWN", "network is down"],
  [39, "ENETRESET", "connection aborted by network"],
  [40, "ENETUNREACH", "network unreachable"],
  [41, "ENFILE", "too many files open in system"],
  [42, "ENOBUFS", "no buffer space available"],
  [43, "ENODEV", "no such device"],
  [44, "ENOENT", "no such file or directory"],
  [45, "ENOEXEC", "exec format error"],
  [46, "ENOLCK", "no locks available"],
  [47, "ENOLINK", "link has been severed"],
  [48, "ENOMEM", "cannot allocate memory"],
  [49, "ENOMSG", "no message of the desired type"],
  [50, "ENOPROTOOPT", "protocol not available"],
  [51, "ENOSPC", "no space left on device"],
  [52, "ENOSYS", "function not implemented"],
  [53, "ENOTCONN", "socket not connected"],
  [54, "ENOTDIR", "not a directory"],
  [55, "ENOTEMPTY", "directory not empty"],
  [56, "ENOTRECOVERABLE", "state not recoverable"],
  [57, "ENOTSOCK", "not a socket"],
  [58, "ENOTSUP", "not supported"],
  [59, "ENOTTY", "inappropriate I/O control operation"],
  [60, "ENXIO", "no such device or address"],
  [61, "EOVERFLOW", "value too large"],
  [62, "EOWNERDEAD", "previous owner died"],
  [63, "EPERM", "operation not permitted"],
  [64, "EPIPE", "broken pipe"],
  [65, "EPROTO", "protocol error"],
  [66, "EPROTONOSUPPORT", "protocol not supported"],
  [67, "EPROTOTYPE", "protocol wrong type for socket"],
  [68, "ERANGE", "result too large"],
  [69, "EROFS", "read-only file system"],
  [70, "ESPIPE", "invalid seek"],
  [71, "ESRCH", "no such process"],
  [72, "ESTALE", "stale file handle"],
  [73, "ETIMEDOUT", "connection timed out"],
  [74, "ETXTBSY", "text file busy"],
  [75, "EXDEV", "cross-device link"],
  [76, "ENOTCAPABLE", "capabilities insufficient"],
] as const;

export type ErrnoName = (typeof ERRNO_ROWS)[number][1];

/** `Errno.ENOENT === 44`. */
export const Errno = Object.freeze(Object.fromEntries(ERRNO_ROWS.map(([number, name]) => [name, number]))) as {
  readonly [Name in ErrnoName]: number;
};

/** The name of an error number, or the number itself where there is none. */
export function errnoName(errno: number): string {
  return ERRNO_ROWS[errno]?.[1] ?? String(errno);
}

/** What `strerror` says of an error number. */
export function errnoMessage(errno: number): string {
  return ERRNO_ROWS[errno]?.[2] ?? `unknown error ${errno}`;
}
