// Generated from runtime/abi by `npm run generate`: change the table there, not this file.

/** Error numbers. */
export namespace Errno {
  /** success */
  export const SUCCESS: i32 = 0;
  /** argument list too long */
  export const E2BIG: i32 = 1;
  /** permission denied */
  export const EACCES: i32 = 2;
  /** address in use */
  export const EADDRINUSE: i32 = 3;
  /** address not available */
  export const EADDRNOTAVAIL: i32 = 4;
  /** address family not supported */
  export const EAFNOSUPPORT: i32 = 5;
  /** resource temporarily unavailable */
  export const EAGAIN: i32 = 6;
  /** connection already in progress */
  export const EALREADY: i32 = 7;
  /** bad file descriptor */
  export const EBADF: i32 = 8;
  /** bad message */
  export const EBADMSG: i32 = 9;
  /** device or resource busy */
  export const EBUSY: i32 = 10;
  /** operation canceled */
  export const ECANCELED: i32 = 11;
  /** no child processes */
  export const ECHILD: i32 = 12;
  /** connection aborted */
  export const ECONNABORTED: i32 = 13;
  /** connection refused */
  export const ECONNREFUSED: i32 = 14;
  /** connection reset */
  export const ECONNRESET: i32 = 15;
  /** resource deadlock would occur */
  export const EDEADLK: i32 = 16;
  /** destination address required */
  export const EDESTADDRREQ: i32 = 17;
  /** argument out of domain */
  export const EDOM: i32 = 18;
  /** quota exceeded */
  export const EDQUOT: i32 = 19;
  /** file exists */
  export const EEXIST: i32 = 20;
  /** bad address */
  export const EFAULT: i32 = 21;
  /** file too large */
  export const EFBIG: i32 = 22;
  /** host is unreachable */
  export const EHOSTUNREACH: i32 = 23;
  /** identifier removed */
  export const EIDRM: i32 = 24;
  /** illegal byte sequence */
  export const EILSEQ: i32 = 25;
  /** operation in progress */
  export const EINPROGRESS: i32 = 26;
  /** interrupted function */
  export const EINTR: i32 = 27;
  /** invalid argument */
  export const EINVAL: i32 = 28;
  /** i/o error */
  export const EIO: i32 = 29;
  /** socket is connected */
  export const EISCONN: i32 = 30;
  /** is a directory */
  export const EISDIR: i32 = 31;
  /** too many levels of symbolic links */
  export const ELOOP: i32 = 32;
  /** too many open files */
  export const EMFILE: i32 = 33;
  /** too many links */
  export const EMLINK: i32 = 34;
  /** message too large */
  export const EMSGSIZE: i32 = 35;
  /** multihop attempted */
  export const EMULTIHOP: i32 = 36;
  /** file name too long */
  export const ENAMETOOLONG: i32 = 37;
  /** network is down */
  export const ENETDOWN: i32 = 38;
  /** connection aborted by network */
  export const ENETRESET: i32 = 39;
  /** network unreachable */
  export const ENETUNREACH: i32 = 40;
  /** too many files open in system */
  export const ENFILE: i32 = 41;
  /** no buffer space available */
  export const ENOBUFS: i32 = 42;
  /** no such device */
  export const ENODEV: i32 = 43;
  /** no such file or directory */
  export const ENOENT: i32 = 44;
  /** exec format error */
  export const ENOEXEC: i32 = 45;
  /** no locks available */
  export const ENOLCK: i32 = 46;
  /** link has been severed */
  export const ENOLINK: i32 = 47;
  /** cannot allocate memory */
  export const ENOMEM: i32 = 48;
  /** no message of the desired type */
  export const ENOMSG: i32 = 49;
  /** protocol not available */
  export const ENOPROTOOPT: i32 = 50;
  /** no space left on device */
  export const ENOSPC: i32 = 51;
  /** function not implemented */
  export const ENOSYS: i32 = 52;
  /** socket not connected */
  export const ENOTCONN: i32 = 53;
  /** not a directory */
  export const ENOTDIR: i32 = 54;
  /** directory not empty */
  export const ENOTEMPTY: i32 = 55;
  /** state not recoverable */
  export const ENOTRECOVERABLE: i32 = 56;
  /** not a socket */
  export const ENOTSOCK: i32 = 57;
  /** not supported */
  export const ENOTSUP: i32 = 58;
  /** inappropriate I/O control operation */
  export const ENOTTY: i32 = 59;
  /** no such device or address */
  export const ENXIO: i32 = 60;
  /** value too large */
  export const EOVERFLOW: i32 = 61;
  /** previous owner died */
  export const EOWNERDEAD: i32 = 62;
  /** operation not permitted */
  export const EPERM: i32 = 63;
  /** broken pipe */
  export const EPIPE: i32 = 64;
  /** protocol error */
  export const EPROTO: i32 = 65;
  /** protocol not supported */
  export const EPROTONOSUPPORT: i32 = 66;
  /** protocol wrong type for socket */
  export const EPROTOTYPE: i32 = 67;
  /** result too large */
  export const ERANGE: i32 = 68;
  /** read-only file system */
  export const EROFS: i32 = 69;
  /** invalid seek */
  export const ESPIPE: i32 = 70;
  /** no such process */
  export const ESRCH: i32 = 71;
  /** stale file handle */
  export const ESTALE: i32 = 72;
  /** connection timed out */
  export const ETIMEDOUT: i32 = 73;
  /** text file busy */
  export const ETXTBSY: i32 = 74;
  /** cross-device link */
  export const EXDEV: i32 = 75;
  /** capabilities insufficient */
  export const ENOTCAPABLE: i32 = 76;
}

