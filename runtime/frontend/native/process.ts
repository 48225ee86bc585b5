/** This process, and others by their pids. */
import { constants } from "node:os";
import { check, errnoOf, failure } from "./failure.ts";
import { host } from "./host.ts";

/**
 * Ends this process at once, by `_exit`: no listener of "exit" runs, nothing that streams still hold is written. The way for a child to
 * end that is not to do what its parent will do.
 */
export function exit(code = 0): never {
  return host().exit(code & 0xff);
}

export function getpid(): number {
  return host().getpid();
}

/** 1, or that of a subreaper, once the parent has ended. */
export function getppid(): number {
  return host().getppid();
}

/** The process group. */
export function getpgrp(): number {
  return host().getpgid(0);
}

/**
 * Begins a session, and a process group in it, without a terminal; answers its number, the pid.
 * @throws NativeError EPERM: the process leads a group, as one does that a shell has started. Fork first
 */
export function setsid(): number {
  return check("setsid", "begin a session", host().setsid());
}

/** Changes the current directory, to `/` when no other is said. Throws as `process.chdir`. */
export function chdir(path = "/"): void {
  process.chdir(path);
}

/**
 * Sends a signal, by name or number (0 only asks): to a process, to a process group by minus its number, to the own group by 0.
 *
 * @throws NativeError ESRCH: there is none
 * @throws NativeError EPERM: it is another user's
 * @throws NativeError EINVAL: there is no such signal
 */
export function kill(pid: number, signal: NodeJS.Signals | number = "SIGTERM"): void {
  const number = typeof signal === "number" ? signal : constants.signals[signal];
  const what = `send ${signal} to ${pid}`;
  if (number === undefined) throw failure("kill", what, errnoOf("EINVAL"), "there is no such signal");
  check("kill", what, host().kill(pid, number));
}
