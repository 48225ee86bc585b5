/**
 * `setitimer` and `getitimer`, and what becomes of timers when their process ends or runs another program. A process has one
 * timer for each of three clocks; the first of them is its alarm clock, too (Linux). The child of a fork has none.
 */
import { ITIMER_PROF, ITIMER_REAL, ITIMER_VIRTUAL } from "../abi/resource.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { clockOf, OFF, type Timer, timersOf } from "./timer.ts";

/** Nanoseconds. */
export interface TimerSetting {
  readonly interval: number;
  /** Until it expires first; 0: it is off. */
  readonly value: number;
}

/** The timer of a process that `which` names; undefined where there is no such one. */
export function intervalTimer(process: Process, which: number): Timer | undefined {
  const timers = timersOf(process);
  if (which === ITIMER_REAL) return timers.real;
  if (which === ITIMER_VIRTUAL) return timers.virtual;
  return which === ITIMER_PROF ? timers.profiling : undefined;
}

/** How a timer is set: `least` is told of one that is due and has not expired yet, as 0 would mean that it is off. */
export function settingOf(timer: Timer, elapsed: number, least: number): TimerSetting {
  if (timer.at === OFF) return { interval: timer.interval, value: 0 };
  return { interval: timer.interval, value: Math.max(least, timer.at - clockOf(timer, elapsed)) };
}

/** Sets a timer to expire at a time of its clock; OFF turns it off. */
export function setTimer(kernel: Kernel, timer: Timer, at: number, interval: number): void {
  timer.interval = interval;
  if (timer.clock === "real") kernel.world.alarms.change(timer, at);
  else timer.at = at;
}

/** Forgets the timers that a process made: it runs another program. */
export function dropMadeTimers(kernel: Kernel, { timers }: Process): void {
  if (timers === undefined) return;
  for (const timer of timers.made.values()) setTimer(kernel, timer, OFF, 0);
  kernel.world.timersMade -= timers.made.size;
  timers.made.clear();
}

/** Forgets all timers of a process: it ends. */
export function dropTimers(kernel: Kernel, process: Process): void {
  kernel.world.charged.delete(process);
  if (process.timers === undefined) return;
  dropMadeTimers(kernel, process);
  kernel.world.alarms.change(process.timers.real, OFF);
  process.timers = undefined;
}