/** What `strerror` says of an error number. */
export function errnoMessage(errno: i32): string {
  switch (errno) {
    case 0: return "success";
    case 1: return "argument list too long";
    case 2: return "permission denied";
    case 3: return "address in use";
    case 4: return "address not available";
    case 5: return "address family not supported";
    case 6: return "resource temporarily unavailable";
    case 7: return "connection already in progress";
    case 8: return "bad file descriptor";
    case 9: return "bad message";
    case 10: return "device or resource busy";
    case 11: return "operation canceled";
    case 12: return "no child processes";
    case 13: return "connection aborted";
    case 14: return "connection refused";
    case 15: return "connection reset";
    case 16: return "resource deadlock would occur";
    case 17: return "destination address required";
    case 18: return "argument out of domain";
    case 19: return "quota exceeded";
    case 20: return "file exists";
    case 21: return "bad address";
    case 22: return "file too large";
    case 23: return "host is unreachable";
    case 24: return "identifier removed";
    case 25: return "illegal byte sequence";
    case 26: return "operation in progress";
    case 27: return "interrupted function";
    case 28: return "invalid argument";
    case 29: return "i/o error";
    case 30: return "socket is connected";
    case 31: return "is a directory";
    case 32: return "too many levels of symbolic links";
    case 33: return "too many open files";
    case 34: return "too many links";
    case 35: return "message too large";
    case 36: return "multihop attempted";
    case 37: return "file name too long";
    case 38: return "network is down";
    case 39: return "connection aborted by network";
    case 40: return "network unreachable";
    case 41: return "too many files open in system";
    case 42: return "no buffer space available";
    case 43: return "no such device";
    case 44: return "no such file or directory";
    case 45: return "exec format error";
    case 46: return "no locks available";
    case 47: return "link has been severed";
    case 48: return "cannot allocate memory";
    case 49: return "no message of the desired type";
    case 50: return "protocol not available";
    case 51: return "no space left on device";
    case 52: return "function not implemented";
    case 53: return "socket not connected";
    case 54: return "not a directory";
    case 55: return "directory not empty";
    case 56: return "state not recoverable";
    case 57: return "not a socket";
    case 58: return "not supported";
    case 59: return "inappropriate I/O control operation";
    case 60: return "no such device or address";
    case 61: return "value too large";
    case 62: return "previous owner died";
    case 63: return "operation not permitted";
    case 64: return "broken pipe";
    case 65: return "protocol error";
    case 66: return "protocol not supported";
    case 67: return "protocol wrong type for socket";
    case 68: return "result too large";
    case 69: return "read-only file system";
    case 70: return "invalid seek";
    case 71: return "no such process";
    case 72: return "stale file handle";
    case 73: return "connection timed out";
    case 74: return "text file busy";
    case 75: return "cross-device link";
    case 76: return "capabilities insufficient";
    default: return `unknown error ${errno}`;
  }
}

/** Signal numbers. */
export namespace Signal {
  /** Hangup */
  export const SIGHUP: i32 = 1;
  /** Interrupt */
  export const SIGINT: i32 = 2;
  /** Quit */
  export const SIGQUIT: i32 = 3;
  /** Illegal instruction */
  export const SIGILL: i32 = 4;
  /** Trace/breakpoint trap */
  export const SIGTRAP: i32 = 5;
  /** Aborted */
  export const SIGABRT: i32 = 6;
  /** Bus error */
  export const SIGBUS: i32 = 7;
  /** Floating point exception */
  export const SIGFPE: i32 = 8;
  /** Killed */
  export const SIGKILL: i32 = 9;
  /** User defined signal 1 */
  export const SIGUSR1: i32 = 10;
  /** Segmentation fault */
  export const SIGSEGV: i32 = 11;
  /** User defined signal 2 */
  export const SIGUSR2: i32 = 12;
  /** Broken pipe */
  export const SIGPIPE: i32 = 13;
  /** Alarm clock */
  export const SIGALRM: i32 = 14;
  /** Terminated */
  export const SIGTERM: i32 = 15;
  /** Stack fault */
  export const SIGSTKFLT: i32 = 16;
  /** Child exited */
  export const SIGCHLD: i32 = 17;
  /** Continued */
  export const SIGCONT: i32 = 18;
  /** Stopped (signal) */
  export const SIGSTOP: i32 = 19;
  /** Stopped */
  export const SIGTSTP: i32 = 20;
  /** Stopped (tty input) */
  export const SIGTTIN: i32 = 21;
  /** Stopped (tty output) */
  export const SIGTTOU: i32 = 22;
  /** Urgent I/O condition */
  export const SIGURG: i32 = 23;
  /** CPU time limit exceeded */
  export const SIGXCPU: i32 = 24;
  /** File size limit exceeded */
  export const SIGXFSZ: i32 = 25;
  /** Virtual timer expired */
  export const SIGVTALRM: i32 = 26;
  /** Profiling timer expired */
  export const SIGPROF: i32 = 27;
  /** Window changed */
  export const SIGWINCH: i32 = 28;
  /** I/O possible */
  export const SIGIO: i32 = 29;
  /** Power failure */
  export const SIGPWR: i32 = 30;
  /** Bad system call */
  export const SIGSYS: i32 = 31;
}

