/** Calls that wait for the first of several things: `poll`, and WASI's `poll_oneoff`. */
import { wasi } from "@bjorn3/browser_wasi_shim";
import { Errno } from "../../../abi/errno.ts";
import { O_RDONLY, O_WRONLY, POLLERR, POLLHUP, POLLIN, POLLNVAL, POLLOUT } from "../../../abi/flags.ts";
import { EVENT_SIZE, POLLFD_SIZE, SIGSET_SIZE, SUBSCRIPTION_SIZE } from "../../../abi/layout.ts";
import { RLIMIT_NOFILE } from "../../../abi/resource.ts";
import { FIONREAD } from "../../../abi/termios.ts";
import {
  CLOCK_MONOTONIC,
  CLOCK_REALTIME,
  type Occurrence,
  readSubscription,
  SUBSCRIPTIONS_MAX,
  type Subscription,
  storeEvent,
} from "../../../kernel/syscalls/poll-layouts.ts";
import { readTimespec } from "../../../kernel/syscalls/signal-layouts.ts";
import { hostFd } from "../descriptors.ts";
import { loggedSince } from "../host-command.ts";
import { answerOf } from "../host-errno.ts";
import { HostFcntl, statusFlagsOf } from "../host-flags.ts";
import { readLimit } from "../host-limits.ts";
import type { NativeProcess } from "../native-process.ts";
import { ahead } from "../own-time.ts";
import type { NativeHandlers } from "./handler.ts";
import { underMask } from "./signal-calls.ts";

const MILLISECOND = 1_000_000;

/** Events: ours, and those of Linux and macOS. */
const ASKED = [
  [POLLIN, 1],
  [POLLOUT, 4],
] as const;
const FOUND = [...ASKED, [POLLERR, 8], [POLLHUP, 16], [POLLNVAL, 32]] as const;

const HUNG_UP = 8 | 16;

export const pollCalls: NativeHandlers = {
  poll: (process, polled: number, count: number, timeout: number) =>
    waitForEvents(process, polled, count, (all) =>
      answerOf(process.host.poll(all, timeout < 0 ? -1 : timeout * MILLISECOND)),
    ),

  ppoll(process, polled: number, count: number, timeout: number, mask: number): number {
    const { host, memory } = process;
    const time = timeout === 0 ? -1 : readTimespec(memory, timeout);
    if (timeout !== 0 && time < 0) return -Errno.EINVAL;
    if (mask !== 0) memory.check(mask, SIGSET_SIZE);
    return waitForEvents(process, polled, count, (all) =>
      mask === 0 ? answerOf(host.poll(all, time)) : underMask(process, memory.u64(mask), () => host.poll(all, time)),
    );
  },

  /** What is wrong with one subscription is told in its event. EINVAL for none, or for a kind that there is not. */
  poll_oneoff(process, input: number, output: number, count: number, occurred: number): number {
    const { memory } = process;
    if (count <= 0 || count > SUBSCRIPTIONS_MAX) return -Errno.EINVAL;
    memory.checkArray(input, count, SUBSCRIPTION_SIZE);
    memory.checkArray(output, count, EVENT_SIZE);
    memory.check(occurred, 4);
    const watches: Subscription[] = [];
    for (let i = 0; i < count; i++) {
      const watch = readSubscription(memory, (input >>> 0) + SUBSCRIPTION_SIZE * i);
      if (watch === undefined) return -Errno.EINVAL;
      watches.push(watch);
    }
    const all = waitForFirst(process, watches);
    if (typeof all === "number") return all;
    all.forEach((occurrence, i) => {
      storeEvent(memory, output + EVENT_SIZE * i, occurrence);
    });
    memory.setU32(occurred, all.length);
    return 0;
  },
};

/** All that has occurred when the first has; or -errno. */
function waitForFirst(process: NativeProcess, watches: readonly Subscription[]): Occurrence[] | number {
  const judged = watches.map((watch) => ({ watch, error: mistakeIn(process, watch), bytes: 0, flags: 0 }));
  const wrong = judged.filter(({ error }) => error !== 0);
  const right = judged.filter(({ error }) => error === 0);
  const clocks = right.filter(({ watch }) => isClock(watch)).map((event) => ({ event, left: timeLeft(event.watch) }));
  const files = right.filter(({ watch }) => !isClock(watch)).map(({ watch }) => watch);
  const times = clocks.map(({ left }) => left);
  const patience =
    wrong.length > 0 ? 0n : times.reduce((least, left) => (left < least ? left : least), times[0] ?? -1n);
  const polled = pollfds(files.map(({ subject, type }) => [subject, type === wasi.EVENTTYPE_FD_READ ? 1 : 4]));
  const answer = answerOf(process.host.poll(polled, Number(patience)));
  if (answer < 0) return answer;
  const ready = files.flatMap((watch, i) => readiness(process, watch, foundIn(polled, i)));
  const past = clocks.filter(({ left }) => left <= (answer === 0 ? patience : 0n)).map(({ event }) => event);
  return [...wrong, ...ready, ...past];
}

