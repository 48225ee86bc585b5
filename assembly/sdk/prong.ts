/**
 * fork(2) for AssemblyScript, in the spirit of the Rust crate `fork`.
 *
 *     import { fork, waitpid, print, exit } from "prong";
 *
 *     const child = fork();
 *     if (child.isChild) exit(7);
 *     print(`the child exited with ${waitpid(child.pid).exitCode}`);
 *
 * The crate's surface is `fork`, `daemon`, `waitpid`, `waitpidNoHang`, `setsid`, `getpgrp`, `getpid`, `getppid`, `chdir`, `closeFd`,
 * `redirectStdio`; besides it there are `forkWith`, signals with handlers, process groups, waiting for descriptors, limits.
 *
 * Nothing throws. A function that answers a number answers it >= 0, or -errno; one that answers an object has `errno` on
 * it, 0 when all is well. `errnoMessage` puts an errno into words.
 */

import "./prong/globals";
import { prong_use_cwd } from "./prong/syscalls";

// Files are named from the current directory, so that descriptors begin at 3, as on Unix.
prong_use_cwd();

export { closeFd, daemon, redirectStdio } from "./prong/daemon";
export { close, dup, dup2, fcntl, Pipe, pipe, read, readNumber, STDERR, STDIN, STDOUT, write, writeNumber, writeText } from "./prong/descriptors";
export { execv, execve } from "./prong/exec";
export { lseek, O_CREAT, O_DIRECTORY, O_EXCL, O_RDWR, O_TRUNC, open, SEEK_CUR, SEEK_END, SEEK_SET, unlink } from "./prong/files";
export { Fork, fork, forkWith } from "./prong/fork";
export { getpgid, getpgrp, getsid, setpgid, setsid } from "./prong/groups";
export { getegid, geteuid, getgid, getuid, setresgid, setresuid } from "./prong/identity";
export { getrlimit, Limit, nice, niceness, RLIM_INFINITY, setrlimit } from "./prong/limits";
export { poll, PollFd } from "./prong/poll";
export { eprint, print } from "./prong/print";
export { args, chdir, environment, exit, getcwd, getpid, getppid, umask, yieldNow } from "./prong/process";
export { SignalInfo } from "./prong/signal-info";
export {
  blockSignals,
  hasSignal,
  pause,
  pendingSignals,
  setSignalMask,
  signalMask,
  SignalSet,
  signalSet,
  sigsuspend,
  sigwait,
  sigwaitinfo,
  unblockSignals,
} from "./prong/signal-mask";
export {
  alarm,
  defaultSignal,
  ignoreSignal,
  kill,
  killpg,
  onSignal,
  onSignalInfo,
  raise,
  sigqueue,
  SIGRTMAX,
  SIGRTMIN,
} from "./prong/signals";
export { sleep } from "./prong/sleep";
export {
  CLD_CONTINUED,
  CLD_EXITED,
  CLD_KILLED,
  CLD_STOPPED,
  Errno,
  errnoMessage,
  F_DUPFD,
  F_DUPFD_CLOEXEC,
  F_DUPFD_CLOFORK,
  F_GETFD,
  F_GETFL,
  F_SETFD,
  F_SETFL,
  FD_CLOEXEC,
  FD_CLOFORK,
  O_APPEND,
  O_CLOEXEC,
  O_CLOFORK,
  O_NOCTTY,
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
  P_ALL,
  P_PGID,
  P_PID,
  POLLERR,
  POLLHUP,
  POLLIN,
  POLLNVAL,
  POLLOUT,
  RLIMIT_AS,
  RLIMIT_CORE,
  RLIMIT_CPU,
  RLIMIT_DATA,
  RLIMIT_FSIZE,
  RLIMIT_NICE,
  RLIMIT_NOFILE,
  RLIMIT_NPROC,
  RLIMIT_SIGPENDING,
  RLIMIT_STACK,
  SA_NOCLDSTOP,
  SA_NOCLDWAIT,
  SA_NODEFER,
  SA_RESETHAND,
  SA_RESTART,
  SI_KERNEL,
  SI_QUEUE,
  SI_TIMER,
  SI_USER,
  Signal,
  WCONTINUED,
  WEXITED,
  WNOHANG,
  WNOWAIT,
  WUNTRACED,
} from "./prong/syscalls";
export { isatty, tcgetpgrp, tcgetsid, tcsetpgrp } from "./prong/terminal";
export {
  wait,
  Waited,
  waitid,
  waitpid,
  waitpidNoHang,
  WEXITSTATUS,
  WIFCONTINUED,
  WIFEXITED,
  WIFSIGNALED,
  WIFSTOPPED,
  WSTOPSIG,
  WTERMSIG,
} from "./prong/wait";
