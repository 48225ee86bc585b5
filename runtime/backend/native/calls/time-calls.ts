/** Calls on clocks and timers. */
import { Errno } from "../../../abi/errno.ts";
import { ITIMERSPEC_SIZE, ITIMERVAL_SIZE, TIMER_ABSTIME } from "../../../abi/resource.ts";
import type { TimerSetting } from "../../../kernel/interval-timers.ts";
import {
  readEvent,
  readSetting,
  storeSetting,
  TIMESPEC,
  TIMEVAL,
  type TimeFormat,
} from "../../../kernel/syscalls/timer-layouts.ts";
import { loggedSince } from "../host-command.ts";
import { answerOf } from "../host-errno.ts";
import { hostClock } from "../host-flags.ts";
import type { NativeProcess } from "../native-process.ts";
import { ahead } from "../own-time.ts";
import type { NativeHandlers } from "./handler.ts";

const SECOND = 1_000_000_000n;
const wanted = new BigInt64Array(4);
const old = new BigInt64Array(4);
const since = loggedSince();
/** Whose clock each timer follows. */
const clocks = new Map<number, number>();

export const timeCalls: NativeHandlers = {
  clock_time_get: (process, clock: number, _precision: bigint, time: number) =>
    storeTime(process, time, process.host.clockTime(hostClock(clock), old), ahead(since, clock)),

  clock_res_get: (process, clock: number, resolution: number) =>
    storeTime(process, resolution, process.host.clockResolution(hostClock(clock), old)),

  alarm: ({ host }, seconds: number) => host.alarm(seconds >>> 0) | 0,

  setitimer(process, which: number, setting: number, before: number): number {
    const { host, memory } = process;
    const given = setting === 0 ? { interval: 0, value: 0 } : readSetting(memory, setting, TIMEVAL);
    if (typeof given === "number") return given;
    if (before !== 0) memory.check(before, ITIMERVAL_SIZE);
    writeNumbers(given, TIMEVAL);
    return storeOld(process, before, host.setInterval(which, wanted, old), TIMEVAL);
  },

  getitimer(process, which: number, current: number): number {
    process.memory.check(current, ITIMERVAL_SIZE);
    return storeOld(process, current, process.host.getInterval(which, old), TIMEVAL);
  },

  timer_create({ host, memory }, clock: number, event: number, id: number): number {
    const given = event === 0 ? undefined : readEvent(memory, event);
    memory.check(id, 4);
    const { notify, signal, value } = given ?? { notify: -1, signal: 0, value: 0 };
    const answer = answerOf(host.makeTimer(hostClock(clock), notify, signal, value));
    if (answer < 0) return answer;
    memory.setU32(id, answer);
    clocks.set(answer, clock);
    return 0;
  },

  timer_settime(process, id: number, flags: number, setting: number, before: number): number {
    const { host, memory } = process;
    if (setting === 0) return -Errno.EINVAL;
    const given = readSetting(memory, setting, TIMESPEC);
    if (typeof given === "number") return given;
    if (before !== 0) memory.check(before, ITIMERSPEC_SIZE);
    const isAbsolute = (flags & TIMER_ABSTIME) !== 0 && given.value !== 0;
    const value = isAbsolute ? given.value + Number(ahead(since, clocks.get(id) ?? 0)) : given.value;
    writeNumbers({ ...given, value }, TIMESPEC);
    return storeOld(process, before, host.setTimer(id, flags, wanted, old), TIMESPEC);
  },

  timer_gettime(process, id: number, current: number): number {
    process.memory.check(current, ITIMERSPEC_SIZE);
    return storeOld(process, current, process.host.getTimer(id, old), TIMESPEC);
  },

  timer_getoverrun: ({ host }, id: number) => answerOf(host.timerOverrun(id)),
  timer_delete: ({ host }, id: number) => answerOf(host.deleteTimer(id)),
};

/** The host's numbers of a setting are those of its interval, then those of its value: seconds, and their parts. */
function writeNumbers({ interval, value }: TimerSetting, { units }: TimeFormat): void {
  [interval, value].forEach((time, i) => {
    const nanoseconds = BigInt(time);
    wanted[2 * i] = nanoseconds / SECOND;
    wanted[2 * i + 1] = (nanoseconds % SECOND) / (SECOND / BigInt(units));
  });
}

function storeOld({ memory }: NativeProcess, address: number, answer: number, format: TimeFormat): number {
  if (answer < 0) return answerOf(answer);
  const timeAt = (i: number) =>
    Number(old[i] ?? 0n) * Number(SECOND) + Number(old[i + 1] ?? 0n) * (Number(SECOND) / format.units);
  if (address !== 0) storeSetting(memory, address, { interval: timeAt(0), value: timeAt(2) }, format);
  return 0;
}

function storeTime({ memory }: NativeProcess, address: number, answer: number, less = 0n): number {
  memory.check(address, 8);
  if (answer < 0) return answerOf(answer);
  memory.setU64(address, (old[0] ?? 0n) * SECOND + (old[1] ?? 0n) - less);
  return 0;
}
