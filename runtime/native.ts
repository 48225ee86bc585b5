/** `fork(2)` for Node itself, on the host's own kernel: docs/native.md. */
export {
  WCONTINUED,
  WEXITSTATUS,
  WIFCONTINUED,
  WIFEXITED,
  WIFSIGNALED,
  WIFSTOPPED,
  WNOHANG,
  WSTOPSIG,
  WTERMSIG,
  WUNTRACED,
} from "./abi/wait-status.ts";
export { NativeUnavailable } from "./backend/native/addon.ts";
export { closeFd, daemon, redirectStdio } from "./frontend/native/daemon.ts";
export type { NativeError } from "./frontend/native/failure.ts";
export { type Fork, type ForkOptions, fork } from "./frontend/native/fork.ts";
export { chdir, exit, getpgrp, getpid, getppid, kill, setsid } from "./frontend/native/process.ts";
export { type Waited, waitpid, waitpidNoHang } from "./frontend/native/wait.ts";
