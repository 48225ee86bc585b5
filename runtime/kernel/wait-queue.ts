/**
 * Where processes sleep. A queue has a name that says what its sleepers wait for ("pipe 3 to have data"): the trace, the
 * deadlock report and the page all print it. Waking makes the sleepers runnable; their calls are made again when the
 * policy picks them, and go back to sleep if another was quicker.
 */
import type { Process } from "./process.ts";

/** The runnable processes, in pid order: what a policy chooses from. */
export class RunQueue {
  readonly processes: Process[] = [];

  add(process: Process): void {
    const index = this.#placeOf(process.pid);
    if (this.processes[index] !== process) this.processes.splice(index, 0, process);
  }

  remove(process: Process): void {
    const index = this.#placeOf(process.pid);
    if (this.processes[index] === process) this.processes.splice(index, 1);
  }

  #placeOf(pid: number): number {
    let low = 0;
    let high = this.processes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.processes[middle] as Process).pid < pid) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

export class WaitQueue {
  /** In the order they fell asleep. */
  readonly sleepers: Process[] = [];
  private readonly runQueue: RunQueue;
  readonly name: string;

  constructor(runQueue: RunQueue, name: string) {
    this.runQueue = runQueue;
    this.name = name;
  }

  /** Makes every sleeper runnable. */
  wake(): void {
    for (const process of this.sleepers.slice()) wakeUp(process, this.runQueue);
  }
}

/** Puts a process to sleep on some queues, and at the latest until a time (virtual nanoseconds). */
export function sleepOn(process: Process, queues: readonly WaitQueue[], until?: number): void {
  for (const queue of queues) queue.sleepers.push(process);
  process.state = { kind: "waiting", on: queues, until };
}

/** Makes a sleeping process runnable; anyone else stays as they are. */
export function wakeUp(process: Process, runQueue: RunQueue): void {
  if (process.state.kind !== "waiting") return;
  for (const queue of process.state.on) {
    const index = queue.sleepers.indexOf(process);
    if (index >= 0) queue.sleepers.splice(index, 1);
  }
  process.state = { kind: "runnable" };
  runQueue.add(process);
}
