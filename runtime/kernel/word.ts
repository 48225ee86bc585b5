/**
 * Words of memory that processes wait for: semaphores, mutexes and conditions of the library are made of this. As a futex of Linux,
 * a word is known by the shared object that it is in and its place there, so that processes which map it elsewhere mean the same
 * word; or, in memory of its own, by the address space. Unlike a futex, the word is changed here: between looking at it and
 * changing it nobody else can run, wherever the guest may be preempted.
 */
import { Errno } from "../abi/errno.ts";
import { PAGE_SIZE } from "../abi/layout.ts";
import type { AddressSpace } from "../image/address-space.ts";
import type { SharedObject } from "../image/shared-object.ts";
import { type Answer, WAIT } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import { imageOf, type Process } from "./process.ts";
import { hasWord } from "./races/channels.ts";
import { lookAtClock } from "./usage.ts";
import { sleepOn, WaitQueue } from "./wait-queue.ts";

export interface WordRequest {
  readonly address: number;
  /** Waits until the word is one of these, the last included. */
  readonly low: number;
  readonly high: number;
  /** Then adds this, and wakes who waits for the word. */
  readonly by: number;
  /** Waits for so many nanoseconds; for ever if it is negative. */
  readonly timeout: bigint;
}

/**
 * Waits until a word has one of the values that the caller wants, changes it, and answers 0.
 *
 * - EINVAL     the address is not a multiple of 4
 * - EAGAIN     it has none of the values, and the timeout is 0
 * - ETIMEDOUT  it had none of them in time
 *
 * `process.progress` is when the wait began.
 */
export function changeWord(kernel: Kernel, process: Process, { address, low, high, by, timeout }: WordRequest): Answer {
  const { memory, world } = kernel;
  if ((address & 3) !== 0) return -Errno.EINVAL;
  const value = memory.u32(address) | 0;
  const { home, place } = locate(process, address);
  if (value >= low && value <= high) {
    if (by !== 0) memory.setU32(address, (value + by) | 0);
    world.words.get(home)?.get(place)?.wake();
    forgetQueue(kernel, home, place);
    if ("references" in home) hasWord(world, process, home, place, by !== 0);
    return 0;
  }
  if (timeout === 0n) return -Errno.EAGAIN;
  const deadline = timeout < 0n ? undefined : deadlineOf(kernel, process, timeout);
  if (deadline !== undefined && deadline <= world.clock.elapsed) {
    forgetQueue(kernel, home, place);
    return -Errno.ETIMEDOUT;
  }
  sleepOn(process, [queueOf(kernel, home, place)], deadline);
  return WAIT;
}

/** When a wait ends, counted from its first try. */
function deadlineOf(kernel: Kernel, process: Process, timeout: bigint): number {
  process.progress ??= lookAtClock(kernel, process);
  return process.progress + Number(timeout);
}

type Home = SharedObject | AddressSpace;

function locate(process: Process, address: number): { home: Home; place: number } {
  const { space } = imageOf(process);
  const page = Math.floor((address >>> 0) / PAGE_SIZE);
  const mapping = space.mappings?.find(page);
  if (mapping?.shared !== true || mapping.object === undefined) return { home: space, place: address >>> 0 };
  return { home: mapping.object, place: (address >>> 0) + (mapping.at - mapping.from) * PAGE_SIZE };
}

function queueOf({ world }: Kernel, home: Home, place: number): WaitQueue {
  let queues = world.words.get(home);
  if (queues === undefined) {
    queues = new Map();
    world.words.set(home, queues);
  }
  let queue = queues.get(place);
  if (queue === undefined) {
    const where = "references" in home ? "of shared memory" : "of its memory";
    queue = new WaitQueue(`the word at 0x${place.toString(16)} ${where} to change`);
    queues.set(place, queue);
  }
  return queue;
}

/** A queue without sleepers is not kept. */
function forgetQueue({ world }: Kernel, home: Home, place: number): void {
  const queues = world.words.get(home);
  if (queues?.get(place)?.sleepers.length !== 0) return;
  queues.delete(place);
  if (queues.size === 0) world.words.delete(home);
}
