/** `mremap` (Linux mremap(2)): a mapping that becomes shorter or longer, and moves if it may. */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { MREMAP_DONTUNMAP, MREMAP_FIXED, MREMAP_MAYMOVE } from "../../abi/mapping.ts";
import type { Mapping, Mappings } from "../../image/mappings.ts";
import type { Span } from "../../image/spans.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import { imageOf, type Process } from "../process.ts";
import { firstPage, setPages, spaceToMap } from "./pages.ts";
import { spanOf } from "./place.ts";
import { unmap } from "./unmap.ts";

export interface RemapRequest {
  readonly address: number;
  readonly length: number;
  readonly newLength: number;
  readonly flags: number;
  /** With MREMAP_FIXED. */
  readonly newAddress: number;
}

/**
 * - EINVAL  an address that is not a page's, no new length, flags that there are not; a length of 0 (it would make another mapping)
 * - EFAULT  the range is not in one mapping
 * - ENOMEM  there is no room behind it, and it may not move
 * - ENOSPC  as `map`
 */
export function remap(kernel: Kernel, process: Process, request: RemapRequest): Answer {
  const { flags } = request;
  const old = spanOf(request.address, request.length);
  const count = Math.ceil((request.newLength >>> 0) / PAGE_SIZE);
  if (old === undefined || count === 0 || (flags & ~(MREMAP_MAYMOVE | MREMAP_FIXED)) !== 0) return -Errno.EINVAL;
  if ((flags & MREMAP_DONTUNMAP) !== 0 || old.from === old.to) return -Errno.EINVAL;
  const isFixed = (flags & MREMAP_FIXED) !== 0;
  if (isFixed && (flags & MREMAP_MAYMOVE) === 0) return -Errno.EINVAL;
  const { mappings, pages } = spaceToMap(kernel, process);
  const whole = mappings.find(old.from);
  if (whole === undefined || whole.to < old.to) return -Errno.EFAULT;
  if (isFixed) {
    const to = spanOf(request.newAddress, request.newLength);
    if (to === undefined || (to.from < old.to && to.to > old.from)) return -Errno.EINVAL;
    if (to.to > pages.size) return -Errno.ENOSPC;
    unmap(kernel, process, to);
    return move(kernel, process, mappings, shorten(kernel, process, old, count), to);
  }
  if (count <= old.to - old.from) {
    shorten(kernel, process, old, count);
    return old.from * PAGE_SIZE;
  }
  const longer = { from: old.from, to: old.from + count };
  if (whole.to === old.to && mappings.isFree({ from: old.to, to: longer.to })) {
    const [mapping] = mappings.carve(old.from, old.to) as [Mapping];
    mapping.to = longer.to;
    mapping.object?.reach(mapping.at + count);
    setPages(kernel, process, { from: old.to, to: longer.to }, (page, space) => firstPage(mapping, page, space));
    return old.from * PAGE_SIZE;
  }
  if ((flags & MREMAP_MAYMOVE) === 0) return -Errno.ENOMEM;
  const free = mappings.findFree(count);
  return free === undefined ? -Errno.ENOSPC : move(kernel, process, mappings, old, free);
}

/** Unmaps what of a range is behind so many pages. Answers what is left of it. */
function shorten(kernel: Kernel, process: Process, { from, to }: Span, count: number): Span {
  if (from + count < to) unmap(kernel, process, { from: from + count, to });
  return { from, to: Math.min(to, from + count) };
}

/** Moves what a range of a mapping has to one that is free and as long or longer. */
function move(kernel: Kernel, process: Process, mappings: Mappings, old: Span, free: Span): Answer {
  kernel.surroundings.save(process); // pages are moved as values: the table must have them
  const { space } = imageOf(process);
  const [mapping] = mappings.carve(old.from, old.to) as [Mapping];
  const moved: Mapping = { ...mapping, ...free };
  moved.object?.retain().reach(moved.at + free.to - free.from);
  const size = old.to - old.from;
  const pages = Array.from({ length: size }, (_, i) => space.pages.get(old.from + i));
  unmap(kernel, process, old);
  mappings.regions.add(free.from, free.to);
  mappings.insert(moved);
  setPages(kernel, process, free, (page) => pages[page - free.from] ?? firstPage(moved, page, space));
  return free.from * PAGE_SIZE;
}
