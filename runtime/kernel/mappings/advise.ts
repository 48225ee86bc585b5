/** `madvise` and `posix_madvise` (Linux madvise(2)): what is to become of a range at a fork, or that its content is not needed. */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import {
  MADV_DOFORK,
  MADV_DONTFORK,
  MADV_DONTNEED,
  MADV_FREE,
  MADV_IDLE,
  MADV_KEEPONFORK,
  MADV_WIPEONFORK,
} from "../../abi/mapping.ts";
import type { AtFork, Mapping } from "../../image/mappings.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import { showMapping, spaceToMap } from "./pages.ts";
import { spanOf } from "./place.ts";

const AT_FORK: ReadonlyMap<number, AtFork> = new Map([
  [MADV_DONTFORK, "drop"],
  [MADV_DOFORK, "keep"],
  [MADV_WIPEONFORK, "wipe"],
  [MADV_KEEPONFORK, "keep"],
]);

/**
 * - EINVAL  an address that is not a page's, advice that there is not, MADV_WIPEONFORK or MADV_FREE of what is not private and
 *           anonymous, MADV_DONTNEED of what is locked
 * - ENOMEM  nothing is mapped in a part of the range; the rest has been advised (Linux)
 */
export function advise(kernel: Kernel, process: Process, address: number, length: number, advice: number): Answer {
  if (!isAdvice(advice) || (address >>> 0) % PAGE_SIZE !== 0) return -Errno.EINVAL;
  if (length === 0) return 0;
  const { mappings, pages } = spaceToMap(kernel, process);
  const span = spanOf(address, length);
  if (span === undefined) return -Errno.EINVAL;
  const to = Math.min(span.to, pages.size);
  const covered = to <= span.from ? undefined : mappings.cover(span.from, to);
  for (const mapping of covered ?? mappings.carve(span.from, to)) {
    const isOwn = mapping.object === undefined;
    if (!isOwn && (advice === MADV_WIPEONFORK || advice === MADV_FREE)) return -Errno.EINVAL;
    if (advice === MADV_DONTNEED || advice === MADV_FREE) {
      if (mappings.locked.touches(mapping.from, mapping.to)) return -Errno.EINVAL;
      if (!mapping.shared) showMapping(kernel, process, mapping);
    } else mapping.atFork = chooseAtFork(mapping, advice);
  }
  return covered === undefined || to < span.to ? -Errno.ENOMEM : 0;
}

function isAdvice(advice: number): boolean {
  return AT_FORK.has(advice) || advice === MADV_DONTNEED || advice === MADV_FREE || MADV_IDLE.includes(advice);
}

/** DOFORK undoes only DONTFORK, and KEEPONFORK only WIPEONFORK; who is to be dropped is dropped, wiped or not. */
function chooseAtFork({ atFork }: Mapping, advice: number): AtFork {
  if (advice === MADV_DOFORK) return atFork === "drop" ? "keep" : atFork;
  if (advice === MADV_KEEPONFORK) return atFork === "wipe" ? "keep" : atFork;
  return AT_FORK.get(advice) ?? atFork;
}
