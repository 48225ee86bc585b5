/**
 * Where processes sleep. A queue has a name that says what its sleepers wait for ("pipe 3 to have data"): the trace, the
 * deadlock report and the page all print it. Waking makes the sleepers runnable; their calls are made again when the
 * policy picks them, and go back to sleep if another was quicker.
 */
import type { Pid } from "../abi/ids.ts";
import type { Process } from "./process.ts";

/** The runnable processes in pid order, which a policy chooses from, and the alarm clocks of those who sleep. */
export class RunQueue {
  readonly processes: Process[] = [];
  /** Their pids, for policies: kept rather than made, as it is asked for at every decision. */
  readonly pids: Pid[] = [];
  /** The sleepers that have a deadline, soonest first. */
  private readonly timers: Process[] = [];

  add(process: Process): void {
    const index = placeOf(this.pids, process.pid);
    if (this.pids[index] === process.pid) return;
    this.processes.splice(index, 0, process);
    this.pids.splice(index, 0, process.pid);
  }

  remove(process: Process): void {
    const index = placeOf(this.pids, process.pid);
    if (this.pids[index] !== process.pid) return;
    this.processes.splice(index, 1);
    this.pids.splice(index, 1);
  }

  /** When the first sleeper with a deadline has to wake, in virtual nanoseconds. */
  get nextDeadline(): number | undefined {
    const first = this.timers[0];
    return first === undefined ? undefined : deadlineOf(first);
  }

  /** Wakes those whose time has come. */
  expire(now: number): void {
    for (let first = this.timers[0]; first !== undefined && deadlineOf(first) <= now; first = this.timers[0])
      wakeUp(first);
  }

  /** @internal */
  setTimer(process: Process): void {
    const deadline = deadlineOf(process);
    const later = this.timers.findIndex((other) => deadlineOf(other) > deadline);
    this.timers.splice(later < 0 ? this.timers.length : later, 0, process);
  }

  /** @internal */
  clearTimer(process: Process): void {
    const index = this.timers.indexOf(process);
    if (index >= 0) this.timers.splice(index, 1);
  }
}

function deadlineOf(process: Process): number {
  return (process.state.kind === "waiting" ? process.state.until : undefined) ?? Number.POSITIVE_INFINITY;
}

/** Where a pid is in a sorted list, or would be. */
function placeOf(pids: readonly Pid[], pid: Pid): number {
  let low = 0;
  let high = pids.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pids[middle] as Pid) < pid) low = middle + 1;
    else high = middle;
  }
  return low;
}

export class WaitQueue {
  /** In the order they fell asleep. */
  readonly sleepers: Process[] = [];
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** Makes every sleeper runnable. */
  wake(): void {
    if (this.sleepers.length === 0) return;
    for (const process of this.sleepers.slice()) wakeUp(process);
  }
}

/** Puts a process to sleep on some queues, and at the latest until a time (virtual nanoseconds). */
export function sleepOn(process: Process, queues: readonly WaitQueue[], until?: number): void {
  for (const queue of queues) queue.sleepers.push(process);
  process.state = { kind: "waiting", on: queues, until };
  process.runQueue.remove(process);
  process.usage.voluntarySwitches++;
  if (until !== undefined) process.runQueue.setTimer(process);
}

/** Takes a process off the queues it sleeps on, if any: it ends, stops, or is about to run. */
export function leaveQueues(process: Process): void {
  if (process.state.kind !== "waiting") return;
  for (const queue of process.state.on) {
    const index = queue.sleepers.indexOf(process);
    if (index >= 0) queue.sleepers.splice(index, 1);
  }
  if (process.state.until !== undefined) process.runQueue.clearTimer(process);
}

/** Makes a sleeping process runnable; anyone else stays as they are. */
export function wakeUp(process: Process): void {
  if (process.state.kind !== "waiting") return;
  leaveQueues(process);
  process.state = { kind: "runnable" };
  process.runQueue.add(process);
}
