/** The threads of this Node, and which of them a fork can take along. */
import { subscribe } from "node:diagnostics_channel";
import { readdirSync, readFileSync } from "node:fs";
import type { Worker } from "node:worker_threads";

/** Node waits there for delayed work of V8's: the one thread that a child can do without. */
export const LEFT_BEHIND = 1;

/** The signal that stops a thread is SIGRTMAX, the highest bit of a mask. */
const BLOCKS_HIGHEST = /^SigBlk:\s*[89a-f]/m;

/** By a thread's number: does it block the signal? Such threads wait for a signal themselves, and are not needed in a child. */
const blocking = new Map<string, boolean>();

/** All but the calling one, which is the first, and those that cannot be stopped. */
export function otherThreads(): BigInt64Array {
  const self = String(process.pid);
  const others = readdirSync("/proc/self/task").filter((thread) => thread !== self && !isBlocking(thread));
  return BigInt64Array.from(others, BigInt);
}

function isBlocking(thread: string): boolean {
  let known = blocking.get(thread);
  if (known === undefined) {
    known = BLOCKS_HIGHEST.test(readFileSync(`/proc/self/task/${thread}/status`, "latin1"));
    blocking.set(thread, known);
  }
  return known;
}

/** A child's threads have other numbers, and all can be stopped, though some may not be back yet from being so. */
export function renumberThreads(): void {
  blocking.clear();
  for (const thread of readdirSync("/proc/self/task")) blocking.set(thread, false);
}

const workers = new Set<Worker>();
subscribe("worker_threads", (message) => {
  workers.add((message as { readonly worker: Worker }).worker);
});

/** How many Workers run that were started after this file was loaded. */
export function liveWorkers(): number {
  for (const worker of workers) if (worker.threadId === -1) workers.delete(worker); // it has ended
  return workers.size;
}
