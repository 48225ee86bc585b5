/**
 * Signals: what they do here, and sending them. Handlers are plain functions, called between system calls and where the program may be
 * preempted, but never inside the language's own memory management: so they may allocate, print, fork and wait.
 *
 *     onSignal(Signal.SIGTERM, (signal) => { isOver = true; });
 *
 * A handler runs in the midst of whatever the program was doing with its own arrays and maps; a flag, a number or a pipe is what
 * the two should share. All calls answer >= 0, or -errno.
 */

import { scratch } from "./scratch";
import { SignalInfo } from "./signal-info";
import { SignalSet } from "./signal-mask";
import {
  prong_alarm,
  prong_getpid,
  prong_kill,
  prong_sigaction,
  prong_sigqueue,
  SA_RESTART,
  SA_SIGINFO,
  SIG_DFL,
  SIG_IGN,
} from "./syscalls";

/** The signals between these (both included) are queued: each that is sent arrives, the lowest number first. */
export const SIGRTMIN: i32 = 34;
export const SIGRTMAX: i32 = 64;

/**
 * Calls a function whenever this signal arrives. Meanwhile the signal itself is blocked, and those of the mask. Calls that wait are
 * made again afterwards; with flags other than SA_RESTART, such as 0, they answer -EINTR instead. A child inherits handlers; a
 * program that is run by execve has none of them.
 *
 * - EINVAL  no such signal, or one that cannot be caught: SIGKILL, SIGSTOP
 */
export function onSignal(signal: i32, handler: (signal: i32) => void, flags: i32 = SA_RESTART, mask: SignalSet = 0): i32 {
  return setAction(signal, handler.index, flags & ~SA_SIGINFO, mask);
}

/** As `onSignal`; the function is told who sent the signal, and why. */
export function onSignalInfo(signal: i32, handler: (info: SignalInfo) => void, flags: i32 = SA_RESTART, mask: SignalSet = 0): i32 {
  return setAction(signal, handler.index, flags | SA_SIGINFO, mask);
}

/** Lets a signal do nothing, here and in children and the programs they run. EINVAL as `onSignal`. */
export function ignoreSignal(signal: i32): i32 {
  return setAction(signal, SIG_IGN, 0, 0);
}

/** Lets a signal do again what it does by default: end the process, mostly. EINVAL as `onSignal`. */
export function defaultSignal(signal: i32): i32 {
  return setAction(signal, SIG_DFL, 0, 0);
}

/**
 * Sends a signal to a process, to all of this process's group (0), of a group (-group), or to all it may send to (-1); signal 0 only
 * asks whether there is one.
 *
 * - EINVAL  no such signal
 * - EPERM   there are such processes, but none that this one may send to
 * - ESRCH   there is none
 */
export function kill(pid: i32, signal: i32): i32 {
  return prong_kill(pid, signal);
}

/** Sends a signal to all of a process group, this process's own with 0. Errors as `kill`. */
export function killpg(group: i32, signal: i32): i32 {
  return prong_kill(-group, signal);
}

/** Sends a signal to this process; its handler has run when this returns, unless it is blocked. */
export function raise(signal: i32): i32 {
  return prong_kill(prong_getpid(), signal);
}

/** Sends a signal with a number, for `onSignalInfo` and `sigwaitinfo`. EAGAIN: too many are queued; others as `kill`. */
export function sigqueue(pid: i32, signal: i32, value: i32): i32 {
  return prong_sigqueue(pid, signal, value);
}

/** Sends SIGALRM to this process in so many seconds, or no more (0). Answers how many seconds the alarm before had left. */
export function alarm(seconds: i32): i32 {
  return prong_alarm(seconds);
}

function setAction(signal: i32, handler: u32, flags: i32, mask: SignalSet): i32 {
  store<u32>(scratch, handler);
  store<u64>(scratch, mask, 8);
  store<i32>(scratch, flags, 16);
  return prong_sigaction(signal, scratch, 0);
}
