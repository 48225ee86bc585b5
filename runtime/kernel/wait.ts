/** Waiting for children (POSIX.1-2024 wait, waitpid; Linux wait4(2)). */
import { Errno } from "../abi/errno.ts";
import { encodeEnd, encodeStop, STATUS_CONTINUED, WCONTINUED, WNOHANG, WUNTRACED } from "../abi/wait-status.ts";
import { type Answer, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { forget, matches } from "./process-table.ts";
import { sleepOn } from "./wait-queue.ts";

const NEVER_A_GROUP = -0x80000000;

/**
 * Answers the pid of a child that ended (and reaps it), or that stopped or went on if the options ask for it, and stores
 * its status word. Children are looked at in the order of their birth.
 *
 * - ECHILD  no child, living or dead, is meant by `pid`
 * - EINVAL  unknown options
 * - ESRCH   `pid` is -2^31, which negates to nothing
 */
export function waitForChild(kernel: Kernel, process: Process, pid: number, status: number, options: number): Answer {
  if ((options & ~(WNOHANG | WUNTRACED | WCONTINUED)) !== 0) return -Errno.EINVAL;
  if (pid === NEVER_A_GROUP) return -Errno.ESRCH;
  if (status !== 0) kernel.memory.check(status, 4); // before a child is reaped, so that no status is lost
  let some = false;
  for (const childPid of process.children) {
    const child = kernel.process(childPid);
    if (!matches(child, pid, process)) continue;
    some = true;
    const word = statusOf(child, options);
    if (word === undefined) continue;
    if (status !== 0) kernel.memory.setU32(status, word);
    child.news = undefined;
    if (child.state.kind === "zombie") {
      forget(kernel.world, child);
      kernel.emit({ kind: "reap", pid: childPid, by: process.pid });
    }
    return childPid;
  }
  if (!some) return -Errno.ECHILD;
  if ((options & WNOHANG) !== 0) return 0;
  sleepOn(process, [process.childEnded]);
  return WAIT;
}

/** The status word of a child that has something to tell, if the options ask for it. */
function statusOf(child: Process, options: number): number | undefined {
  if (child.state.kind === "zombie") return encodeEnd(child.state.end);
  if (child.news === "stopped" && child.state.kind === "stopped" && (options & WUNTRACED) !== 0)
    return encodeStop(child.state.by);
  if (child.news === "continued" && (options & WCONTINUED) !== 0) return STATUS_CONTINUED;
  return undefined;
}
