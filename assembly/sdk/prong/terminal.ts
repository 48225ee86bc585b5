/** The terminal, as far as processes go: whose turn it is. All answer >= 0, or -errno; ENOTTY: the descriptor is no terminal. */

import { scratch } from "./scratch";
import { prong_ioctl } from "./syscalls";

const TIOCGPGRP = 0x540f;
const TIOCSPGRP = 0x5410;
const TIOCGWINSZ = 0x5413;
const TIOCGSID = 0x5429;

/** Is a descriptor a terminal? */
export function isatty(fd: i32): bool {
  return prong_ioctl(fd, TIOCGWINSZ, scratch as i32) == 0;
}

/** The foreground process group of the controlling terminal. */
export function tcgetpgrp(fd: i32): i32 {
  const result = prong_ioctl(fd, TIOCGPGRP, scratch as i32);
  return result < 0 ? result : load<i32>(scratch);
}

/**
 * Brings a process group to the foreground. A background process that says so is stopped by SIGTTOU, unless it ignores or blocks it.
 *
 * - EINVAL, EPERM  no such group in the session
 */
export function tcsetpgrp(fd: i32, group: i32): i32 {
  store<i32>(scratch, group);
  return prong_ioctl(fd, TIOCSPGRP, scratch as i32);
}

/** The session whose controlling terminal this is. */
export function tcgetsid(fd: i32): i32 {
  const result = prong_ioctl(fd, TIOCGSID, scratch as i32);
  return result < 0 ? result : load<i32>(scratch);
}