export const AT_FDCWD: i32 = (-2);
export const FD_CLOEXEC: i32 = 1;
export const FD_CLOFORK: i32 = 2;
export const F_DUPFD: i32 = 0;
export const F_DUPFD_CLOEXEC: i32 = 1030;
export const F_DUPFD_CLOFORK: i32 = 1100;
export const F_GETFD: i32 = 1;
export const F_GETFL: i32 = 3;
export const F_GETPIPE_SZ: i32 = 1032;
export const F_SETFD: i32 = 2;
export const F_SETFL: i32 = 4;
export const F_SETPIPE_SZ: i32 = 1031;
export const O_APPEND: i32 = 0x00000001;
export const O_CLOEXEC: i32 = 0x00100000;
export const O_CLOFORK: i32 = 0x00200000;
export const O_NOCTTY: i32 = 0x00400000;
export const O_NOFOLLOW: i32 = 0x01000000;
export const O_NONBLOCK: i32 = 0x00000004;
export const O_RDONLY: i32 = 0x04000000;
export const O_WRONLY: i32 = 0x10000000;
export const PIPE_BUF: i32 = 4096;
export const POLLERR: i32 = 4096;
export const POLLHUP: i32 = 8192;
export const POLLIN: i32 = 1;
export const POLLNVAL: i32 = 16384;
export const POLLOUT: i32 = 2;
export const WCONTINUED: i32 = 8;
export const WEXITED: i32 = 4;
export const WNOHANG: i32 = 1;
export const WNOWAIT: i32 = 16777216;
export const WUNTRACED: i32 = 2;
export const CLD_CONTINUED: i32 = 6;
export const CLD_DUMPED: i32 = 3;
export const CLD_EXITED: i32 = 1;
export const CLD_KILLED: i32 = 2;
export const CLD_STOPPED: i32 = 5;
export const FPE_INTDIV: i32 = 1;
export const ILL_ILLOPN: i32 = 2;
export const P_ALL: i32 = 0;
export const P_PGID: i32 = 2;
export const P_PID: i32 = 1;
export const SA_NOCLDSTOP: i32 = 0x00000001;
export const SA_NOCLDWAIT: i32 = 0x00000002;
export const SA_NODEFER: i32 = 0x40000000;
export const SA_ONSTACK: i32 = 0x08000000;
export const SA_RESETHAND: i32 = 0x80000000;
export const SA_RESTART: i32 = 0x10000000;
export const SA_SIGINFO: i32 = 0x00000004;
export const SEGV_MAPERR: i32 = 1;
export const SIG_BLOCK: i32 = 0;
export const SIG_DFL: i32 = 0;
export const SIG_IGN: i32 = 4294967294;
export const SIG_SETMASK: i32 = 2;
export const SIG_UNBLOCK: i32 = 1;
export const SI_KERNEL: i32 = 128;
export const SI_QUEUE: i32 = (-1);
export const SI_TIMER: i32 = (-2);
export const SI_USER: i32 = 0;
export const PRIO_PGRP: i32 = 1;
export const PRIO_PROCESS: i32 = 0;
export const PRIO_USER: i32 = 2;
export const RLIMIT_AS: i32 = 9;
export const RLIMIT_CORE: i32 = 4;
export const RLIMIT_CPU: i32 = 0;
export const RLIMIT_DATA: i32 = 2;
export const RLIMIT_FSIZE: i32 = 1;
export const RLIMIT_LOCKS: i32 = 10;
export const RLIMIT_MEMLOCK: i32 = 8;
export const RLIMIT_MSGQUEUE: i32 = 12;
export const RLIMIT_NICE: i32 = 13;
export const RLIMIT_NOFILE: i32 = 7;
export const RLIMIT_NPROC: i32 = 6;
export const RLIMIT_RSS: i32 = 5;
export const RLIMIT_RTPRIO: i32 = 14;
export const RLIMIT_RTTIME: i32 = 15;
export const RLIMIT_SIGPENDING: i32 = 11;
export const RLIMIT_STACK: i32 = 3;

