/**
 * `poll`, and WASI's `poll_oneoff`: both wait for the first of several things, on all their queues at once and at most
 * until the earliest time.
 */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY, O_WRONLY, POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT } from "../../abi/flags.ts";
import { EVENT_SIZE, POLLFD_SIZE, SIGSET_SIZE, SUBSCRIPTION_SIZE, TIMESPEC_SIZE } from "../../abi/layout.ts";
import { type Answer, ENDED, WAIT } from "../answer.ts";
import type { GuestMemory } from "../guest-memory.ts";
import type { Kernel } from "../kernel.ts";
import { asWaitable } from "../open-file.ts";
import type { Process } from "../process.ts";
import { temporaryMask } from "../signal-mask.ts";
import { lookAtClock } from "../usage.ts";
import { sleepOn, type WaitQueue } from "../wait-queue.ts";
import { openFileOf } from "./arguments.ts";
import type { Handlers } from "./handler.ts";

/** The most subscriptions of one call: as many as descriptors could ever be polled for both ways, and some. */
const SUBSCRIPTIONS_MAX = 65536;
const CLOCK_REALTIME = 0;
const CLOCK_MONOTONIC = 1;

/** What one subscription waits for. */
interface Watch {
  readonly userdata: bigint;
  readonly type: number;
}

interface Occurrence {
  readonly watch: Watch;
  readonly error: number;
  readonly bytes: number;
  readonly flags: number;
}

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
    const time = timeout === 0 ? undefined : readTime(memory, timeout);
    if (time === -Errno.EINVAL) return -Errno.EINVAL;
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

/** A `timespec` in nanoseconds; -EINVAL where it is none. */
function readTime(memory: GuestMemory, address: number): number {
  memory.check(address, TIMESPEC_SIZE);
  const seconds = Number(BigInt.asIntN(64, memory.u64(address)));
  const nanoseconds = memory.u32(address + 8) | 0;
  if (seconds < 0 || nanoseconds < 0 || nanoseconds >= 1e9) return -Errno.EINVAL;
  return seconds * 1e9 + nanoseconds;
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
  const { memory } = kernel;
  const watch: Watch = { userdata: memory.u64(address), type: memory.u8(address + 8) };
  switch (watch.type) {
    case wasi.EVENTTYPE_CLOCK:
      considerClock(kernel, address, watch, start, look);
      return true;
    case wasi.EVENTTYPE_FD_READ:
    case wasi.EVENTTYPE_FD_WRITE:
      considerFile(process, memory.u32(address + 16), watch, look);
      return true;
    default:
      return false;
  }
}

function considerClock({ memory, world }: Kernel, address: number, watch: Watch, start: number, look: Look): void {
  const clock = memory.u32(address + 16);
  const timeout = memory.u64(address + 24);
  const absolute = (memory.u16(address + 40) & wasi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) !== 0;
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

function considerFile(process: Process, fd: number, watch: Watch, look: Look): void {
  const reading = watch.type === wasi.EVENTTYPE_FD_READ;
  const file = openFileOf(process, fd);
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

function storeEvent(memory: GuestMemory, address: number, { watch, error, bytes, flags }: Occurrence): void {
  memory.lend(address, EVENT_SIZE).fill(0);
  memory.setU64(address, watch.userdata);
  memory.setU16(address + 8, error);
  memory.setU8(address + 10, watch.type);
  memory.setU64(address + 16, BigInt(bytes));
  memory.setU16(address + 24, flags);
}
