/** Daemons: going on without a terminal, a session leader or a parent. */
import { closeSync, openSync } from "node:fs";
import { check } from "./failure.ts";
import { type ForkOptions, fork } from "./fork.ts";
import { host } from "./host.ts";
import { chdir, exit, setsid } from "./process.ts";

/**
 * Goes on as a daemon: forks, begins a session, goes to `/` unless `nochdir`, opens /dev/null in the place of the descriptors 0, 1 and 2
 * unless `noclose`, and forks again, so that it leads no session and never gets a terminal by opening one. The two processes
 * that are left behind exit with 0 in here: the function returns only in the daemon, whose parent is init. Its event loop runs on.
 *
 * @throws NativeError as `fork` and `setsid`, in whichever process it failed
 */
export function daemon(nochdir = false, noclose = false, options: ForkOptions = {}): void {
  if (fork(options).role === "parent") exit(0);
  setsid();
  if (!nochdir) chdir("/");
  if (!noclose) redirectStdio();
  if (fork(options).role === "parent") exit(0);
}

/**
 * Opens /dev/null in the place of the descriptors 0, 1 and 2. None that was open is free at any moment, so that no file opened
 * later can get its number; one that was free is filled.
 */
export function redirectStdio(): void {
  const nothing = openSync("/dev/null", "r+");
  for (let fd = 0; fd <= 2; fd++) {
    if (fd !== nothing) check("dup2", `open /dev/null as descriptor ${fd}`, host().dup3(nothing, fd, 0));
  }
  if (nothing > 2) closeSync(nothing);
}

/**
 * Closes the descriptors 0, 1 and 2; those that are closed already do not matter. Then the next file that is opened gets one of these
 * numbers, and is written to by whoever prints: a daemon wants `redirectStdio`.
 */
export function closeFd(): void {
  for (let fd = 0; fd <= 2; fd++) host().close(fd);
}
