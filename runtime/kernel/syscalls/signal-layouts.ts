/** The layouts of what crosses the border in calls on signals (see abi/layout.ts). */
import { SIGACTION_SIZE, SIGINFO_SIZE, TIMESPEC_SIZE } from "../../abi/layout.ts";
import type { SignalAction } from "../dispositions.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { SignalInfo } from "../pending-signals.ts";

/** WASI has no SIGSTKFLT: from here on it numbers signals one lower than Linux. */
const WASI_SIGCHLD = 16;
const NANOSECONDS = 1_000_000_000;

/** The signal that WASI means by a number. */
export function signalOfWasi(signal: number): number {
  return signal < WASI_SIGCHLD ? signal : signal + 1;
}

/** What `sigaction` is told. */
export function readAction(memory: GuestMemory, address: number): SignalAction {
  return { handler: memory.u32(address), mask: memory.u64(address + 8), flags: memory.u32(address + 16) };
}

/** Stores what `sigaction` was told before, at an address that has been checked. */
export function storeAction(memory: GuestMemory, address: number, { handler, mask, flags }: SignalAction): void {
  memory.lend(address, SIGACTION_SIZE).fill(0);
  memory.setU32(address, handler);
  memory.setU64(address + 8, mask);
  memory.setU32(address + 16, flags);
}

/** Stores a `siginfo`, whose address has been checked. */
export function storeInfo(memory: GuestMemory, address: number, info: SignalInfo): void {
  memory.lend(address, SIGINFO_SIZE).fill(0);
  memory.setU32(address, info.signal);
  memory.setU32(address + 8, info.code);
  memory.setU32(address + 12, info.pid);
  memory.setU32(address + 16, info.uid);
  memory.setU32(address + 20, info.status);
  memory.setU32(address + 24, info.value);
  memory.setU32(address + 32, info.timer);
  memory.setU32(address + 36, info.overrun);
}

/** A `timespec` in nanoseconds; -1 for one that POSIX does not allow. */
export function readTimespec(memory: GuestMemory, address: number): number {
  memory.check(address, TIMESPEC_SIZE);
  const seconds = Number(BigInt.asIntN(64, memory.u64(address)));
  const nanoseconds = memory.u32(address + 8) | 0;
  if (seconds < 0 || nanoseconds < 0 || nanoseconds >= NANOSECONDS) return -1;
  return seconds * NANOSECONDS + nanoseconds;
}
