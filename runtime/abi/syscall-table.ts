/**
 * The system calls, one row each. The row is the truth: the C and AssemblyScript declarations, the names a trace prints,
 * the manual and the list of calls at which a stack may be captured all come from here.
 *
 * A row's parameters are written `name: kind`, with these kinds (and what they become in Wasm):
 *
 *     fd pid int flags signal size   i32
 *     *kind                          i32, address of one `kind` (or of a C array, as the meaning says)
 *     string                         two i32: address, length in bytes (UTF-8, no NUL)
 *     bytes                          two i32: address, length; the kernel fills it
 *     iovecs ciovecs                 two i32: address of {address, length} pairs, how many; read into, written from
 *     u64 i64 time offset            i64
 *
 * A call of `prong_v1` answers `>= 0` or `-errno`; one of `wasi_snapshot_preview1` answers `errno` and stores the rest.
 */

export const PRONG_MODULE = "prong_v1";
export const WASI_MODULE = "wasi_snapshot_preview1";

/** What a call reads or changes, for those who reorder or explain runs. */
export type Touch = "process" | "descriptors" | "files" | "memory" | "signals" | "time" | "chance" | "terminal";

export interface Parameter {
  readonly name: string;
  readonly kind: string;
}

export interface SyscallRow {
  readonly module: typeof PRONG_MODULE | typeof WASI_MODULE;
  readonly name: string;
  readonly parameters: readonly Parameter[];
  /** What the result means, in one word; "never" when the call does not return. */
  readonly result: string;
  /**
   * May the caller have to wait, or does it matter to others when it calls? Then another process may run before it goes on,
   * and the call is a place where stacks are captured.
   */
  readonly waits: boolean;
  /** Is it made again when a signal interrupted it whose handler was installed with SA_RESTART? Otherwise it is EINTR. */
  readonly restarts: boolean;
  readonly touches: readonly Touch[];
  readonly about: string;
}

/** "restarts" is said of calls that wait. */
type Options = "waits" | "restarts" | Touch;

/** Whoever touches these does so before or after others, and they can tell. */
const SEEN_BY_OTHERS: ReadonlySet<Options> = new Set<Options>(["files", "terminal"]);

function row(module: SyscallRow["module"], signature: string, about: string, ...options: Options[]): SyscallRow {
  const match = /^(\w+)\((.*)\)(?:: (\w+))?$/.exec(signature);
  if (match === null)
    throw new Error(`Cannot read the signature "${signature}": expected name(parameter: kind, ...): result`);
  const [, name = "", list = "", result = "errno"] = match;
  const parameters =
    list === ""
      ? []
      : list.split(", ").map((text) => {
          const [parameter = "", kind = ""] = text.split(": ");
          return { name: parameter, kind };
        });
  const touches = options.filter((option): option is Touch => option !== "waits" && option !== "restarts");
  const restarts = options.includes("restarts");
  const waits = restarts || options.includes("waits") || options.some((option) => SEEN_BY_OTHERS.has(option));
  return { module, name, parameters, result, waits, restarts, touches, about };
}

const prong = (signature: string, about: string, ...options: Options[]) =>
  row(PRONG_MODULE, signature, about, ...options);
const wasi = (signature: string, about: string, ...options: Options[]) =>
  row(WASI_MODULE, signature, about, ...options);

