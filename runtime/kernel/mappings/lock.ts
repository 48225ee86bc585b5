/**
 * `mlock` and its kin (POSIX.1-2024 mlock, mlockall). Nothing is ever swapped out, so a lock is only a count, and what Linux says
 * of it: it is not inherited by `fork`, ends with `munmap` and `exec`, and keeps MADV_DONTNEED away.
 */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT } from "../../abi/mapping.ts";
import { RLIMIT_MEMLOCK } from "../../abi/resource.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import { usedPages } from "../../image/mappings.ts";
import type { Span } from "../../image/spans.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { spaceToMap } from "./pages.ts";

/**
 * Locks the pages that a range touches, or unlocks them.
 *
 * - ENOMEM  a part of it is not mapped, or RLIMIT_MEMLOCK would be exceeded; EPERM where that is 0
 * - EINVAL  a range around 4 GiB
 */
export function lock(kernel: Kernel, process: Process, address: number, length: number, locks: boolean): Answer {
  const { mappings, pages } = spaceToMap(kernel, process);
  const { from, to } = touched(address, length);
  if (to > 2 ** 32 / PAGE_SIZE) return -Errno.EINVAL;
  if (to > pages.size || !mappings.isCovered(from, to)) return -Errno.ENOMEM;
  const known = mappings.locked.within(from, to).reduce((sum, part) => sum + part.to - part.from, 0);
  const refusal = locks ? refuse(process, mappings.locked.size + to - from - known) : 0;
  if (refusal !== 0) return refusal;
  if (locks) mappings.locked.add(from, to);
  else mappings.locked.remove(from, to);
  return 0;
}

/** `mlockall`; no flags are `munlockall`. EINVAL for flags that there are not. */
export function lockAll(kernel: Kernel, process: Process, flags: number): Answer {
  const { mappings, pages } = spaceToMap(kernel, process);
  if ((flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) !== 0 || flags === MCL_ONFAULT) return -Errno.EINVAL;
  const refusal = flags === 0 ? 0 : refuse(process, (flags & MCL_CURRENT) === 0 ? 0 : usedPages(mappings, pages.size));
  if (refusal !== 0) return refusal;
  mappings.lockFuture = (flags & MCL_FUTURE) !== 0;
  if (flags === 0) mappings.locked.clear();
  if ((flags & MCL_CURRENT) === 0) return 0;
  mappings.locked.add(0, pages.size);
  for (const { from, to } of mappings.regions.list) mappings.locked.remove(from, to);
  for (const { from, to } of mappings.list) mappings.locked.add(from, to);
  return 0;
}

/** How many bytes are locked: what RLIMIT_MEMLOCK counts. */
export function lockedBytes({ mappings }: AddressSpace): number {
  return (mappings?.locked.size ?? 0) * PAGE_SIZE;
}

/** May it have so many pages locked (RLIMIT_MEMLOCK)? EPERM where it may lock nothing, ENOMEM where that is too much. */
function refuse(process: Process, count: number): Answer {
  const most = process.limits.get(RLIMIT_MEMLOCK);
  if (most === 0) return -Errno.EPERM;
  return count * PAGE_SIZE > most ? -Errno.ENOMEM : 0;
}

function touched(address: number, length: number): Span {
  const [start, size] = [address >>> 0, length >>> 0];
  const from = Math.floor(start / PAGE_SIZE);
  return { from, to: size === 0 ? from : Math.ceil((start + size) / PAGE_SIZE) };
}
