/**
 * `mlock` and its kin (POSIX.1-2024 mlock, mlockall). Nothing is ever swapped out, so a lock is only a count, and what Linux says
 * of it: it is not inherited by `fork`, ends with `munmap` and `exec`, and keeps MADV_DONTNEED away.
 */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { MCL_CURRENT, MCL_FUTURE, MCL_ONFAULT } from "../../abi/mapping.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import type { Span } from "../../image/spans.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { spaceToMap } from "./pages.ts";

/** Locks the pages that a range touches, or unlocks them. ENOMEM where a part of it is not mapped, EINVAL for a range around 4 GiB. */
export function lock(kernel: Kernel, process: Process, address: number, length: number, locks: boolean): Answer {
  const { mappings, pages } = spaceToMap(kernel, process);
  const { from, to } = touched(address, length);
  if (to > 2 ** 32 / PAGE_SIZE) return -Errno.EINVAL;
  if (to > pages.size || !mappings.isCovered(from, to)) return -Errno.ENOMEM;
  if (locks) mappings.locked.add(from, to);
  else mappings.locked.remove(from, to);
  return 0;
}

/** `mlockall`; no flags are `munlockall`. EINVAL for flags that there are not. */
export function lockAll(kernel: Kernel, process: Process, flags: number): Answer {
  const { mappings, pages } = spaceToMap(kernel, process);
  if ((flags & ~(MCL_CURRENT | MCL_FUTURE | MCL_ONFAULT)) !== 0 || flags === MCL_ONFAULT) return -Errno.EINVAL;
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

function touched(address: number, length: number): Span {
  const [start, size] = [address >>> 0, length >>> 0];
  const from = Math.floor(start / PAGE_SIZE);
  return { from, to: size === 0 ? from : Math.ceil((start + size) / PAGE_SIZE) };
}
