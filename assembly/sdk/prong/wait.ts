/** Waiting for children, and reading what has become of them. */

import { prong_wait4, WNOHANG } from "./syscalls";

const statusWord = memory.data(4);

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

  /** ECHILD: there is no such child. 0 when there was. */
  get errno(): i32 {
    return max(-this.result, 0);
  }

  /** The exit code, or -1 when a signal has ended it. */
  get exitCode(): i32 {
    return WIFEXITED(this.status) ? WEXITSTATUS(this.status) : -1;
  }

  /** The signal that has ended it, or 0. */
  get signal(): i32 {
    return WIFSIGNALED(this.status) ? WTERMSIG(this.status) : 0;
  }
}

/** Waits until this child has ended. */
export function waitpid(pid: i32): Waited {
  return wait4(pid, 0);
}

/** Asks whether this child has ended, and goes on. */
export function waitpidNoHang(pid: i32): Waited {
  return wait4(pid, WNOHANG);
}

/** Waits until any child has ended. */
export function wait(): Waited {
  return wait4(-1, 0);
}

function wait4(pid: i32, options: i32): Waited {
  store<i32>(statusWord, 0);
  const result = prong_wait4(pid, statusWord, options, 0);
  return new Waited(result, load<i32>(statusWord));
}

export function WIFEXITED(status: i32): bool {
  return (status & 0x7f) == 0;
}

export function WEXITSTATUS(status: i32): i32 {
  return (status >> 8) & 0xff;
}

export function WIFSIGNALED(status: i32): bool {
  return (status & 0x7f) != 0 && (status & 0x7f) != 0x7f;
}

export function WTERMSIG(status: i32): i32 {
  return status & 0x7f;
}