/** Makes a copy of the caller; answers 0 in the child and the child's pid in the parent. */
// @ts-ignore: decorator
@external("prong_v1", "fork")
export declare function prong_fork(): i32;

/** As fork, but the child borrows the caller's memory and the caller sleeps until the child's exec or exit. */
// @ts-ignore: decorator
@external("prong_v1", "vfork")
export declare function prong_vfork(): i32;

/** Replaces the program; argv and envp are NULL-terminated arrays of NUL-terminated strings. Returns only to fail. */
// @ts-ignore: decorator
@external("prong_v1", "execve")
export declare function prong_execve(path: usize, path_length: usize, argv: usize, envp: usize): i32;

/** Waits for a child to end and reaps it; WNOHANG answers 0 instead of waiting. rusage may be NULL. */
// @ts-ignore: decorator
@external("prong_v1", "wait4")
export declare function prong_wait4(pid: i32, status: usize, options: i32, rusage: usize): i32;

/** Waits for a child to end, stop or go on, as the options say, and stores what became of it. rusage may be NULL. */
// @ts-ignore: decorator
@external("prong_v1", "waitid")
export declare function prong_waitid(kind: i32, id: i32, info: usize, options: i32, rusage: usize): i32;

/** The caller's process id. */
// @ts-ignore: decorator
@external("prong_v1", "getpid")
export declare function prong_getpid(): i32;

/** The id of the caller's parent, 1 once that has ended. */
// @ts-ignore: decorator
@external("prong_v1", "getppid")
export declare function prong_getppid(): i32;

/** Sends a signal; 0 only asks whether the process exists. */
// @ts-ignore: decorator
@external("prong_v1", "kill")
export declare function prong_kill(pid: i32, signal: i32): i32;

/** Sends SIGALRM to the caller in so many seconds, or no more (0); answers how many the alarm before had left. */
// @ts-ignore: decorator
@external("prong_v1", "alarm")
export declare function prong_alarm(seconds: i32): i32;

/** Sends a signal with a value. */
// @ts-ignore: decorator
@external("prong_v1", "sigqueue")
export declare function prong_sigqueue(pid: i32, signal: i32, value: i32): i32;

/** Says what a signal does: SIG_DFL, SIG_IGN or the index of a handler; stores what it did before. */
// @ts-ignore: decorator
@external("prong_v1", "sigaction")
export declare function prong_sigaction(signal: i32, action: usize, old: usize): i32;

/** Blocks and unblocks signals; stores the mask before. */
// @ts-ignore: decorator
@external("prong_v1", "sigprocmask")
export declare function prong_sigprocmask(how: i32, set: usize, old: usize): i32;

/** Stores which blocked signals are pending. */
// @ts-ignore: decorator
@external("prong_v1", "sigpending")
export declare function prong_sigpending(set: usize): i32;

/** Waits for a signal with another mask: EINTR when its handler has run. */
// @ts-ignore: decorator
@external("prong_v1", "sigsuspend")
export declare function prong_sigsuspend(mask: usize): i32;

/** Waits for one of some blocked signals and takes it. */
// @ts-ignore: decorator
@external("prong_v1", "sigtimedwait")
export declare function prong_sigtimedwait(set: usize, info: usize, timeout: usize): i32;

/** Takes the next pending signal that has a handler, or 0; its mask holds until `signal_return`. */
// @ts-ignore: decorator
@external("prong_v1", "signal_take")
export declare function prong_signal_take(delivery: usize): i32;

/** Puts the mask back that was before a handler. */
// @ts-ignore: decorator
@external("prong_v1", "signal_return")
export declare function prong_signal_return(mask: u64): i32;

/** Puts the call stack aside, and stores its number; answers 0, and once more for each `longjmp` there. */
// @ts-ignore: decorator
@external("prong_v1", "setjmp")
export declare function prong_setjmp(env: usize): i32;

/** Goes on with the call stack that was put aside. */
// @ts-ignore: decorator
@external("prong_v1", "longjmp")
export declare function prong_longjmp(env: usize, value: i32): i32;

/** Makes a pipe and stores two descriptors: the end to read, the end to write. */
// @ts-ignore: decorator
@external("prong_v1", "pipe2")
export declare function prong_pipe2(fds: usize, flags: i32): i32;

/** The lowest free descriptor, made to name the same open file. */
// @ts-ignore: decorator
@external("prong_v1", "dup")
export declare function prong_dup(fd: i32): i32;

/** Makes `to` name the open file of `from`, closing what it named before. */
// @ts-ignore: decorator
@external("prong_v1", "dup3")
export declare function prong_dup3(from: i32, to: i32, flags: i32): i32;

