/** The host's numbers of flags that differ from ours, or from host to host; Node names some. */
import { constants } from "node:fs";
import {
  FDFLAGS_MASK,
  O_APPEND,
  O_NOCTTY,
  O_NOFOLLOW,
  O_NONBLOCK,
  O_RDONLY,
  O_WRONLY,
  OFLAGS_SHIFT,
} from "../../abi/flags.ts";
import { MS_SYNC } from "../../abi/mapping.ts";
import { AT_EACCESS, AT_EMPTY_PATH, AT_SYMLINK_FOLLOW, AT_SYMLINK_NOFOLLOW } from "../../abi/mode.ts";

const isMac = process.platform === "darwin";

/** Of `open`. */
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

/** Of the calls that end in `at`. */
export const HostAt = isMac
  ? {
      AT_FDCWD: -2,
      AT_EACCESS: 0x10,
      AT_SYMLINK_NOFOLLOW: 0x20,
      AT_SYMLINK_FOLLOW: 0x40,
      AT_REMOVEDIR: 0x80,
      AT_EMPTY_PATH: 0,
    }
  : {
      AT_FDCWD: -100,
      AT_EACCESS: 0x200,
      AT_SYMLINK_NOFOLLOW: 0x100,
      AT_SYMLINK_FOLLOW: 0x400,
      AT_REMOVEDIR: 0x200,
      AT_EMPTY_PATH: 0x1000,
    };

/** Commands of `fcntl`. */
export const HostFcntl = {
  F_DUPFD: 0,
  F_GETFD: 1,
  F_SETFD: 2,
  F_GETFL: 3,
  F_SETFL: 4,
  F_DUPFD_CLOEXEC: isMac ? 67 : 1030,
} as const;

type Pair = readonly [ours: number, host: number];

const STATUS_FLAGS: readonly Pair[] = [
  [O_APPEND, HostOpen.O_APPEND],
  [2, HostOpen.O_DSYNC],
  [O_NONBLOCK, HostOpen.O_NONBLOCK],
  [8, HostOpen.O_SYNC], // O_RSYNC: no host has it
  [16, HostOpen.O_SYNC],
];

const OPEN_FLAGS: readonly Pair[] = [
  ...STATUS_FLAGS,
  [1 << OFLAGS_SHIFT, HostOpen.O_CREAT],
  [2 << OFLAGS_SHIFT, HostOpen.O_DIRECTORY],
  [4 << OFLAGS_SHIFT, HostOpen.O_EXCL],
  [8 << OFLAGS_SHIFT, HostOpen.O_TRUNC],
  [O_NOFOLLOW, HostOpen.O_NOFOLLOW],
  [O_NOCTTY, HostOpen.O_NOCTTY],
];

const AT_FLAGS: readonly Pair[] = [
  [AT_SYMLINK_NOFOLLOW, HostAt.AT_SYMLINK_NOFOLLOW],
  [AT_SYMLINK_FOLLOW, HostAt.AT_SYMLINK_FOLLOW],
  [AT_EACCESS, HostAt.AT_EACCESS],
  [AT_EMPTY_PATH, HostAt.AT_EMPTY_PATH],
];

/** The host's flags of `open` for ours, access mode and all but what is said of the descriptor. */
export function hostOpenFlags(flags: number): number {
  const [reads, writes] = [(flags & O_RDONLY) !== 0, (flags & O_WRONLY) !== 0];
  const access = writes ? (reads ? HostOpen.O_RDWR : HostOpen.O_WRONLY) : HostOpen.O_RDONLY;
  return access | translate(flags, OPEN_FLAGS);
}

/** The host's status flags for ours. */
export function hostStatusFlags(flags: number): number {
  return translate(flags & FDFLAGS_MASK, STATUS_FLAGS);
}

/** Access mode and status flags, as ours, from the host's. */
export function statusFlagsOf(host: number): number {
  const access = host & (HostOpen.O_WRONLY | HostOpen.O_RDWR);
  const mode = access === HostOpen.O_RDWR ? O_RDONLY | O_WRONLY : access === HostOpen.O_WRONLY ? O_WRONLY : O_RDONLY;
  const kept = STATUS_FLAGS.filter(([, flag]) => (host & flag) === flag && flag !== 0);
  return kept.reduce((flags, [ours]) => flags | (ours === 8 ? 0 : ours), mode);
}

/** The host's flags of the calls that end in `at`. */
export function hostAtFlags(flags: number): number {
  return translate(flags, AT_FLAGS);
}

function translate(flags: number, pairs: readonly Pair[]): number {
  return pairs.reduce((host, [ours, other]) => ((flags & ours) !== 0 ? host | other : host), 0);
}
