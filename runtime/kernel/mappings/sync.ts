/** `msync` (POSIX.1-2024 msync). Stores are in the file as soon as their process stops; this is such a stop. */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { MS_ASYNC, MS_INVALIDATE, MS_SYNC } from "../../abi/mapping.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { spaceToMap } from "./pages.ts";
import { spanOf } from "./place.ts";

/**
 * - EINVAL  an address that is not a page's, flags that there are not, MS_SYNC and MS_ASYNC at once
 * - EBUSY   MS_INVALIDATE of what is locked
 * - ENOMEM  nothing is mapped in a part of the range
 *
 * What the file's own `fsync` answers, with MS_SYNC.
 */
export function sync(kernel: Kernel, process: Process, address: number, length: number, flags: number): Answer {
  if ((address >>> 0) % PAGE_SIZE !== 0 || (flags & ~(MS_ASYNC | MS_INVALIDATE | MS_SYNC)) !== 0) return -Errno.EINVAL;
  if ((flags & MS_ASYNC) !== 0 && (flags & MS_SYNC) !== 0) return -Errno.EINVAL;
  const { mappings, pages } = spaceToMap(kernel, process);
  const span = spanOf(address, length);
  if (span === undefined) return -Errno.ENOMEM;
  const { from, to } = span;
  if ((flags & MS_INVALIDATE) !== 0 && mappings.locked.touches(from, to)) return -Errno.EBUSY;
  if (to > pages.size || !mappings.isCovered(from, to)) return -Errno.ENOMEM;
  if ((flags & MS_SYNC) === 0) return 0;
  for (const { shared, object } of mappings.carve(from, to)) {
    const error = shared ? (object?.backing?.sync() ?? 0) : 0;
    if (error < 0) return error;
  }
  return 0;
}
