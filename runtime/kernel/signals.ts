/**
 * Sending signals, and what they do (POSIX.1-2024 2.4). A signal that is neither blocked nor handled acts at once; one with a
 * handler waits until the guest takes it (`deliver.ts`), which ends the call that its process sleeps in.
 */
import { Errno } from "../abi/errno.ts";
import { INIT_PID } from "../abi/ids.ts";
import { RLIMIT_SIGPENDING } from "../abi/resource.ts";
import { defaultAction, hasSignal, SIGNAL_MAX, SIGRTMIN, Signal, STOPPING, signalSet } from "../abi/signal.ts";
import { SI_KERNEL, SI_QUEUE, SI_USER } from "../abi/signal-flags.ts";
import { type Answer, ENDED } from "./answer.ts";
import { USER_ID } from "./credentials.ts";
import { dismantle } from "./dismantle.ts";
import { ignores } from "./dispositions.ts";
import type { Hangup } from "./hangup.ts";
import type { Kernel } from "./kernel.ts";
import { isOrphaned } from "./orphaned-groups.ts";
import { callHandlers, mayAct, pend } from "./pend.ts";
import type { SignalInfo } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { matches } from "./process-table.ts";
import { hasSent } from "./races/channels.ts";
import { goOn, stop } from "./stop.ts";

const CONTINUE = signalSet(Signal.SIGCONT);

/** Sends a signal to one process; true if that ended it. `why` tells people where it came from. */
export function raise(kernel: Kernel, target: Process, signal: number, why: string, from?: number): boolean {
  const code = from === undefined ? SI_KERNEL : SI_USER;
  return send(
    kernel,
    target,
    { signal, code, pid: from ?? 0, uid: from === undefined ? 0 : USER_ID, status: 0, value: 0, timer: 0, overrun: 0 },
    why,
  );
}

/** As `raise`, with all that a handler may want to know. */
export function send(kernel: Kernel, target: Process, info: SignalInfo, why: string): boolean {
  if (target.state.kind === "zombie") return false;
  const { signal } = info;
  const { signals } = target;
  kernel.emit({ kind: "signal", pid: target.pid, signal, from: info.pid === 0 ? undefined : info.pid, why });
  hasSent(kernel.world, info.pid, target);
  if (signal === Signal.SIGKILL) {
    sendAll(kernel, dismantle(kernel, target, { signal }));
    return true;
  }
  if (hasSignal(STOPPING, signal)) signals.pending.discard(CONTINUE);
  if (signal === Signal.SIGCONT) {
    signals.pending.discard(STOPPING);
    goOn(kernel, target);
  }
  if (!signals.keeps(signal) && ignores(target, signal)) return signal === Signal.SIGCONT && attend(kernel, target);
  pend(target, info);
  return attend(kernel, target);
}

/**
 * Lets the pending signals of a process act that may: those without a handler do what they do by default, one with a handler
 * wakes it. To be called whenever that may have changed. True if it ended the process.
 */
export function attend(kernel: Kernel, process: Process): boolean {
  const { signals } = process;
  while (mayAct(process)) {
    const info = signals.pending.take(signals.deliverable & ~signals.dispositions.handled);
    if (info === undefined) break;
    const action = ignores(process, info.signal) ? "ignore" : defaultAction(info.signal);
    if (action === "stop") {
      if (mayStop(kernel, process, info.signal)) stop(kernel, process, info.signal);
    } else if (action === "terminate" || action === "core") {
      sendAll(kernel, dismantle(kernel, process, { signal: info.signal }));
      return true;
    }
  }
  callHandlers(process);
  return false;
}

/** Nobody is left to let an orphaned group go on: what is typed or done in the background does not stop it, SIGSTOP does. */
function mayStop({ world }: Kernel, process: Process, signal: number): boolean {
  return signal === Signal.SIGSTOP || !isOrphaned(world, process.group);
}

/** Sends what hangs processes up. */
export function sendAll(kernel: Kernel, hangups: readonly Hangup[]): void {
  for (const { target, signal, why } of hangups) raise(kernel, target, signal, why);
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

/**
 * `sigqueue(3)`: a signal with a value, to one process.
 *
 * - ESRCH EINVAL EPERM  as `kill`
 * - EAGAIN              too many signals wait for it (RLIMIT_SIGPENDING)
 */
export function queueSignal(kernel: Kernel, caller: Process, pid: number, signal: number, value: number): Answer {
  const target = kernel.world.processes.get(pid);
  if (target === undefined && pid !== INIT_PID) return -Errno.ESRCH;
  if (signal < 0 || signal > SIGNAL_MAX) return -Errno.EINVAL;
  if (target === undefined) return -Errno.EPERM;
  if (signal === 0) return 0;
  const most = target.limits.get(RLIMIT_SIGPENDING);
  if (signal >= SIGRTMIN && target.signals.pending.count >= most) return -Errno.EAGAIN;
  const info = {
    signal,
    code: SI_QUEUE,
    pid: caller.pid,
    uid: caller.credentials.user.real,
    status: 0,
    value,
    timer: 0,
    overrun: 0,
  };
  send(kernel, target, info, "sigqueue");
  return caller.state.kind === "zombie" ? ENDED : 0;
}
