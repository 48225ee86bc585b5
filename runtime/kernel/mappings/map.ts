/** `mmap` (POSIX.1-2024 mmap, Linux mmap(2)): something to be seen in a range of the caller's memory. */
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import {
  MAP_FIXED,
  MAP_FIXED_NOREPLACE,
  MAP_HUGETLB,
  MAP_LOCKED,
  MAP_PRIVATE,
  MAP_SHARED,
  MAP_SHARED_VALIDATE,
  MAP_TYPE,
  PROT_MASK,
  PROT_WRITE,
} from "../../abi/mapping.ts";
import { type Mapping, type Mappings, usedPages } from "../../image/mappings.ts";
import { PAGES_PER_WASM_PAGE } from "../../image/page.ts";
import { SharedObject } from "../../image/shared-object.ts";
import type { Span } from "../../image/spans.ts";
import type { Answer } from "../answer.ts";
import { ZeroDevice } from "../files/devices.ts";
import { objectOf } from "../files/mapped-file.ts";
import type { Kernel } from "../kernel.ts";
import { hasRoom } from "../memory-budget.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";
import { mayUse } from "../resource-limits.ts";
import { showMapping, spaceToMap, spanOf } from "./pages.ts";
import { unmap } from "./unmap.ts";

/** Nothing can be mapped below (Linux's mmap_min_addr). */
const LOWEST = PAGES_PER_WASM_PAGE;
const OFFSET_MAX = 2n ** 63n - 1n;
const ADDRESSES = 2 ** 32;

export interface MapRequest {
  readonly address: number;
  readonly length: number;
  readonly protection: number;
  readonly flags: number;
  /** The file to map, with its offset; undefined for MAP_ANONYMOUS. */
  readonly file: OpenFile | undefined;
  readonly offset: bigint;
}

/**
 * Maps, and answers the address. The caller's memory must have a free range for it: see `addRegion`.
 *
 * - EINVAL     no length, neither or both of MAP_SHARED and MAP_PRIVATE, an address or offset that is not a page's
 * - EACCES     a file that is not open to be read; a shared one that is to be stored to, and not open to be written
 * - ENODEV     a file of a kind that cannot be mapped
 * - EOVERFLOW  an offset beyond all files
 * - ENOMEM     more than there are addresses, than the world has left, or than RLIMIT_AS allows (RLIMIT_DATA, if private)
 * - EPERM      MAP_FIXED below the first 64 KiB
 * - EEXIST     MAP_FIXED_NOREPLACE where something is mapped
 * - ENOSPC     no free range: the caller has to grow, to give what it has grown by, and to ask again
 */
export function map(kernel: Kernel, process: Process, request: MapRequest): Answer {
  const { flags, file } = request;
  const refusal = refuse(request);
  if (refusal !== 0) return refusal;
  const { mappings, pages } = spaceToMap(kernel, process);
  const wanted = choosePlace(mappings, request, pages.size);
  if (typeof wanted === "number") return wanted;

  const shared = (flags & MAP_TYPE) !== MAP_PRIVATE;
  if (!mayUse(process, usedWith(mappings, pages.size, wanted), shared)) return -Errno.ENOMEM;
  const object = findObject(kernel, request, shared);
  if (typeof object === "number") return object;
  const count = wanted.to - wanted.from;
  const at = file === undefined ? 0 : Number(request.offset) / PAGE_SIZE;
  if (file !== undefined && !shared && !hasRoom(kernel.world, count)) return -Errno.ENOMEM;
  object?.retain().reach(at + count);
  unmap(kernel, process, wanted);
  const mapping: Mapping = {
    ...wanted,
    protection: request.protection & PROT_MASK,
    mayWrite: !shared || file === undefined || isWritable(file),
    object,
    at,
    shared,
    seen: 0,
    atFork: "keep",
  };
  mappings.insert(mapping);
  mappings.regions.add(wanted.from, wanted.to);
  if (mappings.lockFuture || (flags & MAP_LOCKED) !== 0) mappings.locked.add(wanted.from, wanted.to);
  showMapping(kernel, process, mapping);
  return wanted.from * PAGE_SIZE;
}

