/** `fork` of the Node that runs this program. */
import { isMainThread } from "node:worker_threads";
import { becomeChild } from "./become-child.ts";
import { errnoOf, failure } from "./failure.ts";
import { host } from "./host.ts";
import { memoryRanges } from "./memory-ranges.ts";
import { LEFT_BEHIND, liveWorkers, otherThreads } from "./threads.ts";

export type Fork = { readonly role: "child" } | { readonly role: "parent"; readonly pid: number };

export interface ForkOptions {
  /** Forks whatever else this process does: threads that cannot be copied are missing in the child. */
  readonly unsafe?: boolean;
}

/** Work of the thread pool that both processes would end. */
const IN_FLIGHT = /^(FSReq|GetAddrInfoReq|GetNameInfoReq)/;

let ranges: BigInt64Array | undefined;

/**
 * Makes a copy of this process; both go on from here, with their own event loops. The child has the whole of Node: timers, promises,
 * the thread pool, `child_process`, garbage collection. Its memory is shared until one of the two writes to a page.
 *
 * What the two have in common, and what not:
 *
 * - Descriptors name the same open files: one offset, one socket. What waits in the loop (a timer, a server, a pipe that is read) waits
 *   in both; a server is served by both. Close in the child what is not the child's.
 * - What a stream has not yet written is memory: both write it. End streams first, or leave the child by `exit`.
 * - Handlers of signals are inherited. Listeners of "exit" and "beforeExit" are not: they are the parent's work.
 * - `Math.random()` gives both the same numbers. What `node:crypto` gives is their own.
 * - Threads of addons are copied with the locks that they hold; what such a thread waits for in an `epoll` of its own is not.
 * - Callbacks that were called before are on the stack in both: a child that returns from here goes on in its caller's code. End it by
 *   `exit`, or let its event loop run dry; then its "exit" listeners run, and it leaves by `_exit`.
 *
 * @throws NativeError EAGAIN, ENOMEM: no room for another process
 * @throws NativeError EBUSY: Workers, work in flight in the thread pool, an open inspector: see `unsafe`
 * @throws NativeError ENOSYS: not on Linux with x64 or arm64
 * @throws NativeUnavailable where the addon is not built
 */
export function fork({ unsafe = false }: ForkOptions = {}): Fork {
  if (process.platform !== "linux" || !["x64", "arm64"].includes(process.arch)) {
    throw refused(
      "ENOSYS",
      `threads can be copied on Linux with x64 or arm64 only, and this is ${process.platform} ${process.arch}`,
    );
  }
  if (!isMainThread)
    throw refused(
      "EBUSY",
      "this is a Worker: its main thread would not know of it in the child. Fork in the main thread",
    );
  if (!unsafe) refuseIfBusy();
  const answer = forkAll(unsafe ? Number.MAX_SAFE_INTEGER : LEFT_BEHIND);
  if (answer === errnoOf("EBUSY")) {
    throw refused(
      "EBUSY",
      "a thread cannot be copied, such as a Worker's, the inspector's or one of an addon. End it, or say { unsafe: true }",
    );
  }
  if (answer < 0) throw failure("fork", "fork", answer);
  if (answer > 0) return { role: "parent", pid: answer };
  becomeChild();
  return { role: "child" };
}

function forkAll(mostLeftBehind: number): number {
  const threads = otherThreads();
  ranges ??= memoryRanges();
  const answer = host().forkAll(threads, ranges, mostLeftBehind);
  if (answer !== errnoOf("EINVAL")) return answer;
  ranges = memoryRanges(); // a device's memory has been mapped since
  return host().forkAll(threads, ranges, mostLeftBehind);
}

function refuseIfBusy(): void {
  const workers = liveWorkers();
  if (workers > 0) {
    throw refused(
      "EBUSY",
      `${workers} ${workers === 1 ? "Worker runs" : "Workers run"}, and the child would wait for what they never say. End them, or say { unsafe: true }`,
    );
  }
  const work = process.getActiveResourcesInfo().filter((name) => IN_FLIGHT.test(name));
  if (work.length > 0) {
    throw refused(
      "EBUSY",
      `${work.join(", ")} in flight in the thread pool would be done by both. Await it, or say { unsafe: true }`,
    );
  }
}

function refused(code: "EBUSY" | "ENOSYS", why: string): Error {
  return failure("fork", "fork", errnoOf(code), why);
}
