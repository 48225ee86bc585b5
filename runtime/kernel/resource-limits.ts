/**
 * Resource limits (POSIX.1-2024 getrlimit, setrlimit; Linux prlimit(2)). `process.limits` is a value: `fork` shares it, `exec`
 * keeps it, and setting a limit makes another one. Who enforces a limit asks `process.limits.get(RLIMIT_...)`.
 */
import { Errno } from "../abi/errno.ts";
import { INIT_PID } from "../abi/ids.ts";
import { PAGE_SIZE, WASM_PAGE } from "../abi/layout.ts";
import {
  RLIM_INFINITY,
  RLIM_NLIMITS,
  RLIMIT_AS,
  RLIMIT_CORE,
  RLIMIT_DATA,
  RLIMIT_MEMLOCK,
  RLIMIT_MSGQUEUE,
  RLIMIT_NICE,
  RLIMIT_NOFILE,
  RLIMIT_NPROC,
  RLIMIT_RTPRIO,
  RLIMIT_SIGPENDING,
  RLIMIT_STACK,
} from "../abi/resource.ts";
import type { AddressSpace } from "../image/address-space.ts";
import { usedPages } from "../image/mappings.ts";
import { type Answer, CAPTURE } from "./answer.ts";
import type { Kernel } from "./kernel.ts";
import type { Limits } from "./limits.ts";
import type { Process } from "./process.ts";

/** Linux's: the soft limit of the stack. Guests have less, but never more. */
const STACK = 8n << 20n;
/** How many signals may be queued, and timers made, by all processes of the user together. */
const SIGNALS_PENDING = 16_384n;
/** Linux's. */
const MEMORY_LOCKED = 8n << 20n;
const MESSAGE_QUEUES = 819_200n;

export interface Limit {
  readonly soft: bigint;
  readonly hard: bigint;
}

export class ResourceLimits {
  readonly soft: readonly bigint[];
  readonly hard: readonly bigint[];

  constructor(soft: readonly bigint[], hard: readonly bigint[]) {
    this.soft = soft;
    this.hard = hard;
  }

  /** The soft limit, Infinity where there is none: what a process may use. */
  get(resource: number): number {
    const limit = this.soft[resource] as bigint;
    return limit === RLIM_INFINITY ? Number.POSITIVE_INFINITY : Number(limit);
  }

  /** Is there a soft limit at all? Allocates nothing. */
  has(resource: number): boolean {
    return this.soft[resource] !== RLIM_INFINITY;
  }

  /** These limits, but for one. */
  with(resource: number, { soft, hard }: Limit): ResourceLimits {
    const replace = (limits: readonly bigint[], value: bigint) =>
      limits.map((old, i) => (i === resource ? value : old));
    return new ResourceLimits(replace(this.soft, soft), replace(this.hard, hard));
  }
}

/** What the first process of a world may use: as much as the world has, where that is known. */
export function initialLimits(limits: Pick<Limits, "processes" | "descriptors">): ResourceLimits {
  const none: bigint[] = new Array(RLIM_NLIMITS).fill(RLIM_INFINITY);
  const given: readonly [number, bigint, bigint][] = [
    [RLIMIT_STACK, STACK, RLIM_INFINITY],
    [RLIMIT_CORE, 0n, RLIM_INFINITY], // there are no core files here
    [RLIMIT_NPROC, BigInt(limits.processes), BigInt(limits.processes)],
    [RLIMIT_NOFILE, BigInt(limits.descriptors), BigInt(limits.descriptors)],
    [RLIMIT_MEMLOCK, MEMORY_LOCKED, MEMORY_LOCKED],
    [RLIMIT_SIGPENDING, SIGNALS_PENDING, SIGNALS_PENDING],
    [RLIMIT_MSGQUEUE, MESSAGE_QUEUES, MESSAGE_QUEUES],
    [RLIMIT_NICE, 0n, 0n],
    [RLIMIT_RTPRIO, 0n, 0n],
  ];
  return given.reduce(
    (made, [resource, soft, hard]) => made.with(resource, { soft, hard }),
    new ResourceLimits(none, none),
  );
}

/**
 * Answers a limit of a process (0: the caller), and replaces it if there is a wanted one.
 *
 * - ESRCH   no such process
 * - EPERM   pid 1 is another user's; a hard limit was to be raised
 * - EINVAL  no such resource, or the soft limit would be over the hard one
 *
 * CAPTURE where the caller has to stop first: the engine is told of a new bound of memory when the caller runs next.
 */
export function changeLimit(
  kernel: Kernel,
  caller: Process,
  pid: number,
  resource: number,
  wanted: Limit | undefined,
): Limit | Answer {
  const process = pid === 0 ? caller : kernel.world.processes.get(pid);
  if (process === undefined) return pid === INIT_PID ? -Errno.EPERM : -Errno.ESRCH;
  if (resource < 0 || resource >= RLIM_NLIMITS) return -Errno.EINVAL;
  const old = { soft: process.limits.soft[resource] as bigint, hard: process.limits.hard[resource] as bigint };
  if (wanted === undefined) return old;
  if (wanted.soft > wanted.hard) return -Errno.EINVAL;
  if (wanted.hard > old.hard) return -Errno.EPERM;
  if (process === caller && (resource === RLIMIT_AS || resource === RLIMIT_DATA) && !caller.captured) return CAPTURE;
  process.limits = process.limits.with(resource, wanted);
  if (resource === RLIMIT_NOFILE) process.descriptors.limit = Number(wanted.soft);
  kernel.world.charged.add(process); // it may be over its time already
  return old;
}

/** How many Wasm pages a process may grow by under RLIMIT_AS and RLIMIT_DATA. */
export function growthAllowed(process: Process): number {
  const { limits, image } = process;
  if (image === undefined || (!limits.has(RLIMIT_AS) && !limits.has(RLIMIT_DATA))) return Number.POSITIVE_INFINITY;
  return Math.max(0, Math.floor((memoryAllowed(process) - usedBytes(image.space)) / WASM_PAGE));
}

/** May a process have so many pages of memory? What is shared counts to its address space, and not to its data. */
export function mayUse(process: Process, pages: number, shared: boolean): boolean {
  return pages * PAGE_SIZE <= (shared ? process.limits.get(RLIMIT_AS) : memoryAllowed(process));
}

/** What was mapped and is not any more is still memory of the guest's, but nobody's use of it. */
function usedBytes({ mappings, pages }: AddressSpace): number {
  return (mappings === undefined ? pages.size : usedPages(mappings, pages.size)) * PAGE_SIZE;
}

/** How many bytes of memory a process may have. */
export function memoryAllowed({ limits }: Process): number {
  return Math.min(limits.get(RLIMIT_AS), limits.get(RLIMIT_DATA));
}