/** How many pages would be in use with this range mapped: what it replaces counts once. */
function usedWith(mappings: Mappings, size: number, { from, to }: Span): number {
  const replaced = mappings.list.reduce(
    (sum, part) => sum + Math.max(0, Math.min(part.to, to) - Math.max(part.from, from)),
    0,
  );
  return usedPages(mappings, size) + to - from - replaced;
}

/** The caller gives a range of its memory, fresh or of no use to it, to be mapped to. EINVAL where it is not its to give. */
export function addRegion(kernel: Kernel, process: Process, address: number, length: number): Answer {
  const { mappings, pages } = spaceToMap(kernel, process);
  const span = spanOf(address, length);
  if (span === undefined || span.from < LOWEST || span.to > pages.size) return -Errno.EINVAL;
  if (mappings.regions.touches(span.from, span.to) || mappings.carve(span.from, span.to).length > 0)
    return -Errno.EINVAL;
  mappings.regions.add(span.from, span.to);
  return 0;
}

/** What is wrong with a request, in Linux's order. */
function refuse({ length, flags, file, offset, protection }: MapRequest): Answer {
  const type = flags & MAP_TYPE;
  const size = length >>> 0;
  if (offset % BigInt(PAGE_SIZE) !== 0n) return -Errno.EINVAL;
  if (size === 0) return -Errno.EINVAL;
  if (size > ADDRESSES - PAGE_SIZE) return -Errno.ENOMEM;
  if (file !== undefined && (offset < 0n || offset + BigInt(size) > OFFSET_MAX)) return -Errno.EOVERFLOW;
  const isShared = type === MAP_SHARED || type === MAP_SHARED_VALIDATE;
  if (!isShared && type !== MAP_PRIVATE) return -Errno.EINVAL;
  if (type === MAP_SHARED_VALIDATE && file === undefined) return -Errno.EINVAL;
  if ((flags & MAP_HUGETLB) !== 0) return -Errno.ENOMEM; // there are no huge pages
  if (file === undefined) return 0;
  if (isShared && (protection & PROT_WRITE) !== 0 && (file.flags & O_WRONLY) === 0) return -Errno.EACCES;
  return (file.flags & O_RDONLY) === 0 ? -Errno.EACCES : 0;
}

/** Where it goes; or -errno. */
function choosePlace(mappings: Mappings, { address, length, flags }: MapRequest, size: number): Span | number {
  const count = Math.ceil((length >>> 0) / PAGE_SIZE);
  const isFixed = (flags & (MAP_FIXED | MAP_FIXED_NOREPLACE)) !== 0;
  const from = Math.floor((address >>> 0) / PAGE_SIZE);
  const hint = { from, to: from + count };
  if (!isFixed) {
    if (address !== 0 && (address >>> 0) % PAGE_SIZE === 0 && mappings.isFree(hint)) return hint;
    return mappings.findFree(count) ?? -Errno.ENOSPC;
  }
  if ((address >>> 0) % PAGE_SIZE !== 0) return -Errno.EINVAL;
  if (hint.to * PAGE_SIZE > ADDRESSES) return -Errno.ENOMEM;
  if (from < LOWEST) return -Errno.EPERM;
  const noReplace = (flags & MAP_FIXED_NOREPLACE) !== 0;
  if (noReplace && from < size && !mappings.isFree({ from, to: Math.min(hint.to, size) })) return -Errno.EEXIST;
  return hint.to > size ? -Errno.ENOSPC : hint;
}

/** What is mapped: undefined for anonymous memory of one's own; or -errno. */
function findObject({ world }: Kernel, { file }: MapRequest, shared: boolean): SharedObject | undefined | number {
  if (file === undefined || isZeroDevice(file)) return shared ? new SharedObject(world.sharedChanges) : undefined;
  return objectOf(world, file) ?? -Errno.ENODEV;
}

function isZeroDevice({ fd }: OpenFile): boolean {
  return "node" in fd && fd.node instanceof ZeroDevice;
}

function isWritable(file: OpenFile): boolean {
  return (file.flags & O_WRONLY) !== 0;
}
