/** Which group of a session is in the foreground of its terminal (POSIX.1-2024 tcgetpgrp, tcsetpgrp). */
import { Errno } from "../../abi/errno.ts";
import type { Pid } from "../../abi/ids.ts";
import type { Answer } from "../answer.ts";
import type { Process } from "../process.ts";
import { membersOf } from "../process-groups.ts";
import type { World } from "../world.ts";
import type { Terminal } from "./terminal.ts";

/** The group, 0 for none. ENOTTY: it is not the caller's controlling terminal. */
export function foregroundOf(process: Process, terminal: Terminal): Answer {
  return process.terminal === terminal ? (terminal.foreground ?? 0) : -Errno.ENOTTY;
}

/**
 * Brings a group to the foreground.
 *
 * - EINVAL  it is negative
 * - ENOTTY  it is not the caller's controlling terminal
 * - ESRCH   there is no such group
 * - EPERM   it is of another session
 */
export function setForeground(world: World, process: Process, terminal: Terminal, group: Pid): Answer {
  if (group < 0) return -Errno.EINVAL;
  if (process.terminal !== terminal || terminal.session !== process.session) return -Errno.ENOTTY;
  const member = membersOf(world, group)[0] ?? world.processes.get(group); // Linux: any process will do
  if (member === undefined) return -Errno.ESRCH;
  if (member.session !== process.session) return -Errno.EPERM;
  terminal.foreground = group;
  return 0;
}