/** F_DUPFD, F_DUPFD_CLOEXEC, F_DUPFD_CLOFORK, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETPIPE_SZ, F_SETPIPE_SZ; locks are record_lock's. */
// @ts-ignore: decorator
@external("prong_v1", "fcntl")
export declare function prong_fcntl(fd: i32, command: i32, argument: i32): i32;

/** Waits until something can be done with one of the descriptors, or for so many milliseconds; answers how many are ready. */
// @ts-ignore: decorator
@external("prong_v1", "poll")
export declare function prong_poll(polled: usize, count: usize, timeout: i32): i32;

/** Changes the current directory. */
// @ts-ignore: decorator
@external("prong_v1", "chdir")
export declare function prong_chdir(path: usize, path_length: usize): i32;

/** Changes the current directory to one that is open. */
// @ts-ignore: decorator
@external("prong_v1", "fchdir")
export declare function prong_fchdir(fd: i32): i32;

/** Stores the path of the current directory, NUL-terminated; answers its length with the NUL. */
// @ts-ignore: decorator
@external("prong_v1", "getcwd")
export declare function prong_getcwd(buffer: usize, buffer_length: usize): i32;

/** Opens a file, or makes it with this mode; the flags are wasi-libc's. */
// @ts-ignore: decorator
@external("prong_v1", "openat")
export declare function prong_openat(dirfd: i32, path: usize, path_length: usize, flags: i32, mode: i32): i32;

/** Makes a directory. */
// @ts-ignore: decorator
@external("prong_v1", "mkdirat")
export declare function prong_mkdirat(dirfd: i32, path: usize, path_length: usize, mode: i32): i32;

/** Makes a named pipe or an empty file. */
// @ts-ignore: decorator
@external("prong_v1", "mknodat")
export declare function prong_mknodat(dirfd: i32, path: usize, path_length: usize, mode: i32): i32;

/** Stores what is known of a file: wasi-libc's struct stat. */
// @ts-ignore: decorator
@external("prong_v1", "fstatat")
export declare function prong_fstatat(dirfd: i32, path: usize, path_length: usize, stat: usize, flags: i32): i32;

/** Stores what is known of an open file. */
// @ts-ignore: decorator
@external("prong_v1", "fstat")
export declare function prong_fstat(fd: i32, stat: usize): i32;

/** Sets the mode of a file. */
// @ts-ignore: decorator
@external("prong_v1", "fchmodat")
export declare function prong_fchmodat(dirfd: i32, path: usize, path_length: usize, mode: i32, flags: i32): i32;

/** Sets the mode of an open file. */
// @ts-ignore: decorator
@external("prong_v1", "fchmod")
export declare function prong_fchmod(fd: i32, mode: i32): i32;

/** Sets the owners of a file. */
// @ts-ignore: decorator
@external("prong_v1", "fchownat")
export declare function prong_fchownat(dirfd: i32, path: usize, path_length: usize, uid: i32, gid: i32, flags: i32): i32;

/** Sets the owners of an open file. */
// @ts-ignore: decorator
@external("prong_v1", "fchown")
export declare function prong_fchown(fd: i32, uid: i32, gid: i32): i32;

/** Asks whether a file may be read, written, run. */
// @ts-ignore: decorator
@external("prong_v1", "faccessat")
export declare function prong_faccessat(dirfd: i32, path: usize, path_length: usize, mode: i32, flags: i32): i32;

/** Sets the bits that no file made by the caller has; answers those before. */
// @ts-ignore: decorator
@external("prong_v1", "umask")
export declare function prong_umask(mask: i32): i32;

/** Stores the next entries of a directory, as fd_readdir does but whole ones only, and moves the offset behind them; 0 at the end. */
// @ts-ignore: decorator
@external("prong_v1", "getdents")
export declare function prong_getdents(fd: i32, buffer: usize, buffer_length: usize): i32;

/** Locks of a range of a file: F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW of fcntl. */
// @ts-ignore: decorator
@external("prong_v1", "record_lock")
export declare function prong_record_lock(fd: i32, command: i32, lock: usize): i32;

/** Locks a whole file for its open file, or unlocks it. */
// @ts-ignore: decorator
@external("prong_v1", "flock")
export declare function prong_flock(fd: i32, operation: i32): i32;

/** As poll, with a finer timeout (NULL: none) and another signal mask meanwhile (NULL: the same). */
// @ts-ignore: decorator
@external("prong_v1", "ppoll")
export declare function prong_ppoll(polled: usize, count: usize, timeout: usize, mask: usize): i32;

/** Closes the caller's preopened directories: it will name files from its current directory (dirfd AT_FDCWD). */
// @ts-ignore: decorator
@external("prong_v1", "use_cwd")
export declare function prong_use_cwd(): i32;

/** Moves the caller (0) or a child that has not yet run another program to a group of its session, or to one of its own (0). */
// @ts-ignore: decorator
@external("prong_v1", "setpgid")
export declare function prong_setpgid(pid: i32, group: i32): i32;