/** The host's `pollfd`s, as { int fd; short events; short revents }. */
function pollfds(asked: readonly (readonly [fd: number, hostEvents: number])[]): Int32Array {
  const polled = new Int32Array(2 * asked.length);
  asked.forEach(([fd, events], i) => {
    polled[2 * i] = hostFd(fd);
    polled[2 * i + 1] = events;
  });
  return polled;
}

/** The host's events of the descriptor at an index. */
function foundIn(polled: Int32Array, index: number): number {
  return (polled[2 * index + 1] as number) >>> 16;
}

/** Has the host wait with the guest's `pollfd`s, and stores what it found. EINVAL for more than there can be descriptors. */
function waitForEvents(
  { host, memory }: NativeProcess,
  address: number,
  count: number,
  wait: (polled: Int32Array) => number,
): number {
  if (count >>> 0 > readLimit(host, RLIMIT_NOFILE)) return -Errno.EINVAL;
  const start = memory.checkArray(address, count, POLLFD_SIZE);
  const at = (i: number): number => start + POLLFD_SIZE * i;
  const asked = Array.from({ length: count }, (_, i) => {
    const events = memory.u16(at(i) + 4);
    return [
      memory.u32(at(i)) | 0,
      ASKED.reduce((sum, [ours, host]) => sum | ((events & ours) !== 0 ? host : 0), 0),
    ] as const;
  });
  const polled = pollfds(asked);
  const answer = wait(polled);
  if (answer < 0) return answer;
  for (let i = 0; i < count; i++) {
    const found = foundIn(polled, i);
    memory.setU16(
      at(i) + 6,
      FOUND.reduce((sum, [ours, host]) => sum | ((found & host) !== 0 ? ours : 0), 0),
    );
  }
  return answer;
}

function isClock({ type }: Subscription): boolean {
  return type === wasi.EVENTTYPE_CLOCK;
}

/** EBADF for a descriptor that cannot do what is waited for, EINVAL for no such clock. */
function mistakeIn(process: NativeProcess, watch: Subscription): number {
  const { subject, type } = watch;
  if (isClock(watch)) return subject === CLOCK_REALTIME || subject === CLOCK_MONOTONIC ? 0 : Errno.EINVAL;
  const flags = process.host.fcntl(hostFd(subject), HostFcntl.F_GETFL, 0);
  const needed = type === wasi.EVENTTYPE_FD_READ ? O_RDONLY : O_WRONLY;
  return flags < 0 || (statusFlagsOf(flags) & needed) === 0 ? Errno.EBADF : 0;
}

const since = loggedSince();

/** How many nanoseconds a clock's time is away. */
function timeLeft({ subject, timeout, absolute }: Subscription): bigint {
  if (!absolute) return timeout;
  const now = subject === CLOCK_REALTIME ? BigInt(Date.now()) * BigInt(MILLISECOND) : process.hrtime.bigint();
  const due = timeout + ahead(since, subject);
  return due > now ? due - now : 0n;
}

/** What is told of a descriptor, if there is something. */
function readiness(process: NativeProcess, watch: Subscription, found: number): Occurrence[] {
  if (found === 0) return [];
  const bytes = watch.type === wasi.EVENTTYPE_FD_READ ? bytesToRead(process, watch.subject) : 0;
  const flags = (found & HUNG_UP) !== 0 ? wasi.EVENTRWFLAGS_FD_READWRITE_HANGUP : 0;
  return [{ watch, error: 0, bytes, flags }];
}

function bytesToRead({ host }: NativeProcess, fd: number): number {
  const count = new Uint8Array(4);
  return host.ioctl(hostFd(fd), FIONREAD, count, 0) < 0 ? 0 : new DataView(count.buffer).getUint32(0, true);
}
