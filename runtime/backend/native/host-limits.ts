/**
 * Limits of resources on the host. Node needs terabytes of addresses, so a guest's limits of memory cannot be the host's: they are
 * kept where the host's kernel keeps limits that mean nothing to it any more (Linux, getrlimit(2): RLIMIT_RSS and RLIMIT_LOCKS), for
 * it hands them on at `fork` and `exec`, and knows who may raise them. Whoever enforces them asks here.
 */
import {
  RLIM_INFINITY,
  RLIM_NLIMITS,
  RLIMIT_AS,
  RLIMIT_DATA,
  RLIMIT_LOCKS,
  RLIMIT_NOFILE,
  RLIMIT_RSS,
} from "../../abi/resource.ts";
import type { HostCalls } from "./addon.ts";
import { FIRST } from "./descriptors.ts";

const LINUX: ReadonlyMap<number, number> = new Map([
  [RLIMIT_AS, RLIMIT_RSS],
  [RLIMIT_DATA, RLIMIT_LOCKS],
]);

/** The host's number of a limit; undefined where it has none, or none that is free for guests. */
export function hostLimit(resource: number): number | undefined {
  if (resource < 0 || resource >= RLIM_NLIMITS) return undefined;
  return LINUX.get(resource) ?? resource;
}

/** Limits that are told and have no effect. */
export function isIdle(resource: number): boolean {
  return resource === RLIMIT_RSS || resource === RLIMIT_LOCKS;
}

/** From the guest's value to the host's, which counts Node's descriptors, too; and back. */
export function toHost(resource: number, value: bigint): bigint {
  return resource === RLIMIT_NOFILE && value < RLIM_INFINITY - BigInt(FIRST) ? value + BigInt(FIRST) : value;
}

export function fromHost(resource: number, value: bigint): bigint {
  const limit = BigInt.asUintN(64, value);
  if (resource !== RLIMIT_NOFILE || limit === RLIM_INFINITY) return limit;
  return limit > FIRST ? limit - BigInt(FIRST) : 0n;
}

const numbers = new BigInt64Array(2);

/** What the process may have of something: Infinity where there is no limit. */
export function readLimit(host: HostCalls, resource: number): number {
  const answer = host.limit(0, hostLimit(resource) ?? -1, null, numbers);
  const soft = fromHost(resource, numbers[0] ?? 0n);
  return answer < 0 || soft === RLIM_INFINITY ? Number.POSITIVE_INFINITY : Number(soft);
}
