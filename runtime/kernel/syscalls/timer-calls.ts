/** Calls on timers: they fetch times, check them, and delegate. */
import { Errno } from "../../abi/errno.ts";
import { CLOCK_REALTIME, ITIMER_REAL, ITIMERSPEC_SIZE, ITIMERVAL_SIZE, TIMER_ABSTIME } from "../../abi/resource.ts";
import type { Answer } from "../answer.ts";
import { intervalTimer, setTimer, settingOf, type TimerSetting } from "../interval-timers.ts";
import type { Kernel } from "../kernel.ts";
import { deleteTimer, madeTimer, makeTimer } from "../made-timers.ts";
import type { Process } from "../process.ts";
import { clockOf, type MadeTimer, OFF, type Timer } from "../timer.ts";
import { lookAtClock } from "../usage.ts";
import type { Handlers } from "./handler.ts";
import { readEvent, readSetting, storeSetting, TIMESPEC, TIMEVAL } from "./timer-layouts.ts";

const MICROSECOND = 1000;

export const timerCalls: Handlers = {
  /**
   * POSIX.1-2024 setitimer; nothing wanted turns the timer off, as on Linux.
   *
   * - EINVAL  no such timer, or a time that is none
   */
  setitimer(kernel, process, which: number, wanted: number, old: number): Answer {
    const setting = wanted === 0 ? { interval: 0, value: 0 } : readSetting(kernel.memory, wanted, TIMEVAL);
    if (typeof setting === "number") return setting;
    const timer = intervalTimer(process, which);
    if (timer === undefined) return -Errno.EINVAL;
    if (old !== 0) kernel.memory.check(old, ITIMERVAL_SIZE);
    const before = look(kernel, process, timer, MICROSECOND);
    const now = clockOf(timer, kernel.world.clock.elapsed);
    const interval = which === ITIMER_REAL && setting.value === 0 ? 0 : setting.interval; // Linux
    setTimer(kernel, timer, setting.value === 0 ? OFF : now + setting.value, interval);
    if (old !== 0) storeSetting(kernel.memory, old, before, TIMEVAL);
    return 0;
  },

  getitimer(kernel, process, which: number, current: number): Answer {
    const timer = intervalTimer(process, which);
    if (timer === undefined) return -Errno.EINVAL;
    kernel.memory.check(current, ITIMERVAL_SIZE);
    storeSetting(kernel.memory, current, look(kernel, process, timer, MICROSECOND), TIMEVAL);
    return 0;
  },

  timer_create(kernel, process, clock: number, event: number, id: number): Answer {
    const given = event === 0 ? undefined : readEvent(kernel.memory, event);
    kernel.memory.check(id, 4);
    const timer = makeTimer(kernel, process, clock, given);
    if (typeof timer === "number") return timer;
    kernel.memory.setU32(id, timer.id);
    if (clock === CLOCK_REALTIME) timer.isDated = true;
    return 0;
  },

  /**
   * POSIX.1-2024 timer_settime, Linux's order of errors.
   *
   * - EINVAL  nothing is wanted, a time that is none, or no such timer
   */
  timer_settime(kernel, process, id: number, flags: number, wanted: number, old: number): Answer {
    if (wanted === 0) return -Errno.EINVAL;
    const setting = readSetting(kernel.memory, wanted, TIMESPEC);
    if (typeof setting === "number") return setting;
    const timer = madeTimer(process, id);
    if (timer === undefined) return -Errno.EINVAL;
    if (old !== 0) kernel.memory.check(old, ITIMERSPEC_SIZE);
    const before = look(kernel, process, timer, 1);
    setTimer(kernel, timer, firstTime(kernel, timer, setting.value, flags), setting.interval);
    if (old !== 0) storeSetting(kernel.memory, old, before, TIMESPEC);
    return 0;
  },

  timer_gettime(kernel, process, id: number, current: number): Answer {
    const timer = madeTimer(process, id);
    if (timer === undefined) return -Errno.EINVAL;
    kernel.memory.check(current, ITIMERSPEC_SIZE);
    storeSetting(kernel.memory, current, look(kernel, process, timer, 1), TIMESPEC);
    return 0;
  },

  /** How often the timer expired again between its last signal and that signal's handler; at most DELAYTIMER_MAX. */
  timer_getoverrun(_kernel, process, id: number): Answer {
    const timer = madeTimer(process, id);
    return timer === undefined ? -Errno.EINVAL : timer.lastOverrun;
  },

  timer_delete: (kernel, process, id: number) => deleteTimer(kernel, process, id),
};

/** When a timer is to expire first, by its own clock. */
function firstTime({ world }: Kernel, timer: MadeTimer, value: number, flags: number): number {
  if (value === 0) return OFF;
  if ((flags & TIMER_ABSTIME) === 0) return clockOf(timer, world.clock.elapsed) + value;
  return timer.isDated ? value - Number(world.clock.realtime() - BigInt(world.clock.elapsed)) : value;
}

function look(kernel: Kernel, process: Process, timer: Timer, least: number): TimerSetting {
  return settingOf(timer, lookAtClock(kernel, process), least);
}
