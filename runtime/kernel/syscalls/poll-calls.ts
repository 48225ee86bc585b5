/**
 * `poll`, and WASI's `poll_oneoff`: both wait for the first of several things, on all their queues at once and at most
 * until the earliest time.
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY, O_WRONLY, POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT } from "../../abi/flags.ts";
import { EVENT_SIZE, POLLFD_SIZE, SIGSET_SIZE, SUBSCRIPTION_SIZE } from "../../abi/layout.ts";
import { type Answer, ENDED, WAIT } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import { asWaitable } from "../open-file.ts";
import type { Process } from "../process.ts";
import { temporaryMask } from "../signal-mask.ts";
import { lookAtClock } from "../usage.ts";
import { sleepOn, type WaitQueue } from "../wait-queue.ts";
import { openFileOf } from "./arguments.ts";
import type { Handlers } from "./handler.ts";
import {
  CLOCK_MONOTONIC,
  CLOCK_REALTIME,
  type Occurrence,
  readSubscription,
  SUBSCRIPTIONS_MAX,
  type Subscription,
  storeEvent,
} from "./poll-layouts.ts";
import { readTimespec } from "./signal-layouts.ts";

/** What is known after looking at all subscriptions once. */
interface Look {
  readonly occurred: Occurrence[];
  readonly queues: Set<WaitQueue>;
  /** The earliest deadline, in virtual nanoseconds. */
  until: number | undefined;
}

export const pollCalls: Handlers = {
  /**
   * POSIX.1-2024 poll; where that leaves a choice, as Linux: POLLHUP without POLLIN at the end of a pipe, POLLERR for a
   * pipe that nobody can read any more, and never POLLIN for a file that is not open to be read, unless it is a regular
   * one or its like. Stores what there is with each try: nothing, as long as it waits.
   *
   * - EINVAL  more descriptors than a process may have open
   */
  poll(kernel, process, polled: number, count: number, timeout: number): Answer {
    if (count >>> 0 > process.descriptors.limit) return -Errno.EINVAL;
    kernel.memory.checkArray(polled, count, POLLFD_SIZE);
    return waitForEvents(kernel, process, polled, count, timeout < 0 ? undefined : timeout * 1_000_000);
  },

  /**
   * POSIX.1-2024 ppoll: as `poll`, with a time in nanoseconds.
   *
   * - EINVAL  also for a time that is none
   */
  ppoll(kernel, process, polled: number, count: number, timeout: number, mask: number): Answer {
    const { memory } = kernel;
    const time = timeout === 0 ? undefined : readTimespec(memory, timeout);
    if (time === -1) return -Errno.EINVAL;
    if (mask !== 0) memory.check(mask, SIGSET_SIZE);
    if (count >>> 0 > process.descriptors.limit) return -Errno.EINVAL;
    memory.checkArray(polled, count, POLLFD_SIZE);
    if (mask !== 0 && temporaryMask(kernel, process, memory.u64(mask)) === ENDED) return ENDED;
    return waitForEvents(kernel, process, polled, count, time);
  },

  /**
   * - EINVAL  no subscriptions, or a kind of subscription that there is not
   *
   * What is wrong with one subscription (EBADF, EINVAL for its clock) is told in its event. A relative time counts from
   * the first try: `process.progress` holds when that was.
   */
  poll_oneoff(kernel, process, input: number, output: number, count: number, occurred: number): Answer {
    const { memory } = kernel;
    if (count <= 0 || count > SUBSCRIPTIONS_MAX) return -Errno.EINVAL;
    memory.checkArray(input, count, SUBSCRIPTION_SIZE);
    memory.checkArray(output, count, EVENT_SIZE);
    memory.check(occurred, 4);
    const start = process.progress ?? lookAtClock(kernel, process);
    const look: Look = { occurred: [], queues: new Set(), until: undefined };
    for (let i = 0; i < count; i++) {
      if (!consider(kernel, process, (input >>> 0) + SUBSCRIPTION_SIZE * i, start, look)) return -Errno.EINVAL;
    }
    if (look.occurred.length === 0) {
      process.progress = start;
      sleepOn(process, [...look.queues], look.until);
      return WAIT;
    }
    look.occurred.forEach((occurrence, i) => {
      storeEvent(memory, output + EVENT_SIZE * i, occurrence);
    });
    memory.setU32(occurred, look.occurred.length);
    return 0;
  },
};

