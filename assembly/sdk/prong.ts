/**
 * fork(2) for AssemblyScript, in the spirit of the Rust crate `fork`.
 *
 *     import { fork, waitpid, print, exit } from "prong";
 *
 *     const child = fork();
 *     if (child.isChild) exit(7);
 *     print(`the child exited with ${waitpid(child.pid).exitCode}`);
 *
 * Nothing throws. A function that answers a number answers it >= 0, or -errno; one that answers an object has `errno` on
 * it, 0 when all is well. `errnoMessage` puts an errno into words.
 */

import "./prong/globals";
import { prong_use_cwd } from "./prong/syscalls";

// Files are named from the current directory, so that descriptors begin at 3, as on Unix.
prong_use_cwd();

export { closeFd, dup, dup2, fcntl, Pipe, pipe, read, readNumber, STDERR, STDIN, STDOUT, write, writeNumber, writeText } from "./prong/descriptors";
export { execv, execve } from "./prong/exec";
export { lseek, O_CREAT, O_DIRECTORY, O_EXCL, O_RDWR, O_TRUNC, open, SEEK_CUR, SEEK_END, SEEK_SET, unlink } from "./prong/files";
export { Fork, fork } from "./prong/fork";
export { eprint, print } from "./prong/print";
export { args, chdir, environment, exit, getcwd, getpid, getppid, kill, yieldNow } from "./prong/process";
export {
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
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
  Signal,
} from "./prong/syscalls";
export { wait, Waited, waitpid, waitpidNoHang, WEXITSTATUS, WIFEXITED, WIFSIGNALED, WTERMSIG } from "./prong/wait";
