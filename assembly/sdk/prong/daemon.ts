/** Going on in the background. */

import { close, dup2, STDERR, STDIN, STDOUT } from "./descriptors";
import { O_RDWR, open } from "./files";
import { setsid } from "./groups";
import { chdir, exit } from "./process";
import { prong_fork } from "./syscalls";

/**
 * Goes on as a daemon: forks, begins a session, goes to `/` unless `nochdir`, opens /dev/null in the place of the descriptors 0, 1
 * and 2 unless `noclose`, and forks again, so that it leads no session and never gets a terminal by opening one. The two
 * processes that are left behind exit with 0 in here: the function returns only in the daemon, whose parent is init.
 *
 * Answers 0 in the daemon. Otherwise -errno, in whichever process something failed (the caller, or the one it has become):
 * as `fork`, `setsid`, `chdir` and `redirectStdio`.
 */
export function daemon(nochdir: bool = false, noclose: bool = false): i32 {
  let result = leaveParent();
  if (result < 0) return result;
  result = setsid();
  if (result < 0) return result;
  if (!nochdir) {
    result = chdir();
    if (result < 0) return result;
  }
  if (!noclose) {
    result = redirectStdio();
    if (result < 0) return result;
  }
  return leaveParent();
}

/** Goes on in a child. */
function leaveParent(): i32 {
  const pid = prong_fork();
  if (pid > 0) exit(0);
  return pid;
}

/**
 * Closes the descriptors 0, 1 and 2; those that are closed already do not matter. Then the next file that is opened gets one of
 * these numbers, and is written to by whoever prints: a daemon wants `redirectStdio`. Answers 0.
 */
export function closeFd(): i32 {
  for (let fd = STDIN; fd <= STDERR; fd++) close(fd);
  return 0;
}

/**
 * Opens /dev/null in the place of the descriptors 0, 1 and 2. None that was open is free at any moment, so neither a signal handler
 * nor a later `open` can get its number; one that was free is filled. Answers 0.
 *
 * - ENOENT, EMFILE  /dev/null cannot be opened: nothing has changed
 */
export function redirectStdio(): i32 {
  const nothing = open("/dev/null", O_RDWR);
  if (nothing < 0) return nothing;
  for (let fd = STDIN; fd <= STDERR; fd++) {
    const result = dup2(nothing, fd); // where it is `nothing` itself, it stays
    if (result < 0) return result;
  }
  if (nothing > STDERR) close(nothing);
  return 0;
}