/** The process group of a process, or of the caller (0). */
// @ts-ignore: decorator
@external("prong_v1", "getpgid")
export declare function prong_getpgid(pid: i32): i32;

/** Begins a session and a process group that bear the caller's pid, without a controlling terminal. */
// @ts-ignore: decorator
@external("prong_v1", "setsid")
export declare function prong_setsid(): i32;

/** The session of a process, or of the caller (0). */
// @ts-ignore: decorator
@external("prong_v1", "getsid")
export declare function prong_getsid(pid: i32): i32;

/** What a terminal can be asked and told (ioctl_tty); FIONREAD, FIONBIO, FIOCLEX and FIONCLEX for others too. */
// @ts-ignore: decorator
@external("prong_v1", "ioctl")
export declare function prong_ioctl(fd: i32, request: i32, argument: i32): i32;

/** Stores the path of a terminal, NUL-terminated; answers its length with the NUL. */
// @ts-ignore: decorator
@external("prong_v1", "ttyname")
export declare function prong_ttyname(fd: i32, buffer: usize, buffer_length: usize): i32;

/** Maps a file or zeros to a free range of the caller's memory; ENOSPC: give a region first (mmap_region). */
// @ts-ignore: decorator
@external("prong_v1", "mmap")
export declare function prong_mmap(address: usize, length: usize, protection: i32, flags: i32, fd: i32, offset: i64): i32;

/** Gives a range of the caller's memory to be mapped to. */
// @ts-ignore: decorator
@external("prong_v1", "mmap_region")
export declare function prong_mmap_region(address: usize, length: usize): i32;

/** Ends what is mapped in a range. */
// @ts-ignore: decorator
@external("prong_v1", "munmap")
export declare function prong_munmap(address: usize, length: usize): i32;

/** Says what may be done to a range; a store that may not be is found when the process stops. */
// @ts-ignore: decorator
@external("prong_v1", "mprotect")
export declare function prong_mprotect(address: usize, length: usize, protection: i32): i32;

/** MADV_DONTFORK, DOFORK, WIPEONFORK, KEEPONFORK, DONTNEED, FREE; other advice is not acted on. */
// @ts-ignore: decorator
@external("prong_v1", "madvise")
export declare function prong_madvise(address: usize, length: usize, advice: i32): i32;

/** Writes what was stored to a range to its files. */
// @ts-ignore: decorator
@external("prong_v1", "msync")
export declare function prong_msync(address: usize, length: usize, flags: i32): i32;

/** Locks the pages of a range. */
// @ts-ignore: decorator
@external("prong_v1", "mlock")
export declare function prong_mlock(address: usize, length: usize): i32;

/** Unlocks the pages of a range. */
// @ts-ignore: decorator
@external("prong_v1", "munlock")
export declare function prong_munlock(address: usize, length: usize): i32;

/** MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT; 0 unlocks all. */
// @ts-ignore: decorator
@external("prong_v1", "mlockall")
export declare function prong_mlockall(flags: i32): i32;

/** Makes a mapping shorter or longer, and moves it if it may be moved; ENOSPC as mmap. */
// @ts-ignore: decorator
@external("prong_v1", "mremap")
export declare function prong_mremap(address: usize, length: usize, new_length: usize, flags: i32, new_address: usize): i32;

/** Waits until a word of memory is from low to high, then adds to it and wakes who waits for it. In nanoseconds: 0 answers EAGAIN, negative waits for ever. */
// @ts-ignore: decorator
@external("prong_v1", "word_change")
export declare function prong_word_change(word: usize, low: i32, high: i32, by: i32, timeout: i64): i32;

/** Stores a limit of a process (0: the caller) and sets another; NULL for what is not wanted. */
// @ts-ignore: decorator
@external("prong_v1", "prlimit")
export declare function prong_prlimit(pid: i32, resource: i32, wanted: usize, old: usize): i32;

/** Stores what the caller, or the children it has waited for, have used. */
// @ts-ignore: decorator
@external("prong_v1", "getrusage")
export declare function prong_getrusage(who: i32, usage: usize): i32;

/** Stores the caller's times and its children's, in clock ticks, and how many have passed. */
// @ts-ignore: decorator
@external("prong_v1", "times")
export declare function prong_times(times: usize, ticks: usize): i32;

/** The lowest nice value of a process, a group or a user, as 20 minus that. */
// @ts-ignore: decorator
@external("prong_v1", "getpriority")
export declare function prong_getpriority(which: i32, who: i32): i32;

/** Sets the nice value of a process, a group or a user. */
// @ts-ignore: decorator
@external("prong_v1", "setpriority")
export declare function prong_setpriority(which: i32, who: i32, nice: i32): i32;

/** Stores whose the caller is. */
// @ts-ignore: decorator
@external("prong_v1", "getresuid")
export declare function prong_getresuid(real: usize, effective: usize, saved: usize): i32;

