/** The host's numbers of flags that differ from ours, or from host to host. */
import { constants } from "node:fs";
import { MS_SYNC } from "../../abi/mapping.ts";

const isMac = process.platform === "darwin";

/** Of `open`. Node does not name O_CLOEXEC. */
export const HostOpen = {
  ...constants,
  O_CLOEXEC: isMac ? 0x1000000 : 0o2000000,
} as const;

/** Clocks of macOS, by the guest's numbers, which are Linux's. */
const MAC_CLOCKS: Readonly<Record<number, number>> = { 0: 0, 1: 6, 2: 12, 3: 16, 4: 4, 5: 0, 6: 6, 7: 6 };

/** The host's number of a clock; -1 where it has none. */
export function hostClock(clock: number): number {
  return isMac ? (MAC_CLOCKS[clock] ?? -1) : clock;
}

/** The host's flags of `msync`. */
export function hostSync(flags: number): number {
  return isMac && (flags & MS_SYNC) !== 0 ? (flags & ~MS_SYNC) | 0x10 : flags;
}
