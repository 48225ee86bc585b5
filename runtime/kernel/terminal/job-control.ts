/**
 * Who may use a terminal (POSIX.1-2024 11.1.4): of the session that it controls, the group in the foreground. Others are
 * stopped until they are brought there: SIGTTIN when they read, SIGTTOU when they change it, or write and TOSTOP is set.
 */
import { Errno } from "../../abi/errno.ts";
import { Signal } from "../../abi/signal.ts";
import { type Answer, WAIT } from "../answer.ts";
import { blocks, ignores } from "../dispositions.ts";
import type { Kernel } from "../kernel.ts";
import { isOrphaned } from "../orphaned-groups.ts";
import type { Process } from "../process.ts";
import { membersOf } from "../process-groups.ts";
import { raise } from "../signals.ts";
import { sleepOn } from "../wait-queue.ts";
import type { Terminal } from "./terminal.ts";

/** May it read? 0; -EIO where nobody could bring its group to the foreground, or it does not want to be stopped; or WAIT. */
export function mayRead(kernel: Kernel, process: Process, terminal: Terminal): Answer {
  if (!inBackground(process, terminal)) return 0;
  if (unmoved(process, Signal.SIGTTIN)) return -Errno.EIO;
  return sendToBackground(kernel, process, Signal.SIGTTIN, "a read from the terminal in the background");
}

/** May it change the terminal? 0, also for who does not want to be stopped; -EIO in an orphaned group; or WAIT. */
export function mayChange(kernel: Kernel, process: Process, terminal: Terminal): Answer {
  if (!inBackground(process, terminal) || unmoved(process, Signal.SIGTTOU)) return 0;
  return sendToBackground(kernel, process, Signal.SIGTTOU, "a change of the terminal from the background");
}

/** Is the terminal its session's, and another group in the foreground? */
function inBackground(process: Process, terminal: Terminal): boolean {
  const { foreground } = terminal;
  return process.terminal === terminal && foreground !== undefined && foreground !== process.group;
}

function unmoved(process: Process, signal: number): boolean {
  return ignores(process, signal) || blocks(process, signal);
}

/** The whole group is told; the call is made again when the caller goes on. */
function sendToBackground(kernel: Kernel, process: Process, signal: number, why: string): Answer {
  if (isOrphaned(kernel.world, process.group)) return -Errno.EIO;
  sleepOn(process, []); // first: the signal finds it in a call that waits
  for (const member of membersOf(kernel.world, process.group)) raise(kernel, member, signal, why);
  return WAIT;
}