/** Stores the groups of the caller. */
// @ts-ignore: decorator
@external("prong_v1", "getresgid")
export declare function prong_getresgid(real: usize, effective: usize, saved: usize): i32;

/** Changes whose the caller is; -1 leaves one alone. */
// @ts-ignore: decorator
@external("prong_v1", "setresuid")
export declare function prong_setresuid(real: i32, effective: i32, saved: i32): i32;

/** Changes the groups of the caller; -1 leaves one alone. */
// @ts-ignore: decorator
@external("prong_v1", "setresgid")
export declare function prong_setresgid(real: i32, effective: i32, saved: i32): i32;

/** Stores the supplementary groups, and answers how many; only that without room. */
// @ts-ignore: decorator
@external("prong_v1", "getgroups")
export declare function prong_getgroups(room: i32, groups: usize): i32;

/** Sets the supplementary groups: root may. */
// @ts-ignore: decorator
@external("prong_v1", "setgroups")
export declare function prong_setgroups(count: i32, groups: usize): i32;

/** Stores the names of the system. */
// @ts-ignore: decorator
@external("prong_v1", "uname")
export declare function prong_uname(names: usize): i32;

/** Sets one of the caller's three interval timers; stores how it was. */
// @ts-ignore: decorator
@external("prong_v1", "setitimer")
export declare function prong_setitimer(which: i32, wanted: usize, old: usize): i32;

/** Stores how an interval timer is set. */
// @ts-ignore: decorator
@external("prong_v1", "getitimer")
export declare function prong_getitimer(which: i32, current: usize): i32;

/** Makes a timer and stores its id. */
// @ts-ignore: decorator
@external("prong_v1", "timer_create")
export declare function prong_timer_create(clock: i32, event: usize, timer: usize): i32;

/** Sets a timer; stores how it was. */
// @ts-ignore: decorator
@external("prong_v1", "timer_settime")
export declare function prong_timer_settime(timer: i32, flags: i32, wanted: usize, old: usize): i32;

/** Stores how a timer is set. */
// @ts-ignore: decorator
@external("prong_v1", "timer_gettime")
export declare function prong_timer_gettime(timer: i32, current: usize): i32;

/** How often a timer expired again before its last signal was taken. */
// @ts-ignore: decorator
@external("prong_v1", "timer_getoverrun")
export declare function prong_timer_getoverrun(timer: i32): i32;

/** Turns a timer off and forgets it. */
// @ts-ignore: decorator
@external("prong_v1", "timer_delete")
export declare function prong_timer_delete(timer: i32): i32;

