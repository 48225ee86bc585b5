/** Waiting for children, and reading what has become of them. */

import { scratch } from "./scratch";
import { SignalInfo } from "./signal-info";
import { prong_wait4, prong_waitid, WNOHANG } from "./syscalls";

/** A child that was waited for, or the reason why none was. */
export class Waited {
  /** The child's pid; 0 when none has ended yet (`waitpidNoHang`); -errno when there is none to wait for. */
  readonly result: i32;
  /** The status word, for WIFEXITED and the others. */
  readonly status: i32;

  constructor(result: i32, status: i32) {
    this.result = result;
    this.status = status;
  }

  get pid(): i32 {
    return max(this.result, 0);
  }

  /** ECHILD: there is no such child. EINTR: a handler has run meanwhile. 0 when there was one. */
  get errno(): i32 {
    return max(-this.result, 0);
  }

  /** The exit code, or -1 when it has not exited. */
  get exitCode(): i32 {
    return WIFEXITED(this.status) ? WEXITSTATUS(this.status) : -1;
  }

  /** The signal that has ended it, or 0. */
  get signal(): i32 {
    return WIFSIGNALED(this.status) ? WTERMSIG(this.status) : 0;
  }
}

/**
 * Waits until a child has ended, and frees its pid: this child, any (-1), any of this process's group (0), any of a group (-group).
 * With WUNTRACED and WCONTINUED also until it has stopped or gone on; with WNOHANG it does not wait.
 *
 * - ECHILD  there is no such child, or it was waited for already
 * - EINTR   a handler has run that was installed without SA_RESTART
 * - EINVAL  no such options
 */
export function waitpid(pid: i32, options: i32 = 0): Waited {
  store<i32>(scratch, 0);
  const result = prong_wait4(pid, scratch, options, 0);
  return new Waited(result, load<i32>(scratch));
}

/** Asks whether this child has ended, and goes on: its pid is 0 where it has not. */
export function waitpidNoHang(pid: i32): Waited {
  return waitpid(pid, WNOHANG);
}

/** Waits until any child has ended. */
export function wait(): Waited {
  return waitpid(-1);
}

/**
 * Waits for what the options say (WEXITED, WSTOPPED, WCONTINUED, with WNOHANG and WNOWAIT) of the children that are meant: P_ALL, P_PID
 * or P_PGID with an id. Answers what a SIGCHLD would tell; its pid is 0 where WNOHANG found none. Errors as `waitpid`.
 */
export function waitid(kind: i32, id: i32, options: i32): SignalInfo {
  const place = new ArrayBuffer(SignalInfo.SIZE);
  const result = prong_waitid(kind, id, changetype<usize>(place), options, 0);
  return new SignalInfo(changetype<usize>(place), result);
}

/** Has it exited? Then WEXITSTATUS is its code. */
export function WIFEXITED(status: i32): bool {
  return (status & 0x7f) == 0;
}

export function WEXITSTATUS(status: i32): i32 {
  return (status >> 8) & 0xff;
}

/** Has a signal ended it? Then WTERMSIG is which. */
export function WIFSIGNALED(status: i32): bool {
  return (status & 0x7f) != 0 && (status & 0x7f) != 0x7f;
}

export function WTERMSIG(status: i32): i32 {
  return status & 0x7f;
}

/** Has a signal stopped it? Then WSTOPSIG is which. */
export function WIFSTOPPED(status: i32): bool {
  return (status & 0xff) == 0x7f;
}

export function WSTOPSIG(status: i32): i32 {
  return (status >> 8) & 0xff;
}

/** Has it gone on after a stop? */
export function WIFCONTINUED(status: i32): bool {
  return status == 0xffff;
}
