/**
 * Timers that a process makes (POSIX.1-2024 timer_create, timer_settime, timer_gettime, timer_getoverrun, timer_delete). They are
 * not inherited, and end with the program. All processes together may have as many as RLIMIT_SIGPENDING says, as each may have
 * a signal on its way.
 */
import { Errno } from "../abi/errno.ts";
import {
  CLOCK_BOOTTIME,
  CLOCK_MONOTONIC,
  CLOCK_PROCESS_CPUTIME_ID,
  CLOCK_REALTIME,
  CLOCK_THREAD_CPUTIME_ID,
  RLIMIT_SIGPENDING,
  SIGEV_NONE,
  SIGEV_SIGNAL,
  SIGEV_THREAD,
} from "../abi/resource.ts";
import { SIGNAL_MAX, Signal } from "../abi/signal.ts";
import type { Answer } from "./answer.ts";
import { ownClock, readClock } from "./clocks.ts";
import { setTimer } from "./interval-timers.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { MadeTimer, OFF, timersOf } from "./timer.ts";

/** What a `struct sigevent` says. */
export interface Notification {
  readonly notify: number;
  readonly signal: number;
  readonly value: number;
}

/**
 * Makes a timer that is off, and answers its id.
 *
 * - EINVAL   no such clock, kind of notification, or signal
 * - ENOTSUP  a clock that has no timers, or SIGEV_THREAD: there are no threads
 * - EAGAIN   there are as many timers as there may be
 */
export function makeTimer(
  kernel: Kernel,
  process: Process,
  clock: number,
  given: Notification | undefined,
): MadeTimer | Answer {
  const { world } = kernel;
  if (readClock(kernel, process, clock) === undefined) return -Errno.EINVAL;
  const known = timerClock(process, clock);
  if (known === undefined) return -Errno.ENOTSUP;
  if (world.timersMade >= process.limits.get(RLIMIT_SIGPENDING)) return -Errno.EAGAIN;
  const timers = timersOf(process);
  const id = timers.nextId;
  const { notify, signal, value } = given ?? { notify: SIGEV_SIGNAL, signal: Signal.SIGALRM, value: id };
  if (notify === SIGEV_THREAD) return -Errno.ENOTSUP;
  if (notify !== SIGEV_NONE && (notify !== SIGEV_SIGNAL || signal <= 0 || signal > SIGNAL_MAX)) return -Errno.EINVAL;
  const timer = new MadeTimer(process, known, id, { signal: notify === SIGEV_NONE ? 0 : signal, value });
  timers.made.set(id, timer);
  timers.nextId++;
  world.timersMade++;
  return timer;
}

/** The timer of a process that has this id. */
export function madeTimer(process: Process, id: number): MadeTimer | undefined {
  return process.timers?.made.get(id);
}

/** - EINVAL  no such timer */
export function deleteTimer(kernel: Kernel, process: Process, id: number): Answer {
  const timer = madeTimer(process, id);
  if (timer === undefined) return -Errno.EINVAL;
  setTimer(kernel, timer, OFF, 0);
  process.timers?.made.delete(id);
  kernel.world.timersMade--;
  return 0;
}

function timerClock(process: Process, clock: number): "real" | "cpu" | undefined {
  if (clock === CLOCK_REALTIME || clock === CLOCK_MONOTONIC || clock === CLOCK_BOOTTIME) return "real";
  if (clock === CLOCK_PROCESS_CPUTIME_ID || clock === CLOCK_THREAD_CPUTIME_ID) return "cpu";
  return ownClock(process, clock) ? "cpu" : undefined;
}