/** Looks at an array of `pollfd`s that has been checked, and waits for at most so many nanoseconds (undefined: for ever). */
function waitForEvents(
  kernel: Kernel,
  process: Process,
  polled: number,
  count: number,
  timeout: number | undefined,
): Answer {
  const { memory, world } = kernel;
  const start = process.progress ?? lookAtClock(kernel, process);
  const queues = new Set<WaitQueue>();
  let ready = 0;
  for (let at = polled >>> 0; at < (polled >>> 0) + POLLFD_SIZE * count; at += POLLFD_SIZE) {
    const found = findEvents(process, memory.u32(at) | 0, memory.u16(at + 4), queues);
    memory.setU16(at + 6, found);
    if (found !== 0) ready++;
  }
  const deadline = timeout === undefined ? undefined : start + timeout;
  if (ready > 0 || (deadline !== undefined && deadline <= world.clock.elapsed)) return ready;
  process.progress = start;
  sleepOn(process, [...queues], deadline);
  return WAIT;
}

/** What `poll` says of one descriptor, and on what to sleep if that is nothing. */
function findEvents(process: Process, fd: number, asked: number, queues: Set<WaitQueue>): number {
  if (fd < 0) return 0;
  const file = openFileOf(process, fd);
  if (file === undefined) return POLLNVAL;
  const waitable = asWaitable(file.fd);
  if (waitable === undefined) return asked & (POLLIN | POLLOUT);
  const gone = waitable.hungUp?.() === true;
  let found = 0;
  if ((file.flags & O_RDONLY) !== 0) {
    if (waitable.canRead() && !(gone && waitable.bytesToRead?.() === 0)) found |= asked & POLLIN;
    if (gone) found |= POLLHUP;
    if (waitable.readable !== undefined) queues.add(waitable.readable);
  }
  if ((file.flags & O_WRONLY) !== 0) {
    if (waitable.canWrite()) found |= asked & POLLOUT;
    if (gone) found |= POLLERR;
    if (waitable.writable !== undefined) queues.add(waitable.writable);
  }
  return found;
}

/** Looks at one subscription; false if it is of no known kind. */
function consider(kernel: Kernel, process: Process, address: number, start: number, look: Look): boolean {
  const watch = readSubscription(kernel.memory, address);
  if (watch === undefined) return false;
  if (watch.type === wasi.EVENTTYPE_CLOCK) considerClock(kernel, watch, start, look);
  else considerFile(process, watch, look);
  return true;
}

function considerClock({ world }: Kernel, watch: Subscription, start: number, look: Look): void {
  const { subject: clock, timeout, absolute } = watch;
  if (clock !== CLOCK_REALTIME && clock !== CLOCK_MONOTONIC) {
    look.occurred.push({ watch, error: Errno.EINVAL, bytes: 0, flags: 0 });
    return;
  }
  const now = world.clock.elapsed;
  const base = clock === CLOCK_REALTIME ? world.clock.realtime() - BigInt(now) : 0n;
  const deadline = absolute ? Number(timeout - base) : start + Number(timeout);
  if (deadline <= now) look.occurred.push({ watch, error: 0, bytes: 0, flags: 0 });
  else look.until = Math.min(deadline, look.until ?? deadline);
}

function considerFile(process: Process, watch: Subscription, look: Look): void {
  const reading = watch.type === wasi.EVENTTYPE_FD_READ;
  const file = openFileOf(process, watch.subject);
  if (file === undefined || (file.flags & (reading ? O_RDONLY : O_WRONLY)) === 0) {
    look.occurred.push({ watch, error: Errno.EBADF, bytes: 0, flags: 0 });
    return;
  }
  const waitable = asWaitable(file.fd);
  const ready = waitable === undefined || (reading ? waitable.canRead() : waitable.canWrite());
  const queue = reading ? waitable?.readable : waitable?.writable;
  if (!ready && queue !== undefined) {
    look.queues.add(queue);
    return;
  }
  const bytes = reading ? (waitable?.bytesToRead?.() ?? bytesLeft(file.fd)) : 0;
  const flags = waitable?.hungUp?.() === true ? wasi.EVENTRWFLAGS_FD_READWRITE_HANGUP : 0;
  look.occurred.push({ watch, error: 0, bytes, flags });
}

/** How much of a file lies behind its offset. */
function bytesLeft(fd: NonNullable<ReturnType<typeof openFileOf>>["fd"]): number {
  const { ret, offset } = fd.fd_tell();
  const size = fd.fd_filestat_get().filestat?.size ?? 0n;
  return ret === 0 && size > offset ? Number(size - offset) : 0;
}
