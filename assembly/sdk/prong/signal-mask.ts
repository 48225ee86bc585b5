/** Which signals are blocked, and waiting for signals. */

import { scratch } from "./scratch";
import { SignalInfo } from "./signal-info";
import {
  Errno,
  prong_sigpending,
  prong_sigprocmask,
  prong_sigsuspend,
  prong_sigtimedwait,
  SIG_BLOCK,
  SIG_SETMASK,
  SIG_UNBLOCK,
} from "./syscalls";

/** A set of signals: bit n - 1 is signal n. Sets are joined by `|` and cut by `&`; 0 is the empty one, ~0 the full one. */
export type SignalSet = u64;

/** The set of these signals. */
export function signalSet(signals: i32[]): SignalSet {
  let set: SignalSet = 0;
  for (let i = 0; i < signals.length; i++) set |= (1 as u64) << (signals[i] - 1);
  return set;
}

/** Is a signal in a set? */
export function hasSignal(set: SignalSet, signal: i32): bool {
  return ((set >> (signal - 1)) & 1) != 0;
}

/** Blocks these signals, besides those that are blocked: they stay pending. Answers the mask before, for `setSignalMask`. */
export function blockSignals(set: SignalSet): SignalSet {
  return changeMask(SIG_BLOCK, set);
}

/** Lets these signals through; those that were pending have acted when this returns. Answers the mask before. */
export function unblockSignals(set: SignalSet): SignalSet {
  return changeMask(SIG_UNBLOCK, set);
}

/** Blocks these signals and no others. Answers the mask before. */
export function setSignalMask(set: SignalSet): SignalSet {
  return changeMask(SIG_SETMASK, set);
}

/** The signals that are blocked. */
export function signalMask(): SignalSet {
  return changeMask(SIG_BLOCK, 0);
}

/** The signals that have been sent while they are blocked. */
export function pendingSignals(): SignalSet {
  prong_sigpending(scratch);
  return load<u64>(scratch);
}

/**
 * Waits with another mask until a handler has run, then puts the mask back: the way to wait for a signal that is blocked
 * otherwise, so that it cannot come too early. Answers -EINTR.
 */
export function sigsuspend(mask: SignalSet): i32 {
  store<u64>(scratch, mask);
  return prong_sigsuspend(scratch);
}

/** Waits until a handler has run. Answers -EINTR. A signal that comes just before is missed: see `sigsuspend`. */
export function pause(): i32 {
  return sigsuspend(signalMask());
}

/** Waits for one of these signals, which should be blocked, and takes it instead of a handler. Answers which it was. */
export function sigwait(set: SignalSet): i32 {
  let signal = -Errno.EINTR;
  while (signal == -Errno.EINTR) {
    store<u64>(scratch, set);
    signal = prong_sigtimedwait(scratch, 0, 0);
  }
  return signal;
}

/**
 * As `sigwait`, and answers what is known of the signal; waits no longer than so many nanoseconds (-1: for ever).
 *
 * - EAGAIN  none has come in that time
 * - EINTR   the handler of another one has run
 */
export function sigwaitinfo(set: SignalSet, timeout: i64 = -1): SignalInfo {
  const place = new ArrayBuffer(SignalInfo.SIZE);
  store<u64>(scratch, set);
  store<i64>(scratch, timeout / 1_000_000_000, 8);
  store<i32>(scratch, (timeout % 1_000_000_000) as i32, 16);
  const result = prong_sigtimedwait(scratch, changetype<usize>(place), timeout < 0 ? 0 : scratch + 8);
  return new SignalInfo(changetype<usize>(place), result);
}

function changeMask(how: i32, set: SignalSet): SignalSet {
  store<u64>(scratch, set);
  prong_sigprocmask(how, scratch, scratch + 8);
  return load<u64>(scratch, 8);
}
