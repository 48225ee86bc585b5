/** What calls on timers fetch and store: settings, and what is to happen when a timer expires. */
import { Errno } from "../../abi/errno.ts";
import { ITIMERVAL_SIZE, SIGEVENT_SIZE } from "../../abi/resource.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { TimerSetting } from "../interval-timers.ts";
import type { Notification } from "../made-timers.ts";

const SECOND = 1_000_000_000;

/** How a time is laid out: how many of its smaller units make a second, and how the smaller number is read and written. */
export interface TimeFormat {
  readonly units: number;
  readonly fraction: (memory: GuestMemory, address: number) => bigint;
  readonly storeFraction: (memory: GuestMemory, address: number, value: number) => void;
}

export const TIMEVAL: TimeFormat = {
  units: 1_000_000,
  fraction: (memory, address) => BigInt.asIntN(64, memory.u64(address)),
  storeFraction: (memory, address, value) => memory.setU64(address, BigInt(value)),
};

export const TIMESPEC: TimeFormat = {
  units: SECOND,
  fraction: (memory, address) => BigInt(memory.u32(address) | 0),
  storeFraction: (memory, address, value) => memory.setU32(address, value),
};

export function readEvent(memory: GuestMemory, address: number): Notification {
  memory.check(address, SIGEVENT_SIZE);
  return { value: memory.u32(address), signal: memory.u32(address + 4) | 0, notify: memory.u32(address + 8) | 0 };
}

/** An interval, then a value; -EINVAL for what is no time. */
export function readSetting(memory: GuestMemory, address: number, format: TimeFormat): TimerSetting | number {
  memory.check(address, ITIMERVAL_SIZE);
  const interval = readTime(memory, address, format);
  const value = readTime(memory, address + 16, format);
  return interval < 0 || value < 0 ? -Errno.EINVAL : { interval, value };
}

/** Nanoseconds, -1 for what is no time. */
function readTime(memory: GuestMemory, address: number, { units, fraction }: TimeFormat): number {
  const seconds = BigInt.asIntN(64, memory.u64(address));
  const part = fraction(memory, address + 8);
  if (seconds < 0n || part < 0n || part >= BigInt(units)) return -1;
  return Number(seconds) * SECOND + Number(part) * (SECOND / units);
}

export function storeSetting(
  memory: GuestMemory,
  address: number,
  { interval, value }: TimerSetting,
  format: TimeFormat,
): void {
  memory.lend(address, ITIMERVAL_SIZE).fill(0);
  [interval, value].forEach((time, i) => {
    memory.setU64(address + 16 * i, BigInt(Math.floor(time / SECOND)));
    const part = Math.floor((time % SECOND) / (SECOND / format.units));
    format.storeFraction(memory, address + 16 * i + 8, part);
  });
}
