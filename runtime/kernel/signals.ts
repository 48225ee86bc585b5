/**
 * Sending signals, and what they do by default (POSIX.1-2024 2.4). Handlers run in guest code: the instrumenter's
 * `deliver-signals.ts` makes the guest ask with `signal_take` after its system calls; installing handlers comes with
 * the calls for it, and until then every signal takes its default action.
 */
import { Errno } from "../abi/errno.ts";
import { INIT_PID } from "../abi/ids.ts";
import { defaultAction, SIGNAL_MAX, Signal } from "../abi/signal.ts";
import type { End } from "../abi/wait-status.ts";
import { type Answer, ENDED } from "./answer.ts";
import { ignores } from "./dispositions.ts";
import { endProcess } from "./exit.ts";
import type { Hangup } from "./hangup.ts";
import type { Kernel } from "./kernel.ts";
import { isOrphaned } from "./orphaned-groups.ts";
import type { Process } from "./process.ts";
import { matches } from "./process-table.ts";
import { leaveQueues } from "./wait-queue.ts";

/** Sends a signal to one process; true if that ended it. `why` tells people where it came from. */
export function raise(kernel: Kernel, target: Process, signal: number, why: string, from?: number): boolean {
  if (target.state.kind === "zombie") return false;
  kernel.emit({ kind: "signal", pid: target.pid, signal, from, why });
  if (signal === Signal.SIGCONT) goOn(kernel, target);
  const deadly = signal === Signal.SIGKILL || signal === Signal.SIGSTOP;
  if (!deadly && ignores(target, signal)) return false;
  switch (defaultAction(signal)) {
    case "terminate":
    case "core":
      terminate(kernel, target, { signal });
      return true;
    case "stop":
      if (signal !== Signal.SIGSTOP && isOrphaned(kernel.world, target.group)) return false; // nobody could let it go on
      stop(kernel, target, signal);
      return false;
    default:
      return false;
  }
}

/**
 * `kill(2)`: to one process (pid > 0), the caller's group (0), everyone but the caller and pid 1 (-1), or a group (< -1).
 * Signal 0 only asks whether somebody is there.
 *
 * - ESRCH   nobody is meant by `pid`: asked first (Linux)
 * - EINVAL  no such signal
 * - EPERM   pid 1 takes no signals
 */
export function kill(kernel: Kernel, caller: Process, pid: number, signal: number): Answer {
  const targets = [...kernel.world.processes.values()].filter(
    (process) => matches(process, pid, caller) && !(pid === -1 && process === caller),
  );
  if (targets.length === 0 && pid !== INIT_PID) return -Errno.ESRCH;
  if (signal < 0 || signal > SIGNAL_MAX) return -Errno.EINVAL;
  if (pid === INIT_PID) return -Errno.EPERM;
  if (signal === 0) return 0;
  for (const target of targets) raise(kernel, target, signal, "kill", caller.pid);
  return caller.state.kind === "zombie" ? ENDED : 0;
}

/** Ends a process, and hangs up those that its end leaves behind. */
export function terminate(kernel: Kernel, process: Process, end: End): void {
  sendAll(kernel, endProcess(kernel, process, end));
}

/** Sends what hangs processes up. */
export function sendAll(kernel: Kernel, hangups: readonly Hangup[]): void {
  for (const { target, signal, why } of hangups) raise(kernel, target, signal, why);
}

/** A stopped process keeps its call: it is made again when the process goes on. */
function stop(kernel: Kernel, process: Process, by: number): void {
  if (process.state.kind === "stopped") return;
  leaveQueues(process);
  process.runQueue.remove(process);
  process.state = { kind: "stopped", by };
  tellParent(kernel, process, "stopped");
}

function goOn(kernel: Kernel, process: Process): void {
  if (process.state.kind !== "stopped") return;
  process.state = { kind: "runnable" };
  process.runQueue.add(process);
  tellParent(kernel, process, "continued");
}

function tellParent(kernel: Kernel, process: Process, news: NonNullable<Process["news"]>): void {
  process.news = news;
  kernel.world.processes.get(process.parent)?.childEnded.wake();
}