// biome-ignore format: one row a line
export const SYSCALL_TABLE: readonly SyscallRow[] = [
  prong("fork(): pid", "Makes a copy of the caller; answers 0 in the child and the child's pid in the parent.", "waits", "process", "memory", "descriptors"),
  prong("vfork(): pid", "As fork, but the child borrows the caller's memory and the caller sleeps until the child's exec or exit.", "waits", "process", "memory", "descriptors"),
  prong("execve(path: string, argv: **char, envp: **char): never", "Replaces the program; argv and envp are NULL-terminated arrays of NUL-terminated strings. Returns only to fail.", "waits", "process", "memory", "descriptors", "files"),
  prong("wait4(pid: pid, status: *int, options: flags, rusage: *rusage): pid", "Waits for a child to end and reaps it; WNOHANG answers 0 instead of waiting. rusage may be NULL.", "restarts", "process", "signals"),
  prong("waitid(kind: int, id: pid, info: *siginfo, options: flags, rusage: *rusage): int", "Waits for a child to end, stop or go on, as the options say, and stores what became of it. rusage may be NULL.", "restarts", "process", "signals"),
  prong("getpid(): pid", "The caller's process id.", "process"),
  prong("getppid(): pid", "The id of the caller's parent, 1 once that has ended.", "waits", "process"),
  prong("kill(pid: pid, signal: signal): int", "Sends a signal; 0 only asks whether the process exists.", "waits", "process", "signals"),
  prong("alarm(seconds: int): int", "Sends SIGALRM to the caller in so many seconds, or no more (0); answers how many the alarm before had left.", "signals", "time"),
  prong("sigqueue(pid: pid, signal: signal, value: int): int", "Sends a signal with a value.", "waits", "process", "signals"),
  prong("sigaction(signal: signal, action: *sigaction, old: *sigaction): int", "Says what a signal does: SIG_DFL, SIG_IGN or the index of a handler; stores what it did before.", "waits", "signals"),
  prong("sigprocmask(how: int, set: *sigset, old: *sigset): int", "Blocks and unblocks signals; stores the mask before.", "waits", "signals"),
  prong("sigpending(set: *sigset): int", "Stores which blocked signals are pending.", "waits", "signals"),
  prong("sigsuspend(mask: *sigset): int", "Waits for a signal with another mask: EINTR when its handler has run.", "waits", "signals"),
  prong("sigtimedwait(set: *sigset, info: *siginfo, timeout: *timespec): signal", "Waits for one of some blocked signals and takes it.", "waits", "signals", "time"),
  prong("signal_take(delivery: *delivery): signal", "Takes the next pending signal that has a handler, or 0; its mask holds until `signal_return`.", "signals"),
  prong("signal_return(mask: u64): int", "Puts the mask back that was before a handler.", "waits", "signals"),
  prong("setjmp(env: *jmp_buf): int", "Puts the call stack aside, and stores its number; answers 0, and once more for each `longjmp` there.", "waits", "process"),
  prong("longjmp(env: *jmp_buf, value: int): never", "Goes on with the call stack that was put aside.", "process"),
  prong("pipe2(fds: *fd, flags: flags): int", "Makes a pipe and stores two descriptors: the end to read, the end to write.", "descriptors", "memory"),
  prong("dup(fd: fd): fd", "The lowest free descriptor, made to name the same open file.", "descriptors"),
  prong("dup3(from: fd, to: fd, flags: flags): fd", "Makes `to` name the open file of `from`, closing what it named before.", "waits", "descriptors"),
  prong("fcntl(fd: fd, command: int, argument: int): int", "F_DUPFD, F_DUPFD_CLOEXEC, F_DUPFD_CLOFORK, F_GETFD, F_SETFD, F_GETFL, F_SETFL, F_GETPIPE_SZ, F_SETPIPE_SZ; locks are record_lock's.", "waits", "descriptors"),
  prong("poll(polled: *pollfd, count: size, timeout: int): int", "Waits until something can be done with one of the descriptors, or for so many milliseconds; answers how many are ready.", "waits", "descriptors", "memory", "time"),
  prong("chdir(path: string): int", "Changes the current directory.", "process", "files"),
  prong("fchdir(fd: fd): int", "Changes the current directory to one that is open.", "process", "files"),
  prong("getcwd(buffer: bytes): size", "Stores the path of the current directory, NUL-terminated; answers its length with the NUL.", "waits", "process", "memory"),
  prong("openat(dirfd: fd, path: string, flags: flags, mode: int): fd", "Opens a file, or makes it with this mode; the flags are wasi-libc's.", "restarts", "files", "descriptors"),
  prong("mkdirat(dirfd: fd, path: string, mode: int): int", "Makes a directory.", "files"),
  prong("mknodat(dirfd: fd, path: string, mode: int): int", "Makes a named pipe or an empty file.", "files"),
  prong("fstatat(dirfd: fd, path: string, stat: *stat, flags: flags): int", "Stores what is known of a file: wasi-libc's struct stat.", "files", "memory"),
  prong("fstat(fd: fd, stat: *stat): int", "Stores what is known of an open file.", "files", "memory"),
  prong("fchmodat(dirfd: fd, path: string, mode: int, flags: flags): int", "Sets the mode of a file.", "files"),
  prong("fchmod(fd: fd, mode: int): int", "Sets the mode of an open file.", "files"),
  prong("fchownat(dirfd: fd, path: string, uid: int, gid: int, flags: flags): int", "Sets the owners of a file.", "files"),
  prong("fchown(fd: fd, uid: int, gid: int): int", "Sets the owners of an open file.", "files"),
  prong("faccessat(dirfd: fd, path: string, mode: int, flags: flags): int", "Asks whether a file may be read, written, run.", "files"),
  prong("umask(mask: int): int", "Sets the bits that no file made by the caller has; answers those before.", "process"),
  prong("getdents(fd: fd, buffer: bytes): size", "Stores the next entries of a directory, as fd_readdir does but whole ones only, and moves the offset behind them; 0 at the end.", "files", "memory"),
  prong("record_lock(fd: fd, command: int, lock: *flock): int", "Locks of a range of a file: F_GETLK, F_SETLK, F_SETLKW, F_OFD_GETLK, F_OFD_SETLK, F_OFD_SETLKW of fcntl.", "restarts", "files", "memory"),
  prong("flock(fd: fd, operation: int): int", "Locks a whole file for its open file, or unlocks it.", "restarts", "files"),
  prong("ppoll(polled: *pollfd, count: size, timeout: *timespec, mask: *sigset): int", "As poll, with a finer timeout (NULL: none) and another signal mask meanwhile (NULL: the same).", "waits", "descriptors", "memory", "signals", "time"),
  prong("use_cwd(): int", "Closes the caller's preopened directories: it will name files from its current directory (dirfd AT_FDCWD).", "descriptors"),

  prong("setpgid(pid: pid, group: pid): int", "Moves the caller (0) or a child that has not yet run another program to a group of its session, or to one of its own (0).", "waits", "process"),
  prong("getpgid(pid: pid): pid", "The process group of a process, or of the caller (0).", "waits", "process"),
  prong("setsid(): pid", "Begins a session and a process group that bear the caller's pid, without a controlling terminal.", "process", "terminal"),
  prong("getsid(pid: pid): pid", "The session of a process, or of the caller (0).", "waits", "process"),
  prong("ioctl(fd: fd, request: int, argument: int): int", "What a terminal can be asked and told (ioctl_tty); FIONREAD, FIONBIO, FIOCLEX and FIONCLEX for others too.", "restarts", "terminal", "descriptors", "process", "signals"),
  prong("ttyname(fd: fd, buffer: bytes): size", "Stores the path of a terminal, NUL-terminated; answers its length with the NUL.", "terminal", "memory"),
  prong("mmap(address: size, length: size, protection: flags, flags: flags, fd: fd, offset: offset): address", "Maps a file or zeros to a free range of the caller's memory; ENOSPC: give a region first (mmap_region).", "memory", "files", "descriptors"),
  prong("mmap_region(address: size, length: size): int", "Gives a range of the caller's memory to be mapped to.", "memory"),
  prong("munmap(address: size, length: size): int", "Ends what is mapped in a range.", "memory", "files"),
  prong("mprotect(address: size, length: size, protection: flags): int", "Says what may be done to a range; a store that may not be is found when the process stops.", "memory"),
  prong("madvise(address: size, length: size, advice: int): int", "MADV_DONTFORK, DOFORK, WIPEONFORK, KEEPONFORK, DONTNEED, FREE; other advice is not acted on.", "memory"),
  prong("msync(address: size, length: size, flags: flags): int", "Writes what was stored to a range to its files.", "memory", "files"),
  prong("mlock(address: size, length: size): int", "Locks the pages of a range.", "memory"),
  prong("munlock(address: size, length: size): int", "Unlocks the pages of a range.", "memory"),
  prong("mlockall(flags: flags): int", "MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT; 0 unlocks all.", "memory"),
  prong("mremap(address: size, length: size, new_length: size, flags: flags, new_address: size): address", "Makes a mapping shorter or longer, and moves it if it may be moved; ENOSPC as mmap.", "memory", "files"),
  prong("word_change(word: *int, low: int, high: int, by: int, timeout: i64): int", "Waits until a word of memory is from low to high, then adds to it and wakes who waits for it. In nanoseconds: 0 answers EAGAIN, negative waits for ever.", "waits", "memory", "time"),
  prong("prlimit(pid: pid, resource: int, wanted: *rlimit, old: *rlimit): int", "Stores a limit of a process (0: the caller) and sets another; NULL for what is not wanted.", "waits", "process", "memory"),
  prong("getrusage(who: int, usage: *rusage): int", "Stores what the caller, or the children it has waited for, have used.", "process", "time", "memory"),
  prong("times(times: *tms, ticks: *u64): int", "Stores the caller's times and its children's, in clock ticks, and how many have passed.", "process", "time", "memory"),
  prong("getpriority(which: int, who: int): int", "The lowest nice value of a process, a group or a user, as 20 minus that.", "waits", "process"),
  prong("setpriority(which: int, who: int, nice: int): int", "Sets the nice value of a process, a group or a user.", "waits", "process"),
  prong("getresuid(real: *int, effective: *int, saved: *int): int", "Stores whose the caller is.", "process", "memory"),
  prong("getresgid(real: *int, effective: *int, saved: *int): int", "Stores the groups of the caller.", "process", "memory"),
  prong("setresuid(real: int, effective: int, saved: int): int", "Changes whose the caller is; -1 leaves one alone.", "waits", "process"),
  prong("setresgid(real: int, effective: int, saved: int): int", "Changes the groups of the caller; -1 leaves one alone.", "waits", "process"),
  prong("getgroups(room: int, groups: *int): int", "Stores the supplementary groups, and answers how many; only that without room.", "process", "memory"),
  prong("setgroups(count: int, groups: *int): int", "Sets the supplementary groups: root may.", "process"),
  prong("uname(names: *utsname): int", "Stores the names of the system.", "memory"),
  prong("setitimer(which: int, wanted: *itimerval, old: *itimerval): int", "Sets one of the caller's three interval timers; stores how it was.", "signals", "time", "memory"),
  prong("getitimer(which: int, current: *itimerval): int", "Stores how an interval timer is set.", "time", "memory"),
  prong("timer_create(clock: int, event: *sigevent, timer: *timer): int", "Makes a timer and stores its id.", "signals", "time", "memory"),
  prong("timer_settime(timer: int, flags: flags, wanted: *itimerspec, old: *itimerspec): int", "Sets a timer; stores how it was.", "signals", "time", "memory"),
  prong("timer_gettime(timer: int, current: *itimerspec): int", "Stores how a timer is set.", "time", "memory"),
  prong("timer_getoverrun(timer: int): int", "How often a timer expired again before its last signal was taken.", "signals", "time"),
  prong("timer_delete(timer: int): int", "Turns a timer off and forgets it.", "signals", "time"),

  wasi("args_get(argv: **char, buffer: *char)", "Stores the arguments.", "memory"),
  wasi("args_sizes_get(count: *size, size: *size)", "Stores how many arguments there are, and their bytes.", "memory"),
  wasi("environ_get(environ: **char, buffer: *char)", "Stores the environment.", "memory"),
  wasi("environ_sizes_get(count: *size, size: *size)", "Stores how many variables there are, and their bytes.", "memory"),
  wasi("clock_res_get(clock: int, resolution: *time)", "Stores the resolution of a clock.", "time"),
  wasi("clock_time_get(clock: int, precision: time, time: *time)", "Stores the (virtual) time of a clock.", "time"),
  wasi("fd_advise(fd: fd, offset: u64, length: u64, advice: int)", "Takes advice on how a file will be used.", "descriptors"),
  wasi("fd_allocate(fd: fd, offset: u64, length: u64)", "Makes room in a file.", "files"),
  wasi("fd_close(fd: fd)", "Closes a descriptor.", "descriptors", "files"),
  wasi("fd_datasync(fd: fd)", "Writes a file's data to its device.", "files"),
  wasi("fd_fdstat_get(fd: fd, stat: *fdstat)", "Stores the type, flags and rights of a descriptor.", "descriptors"),
  wasi("fd_fdstat_set_flags(fd: fd, flags: flags)", "Sets the status flags of an open file.", "waits", "descriptors"),
  wasi("fd_fdstat_set_rights(fd: fd, base: u64, inheriting: u64)", "Takes rights away from a descriptor.", "descriptors"),
  wasi("fd_filestat_get(fd: fd, stat: *filestat)", "Stores what is known of an open file.", "files"),
  wasi("fd_filestat_set_size(fd: fd, size: u64)", "Cuts or stretches a file.", "files"),
  wasi("fd_filestat_set_times(fd: fd, accessed: time, modified: time, flags: flags)", "Sets the times of a file.", "files"),
  wasi("fd_pread(fd: fd, iovs: iovecs, offset: u64, count: *size)", "Reads at an offset, leaving the file's own alone.", "restarts", "files", "memory"),
  wasi("fd_prestat_get(fd: fd, prestat: *prestat)", "Stores what a preopened directory is.", "descriptors"),
  wasi("fd_prestat_dir_name(fd: fd, path: bytes)", "Stores the name of a preopened directory.", "descriptors", "memory"),
  wasi("fd_pwrite(fd: fd, iovs: ciovecs, offset: u64, count: *size)", "Writes at an offset, leaving the file's own alone.", "restarts", "files"),
  wasi("fd_read(fd: fd, iovs: iovecs, count: *size)", "Reads; 0 bytes mean the end.", "restarts", "files", "memory", "terminal"),
  wasi("fd_readdir(fd: fd, buffer: bytes, cookie: u64, used: *size)", "Stores the next entries of a directory.", "files", "memory"),
  wasi("fd_renumber(from: fd, to: fd)", "Moves a descriptor to another number.", "waits", "descriptors"),
  wasi("fd_seek(fd: fd, offset: i64, whence: int, position: *u64)", "Moves the offset of an open file.", "files"),
  wasi("fd_sync(fd: fd)", "Writes a file to its device.", "files"),
  wasi("fd_tell(fd: fd, position: *u64)", "Stores the offset of an open file.", "files"),
  wasi("fd_write(fd: fd, iovs: ciovecs, count: *size)", "Writes.", "restarts", "files", "terminal", "signals"),
  wasi("path_create_directory(fd: fd, path: string)", "Makes a directory.", "files"),
  wasi("path_filestat_get(fd: fd, lookup: flags, path: string, stat: *filestat)", "Stores what is known of a file.", "files", "memory"),
  wasi("path_filestat_set_times(fd: fd, lookup: flags, path: string, accessed: time, modified: time, flags: flags)", "Sets the times of a file.", "files"),
  wasi("path_link(from_fd: fd, lookup: flags, from: string, to_fd: fd, to: string)", "Makes another name for a file.", "files"),
  wasi("path_open(fd: fd, lookup: flags, path: string, open: flags, rights: u64, inheriting: u64, flags: flags, opened: *fd)", "Opens a file.", "restarts", "files", "descriptors"),
  wasi("path_readlink(fd: fd, path: string, buffer: bytes, used: *size)", "Stores where a symbolic link leads.", "files", "memory"),
  wasi("path_remove_directory(fd: fd, path: string)", "Removes an empty directory.", "files"),
  wasi("path_rename(from_fd: fd, from: string, to_fd: fd, to: string)", "Gives a file another name.", "files"),
  wasi("path_symlink(target: string, fd: fd, path: string)", "Makes a symbolic link.", "files"),
  wasi("path_unlink_file(fd: fd, path: string)", "Removes a name of a file.", "files"),
  wasi("poll_oneoff(in: *subscription, out: *event, count: size, occurred: *size)", "Waits for the first of several things: a time, something to read, room to write.", "waits", "descriptors", "time"),
  wasi("proc_exit(code: int): never", "Ends the process.", "process", "descriptors"),
  wasi("proc_raise(signal: signal)", "Sends a signal to the caller.", "waits", "signals"),
  wasi("random_get(buffer: bytes)", "Stores random bytes; the schedule decides which.", "chance", "memory"),
  wasi("sched_yield()", "Lets another process run.", "waits"),
  wasi("sock_accept(fd: fd, flags: flags, accepted: *fd)", "Sockets are not supported: ENOTSOCK, or EBADF.", "descriptors"),
  wasi("sock_recv(fd: fd, iovs: iovecs, flags: flags, count: *size, received: *flags)", "Sockets are not supported: ENOTSOCK, or EBADF.", "descriptors"),
  wasi("sock_send(fd: fd, iovs: ciovecs, flags: flags, count: *size)", "Sockets are not supported: ENOTSOCK, or EBADF.", "descriptors"),
  wasi("sock_shutdown(fd: fd, how: flags)", "Sockets are not supported: ENOTSOCK, or EBADF.", "descriptors"),
];

const PAIRS = new Set(["string", "bytes", "iovecs", "ciovecs"]);
const WIDE = new Set(["u64", "i64", "time", "offset"]);

/** Does a parameter of this kind take two Wasm parameters, an address and a length? */
export function isPair(kind: string): boolean {
  return PAIRS.has(kind);
}

/** The Wasm parameter types of a row. */
export function wasmParameters(row: SyscallRow): ("i32" | "i64")[] {
  return row.parameters.flatMap(({ kind }) =>
    PAIRS.has(kind) ? (["i32", "i32"] as const) : [WIDE.has(kind) ? ("i64" as const) : ("i32" as const)],
  );
}

/** Has the row a Wasm result? All but `proc_exit` have one. */
export function hasResult(row: SyscallRow): boolean {
  return row.name !== "proc_exit";
}

/** The row of an import, or undefined where we have no such call. */
export function findSyscall(module: string, name: string): SyscallRow | undefined {
  return BY_NAME.get(`${module}.${name}`);
}

const BY_NAME = new Map(SYSCALL_TABLE.map((row) => [`${row.module}.${row.name}`, row]));