/** Stores the arguments. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "args_get")
export declare function wasi_args_get(argv: usize, buffer: usize): i32;

/** Stores how many arguments there are, and their bytes. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "args_sizes_get")
export declare function wasi_args_sizes_get(count: usize, size: usize): i32;

/** Stores the environment. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "environ_get")
export declare function wasi_environ_get(environ: usize, buffer: usize): i32;

/** Stores how many variables there are, and their bytes. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "environ_sizes_get")
export declare function wasi_environ_sizes_get(count: usize, size: usize): i32;

/** Stores the resolution of a clock. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "clock_res_get")
export declare function wasi_clock_res_get(clock: i32, resolution: usize): i32;

/** Stores the (virtual) time of a clock. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "clock_time_get")
export declare function wasi_clock_time_get(clock: i32, precision: u64, time: usize): i32;

/** Takes advice on how a file will be used. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_advise")
export declare function wasi_fd_advise(fd: i32, offset: u64, length: u64, advice: i32): i32;

/** Makes room in a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_allocate")
export declare function wasi_fd_allocate(fd: i32, offset: u64, length: u64): i32;

/** Closes a descriptor. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_close")
export declare function wasi_fd_close(fd: i32): i32;

/** Writes a file's data to its device. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_datasync")
export declare function wasi_fd_datasync(fd: i32): i32;

/** Stores the type, flags and rights of a descriptor. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_fdstat_get")
export declare function wasi_fd_fdstat_get(fd: i32, stat: usize): i32;

/** Sets the status flags of an open file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_fdstat_set_flags")
export declare function wasi_fd_fdstat_set_flags(fd: i32, flags: i32): i32;

/** Takes rights away from a descriptor. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_fdstat_set_rights")
export declare function wasi_fd_fdstat_set_rights(fd: i32, base: u64, inheriting: u64): i32;

/** Stores what is known of an open file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_filestat_get")
export declare function wasi_fd_filestat_get(fd: i32, stat: usize): i32;

/** Cuts or stretches a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_filestat_set_size")
export declare function wasi_fd_filestat_set_size(fd: i32, size: u64): i32;

/** Sets the times of a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_filestat_set_times")
export declare function wasi_fd_filestat_set_times(fd: i32, accessed: u64, modified: u64, flags: i32): i32;

/** Reads at an offset, leaving the file's own alone. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_pread")
export declare function wasi_fd_pread(fd: i32, iovs: usize, iovs_count: usize, offset: u64, count: usize): i32;

/** Stores what a preopened directory is. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_prestat_get")
export declare function wasi_fd_prestat_get(fd: i32, prestat: usize): i32;

/** Stores the name of a preopened directory. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_prestat_dir_name")
export declare function wasi_fd_prestat_dir_name(fd: i32, path: usize, path_length: usize): i32;

/** Writes at an offset, leaving the file's own alone. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_pwrite")
export declare function wasi_fd_pwrite(fd: i32, iovs: usize, iovs_count: usize, offset: u64, count: usize): i32;

/** Reads; 0 bytes mean the end. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_read")
export declare function wasi_fd_read(fd: i32, iovs: usize, iovs_count: usize, count: usize): i32;

/** Stores the next entries of a directory. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_readdir")
export declare function wasi_fd_readdir(fd: i32, buffer: usize, buffer_length: usize, cookie: u64, used: usize): i32;

/** Moves a descriptor to another number. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_renumber")
export declare function wasi_fd_renumber(from: i32, to: i32): i32;

/** Moves the offset of an open file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_seek")
export declare function wasi_fd_seek(fd: i32, offset: i64, whence: i32, position: usize): i32;

/** Writes a file to its device. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_sync")
export declare function wasi_fd_sync(fd: i32): i32;

/** Stores the offset of an open file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_tell")
export declare function wasi_fd_tell(fd: i32, position: usize): i32;

/** Writes. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "fd_write")
export declare function wasi_fd_write(fd: i32, iovs: usize, iovs_count: usize, count: usize): i32;

/** Makes a directory. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_create_directory")
export declare function wasi_path_create_directory(fd: i32, path: usize, path_length: usize): i32;

/** Stores what is known of a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_filestat_get")
export declare function wasi_path_filestat_get(fd: i32, lookup: i32, path: usize, path_length: usize, stat: usize): i32;

/** Sets the times of a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_filestat_set_times")
export declare function wasi_path_filestat_set_times(fd: i32, lookup: i32, path: usize, path_length: usize, accessed: u64, modified: u64, flags: i32): i32;

/** Makes another name for a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_link")
export declare function wasi_path_link(from_fd: i32, lookup: i32, from: usize, from_length: usize, to_fd: i32, to: usize, to_length: usize): i32;

/** Opens a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_open")
export declare function wasi_path_open(fd: i32, lookup: i32, path: usize, path_length: usize, open: i32, rights: u64, inheriting: u64, flags: i32, opened: usize): i32;

/** Stores where a symbolic link leads. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_readlink")
export declare function wasi_path_readlink(fd: i32, path: usize, path_length: usize, buffer: usize, buffer_length: usize, used: usize): i32;

/** Removes an empty directory. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_remove_directory")
export declare function wasi_path_remove_directory(fd: i32, path: usize, path_length: usize): i32;

/** Gives a file another name. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_rename")
export declare function wasi_path_rename(from_fd: i32, from: usize, from_length: usize, to_fd: i32, to: usize, to_length: usize): i32;

/** Makes a symbolic link. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_symlink")
export declare function wasi_path_symlink(target: usize, target_length: usize, fd: i32, path: usize, path_length: usize): i32;

/** Removes a name of a file. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "path_unlink_file")
export declare function wasi_path_unlink_file(fd: i32, path: usize, path_length: usize): i32;

/** Waits for the first of several things: a time, something to read, room to write. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "poll_oneoff")
export declare function wasi_poll_oneoff(in_: usize, out: usize, count: usize, occurred: usize): i32;

/** Ends the process. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_exit")
export declare function wasi_proc_exit(code: i32): void;

/** Sends a signal to the caller. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "proc_raise")
export declare function wasi_proc_raise(signal: i32): i32;

/** Stores random bytes; the schedule decides which. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "random_get")
export declare function wasi_random_get(buffer: usize, buffer_length: usize): i32;

/** Lets another process run. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "sched_yield")
export declare function wasi_sched_yield(): i32;

/** Sockets are not supported: ENOTSOCK, or EBADF. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "sock_accept")
export declare function wasi_sock_accept(fd: i32, flags: i32, accepted: usize): i32;

/** Sockets are not supported: ENOTSOCK, or EBADF. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "sock_recv")
export declare function wasi_sock_recv(fd: i32, iovs: usize, iovs_count: usize, flags: i32, count: usize, received: usize): i32;

/** Sockets are not supported: ENOTSOCK, or EBADF. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "sock_send")
export declare function wasi_sock_send(fd: i32, iovs: usize, iovs_count: usize, flags: i32, count: usize): i32;

/** Sockets are not supported: ENOTSOCK, or EBADF. */
// @ts-ignore: decorator
@external("wasi_snapshot_preview1", "sock_shutdown")
export declare function wasi_sock_shutdown(fd: i32, how: i32): i32;
