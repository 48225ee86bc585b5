/** `mmap` (POSIX.1-2024 mmap, Linux mmap(2)): something to be seen in a range of the caller's memory. */
import { Errno } from "../../abi/errno.ts";
import { O_RDONLY, O_WRONLY } from "../../abi/flags.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { MAP_LOCKED, MAP_PRIVATE, MAP_TYPE, PROT_MASK, PROT_WRITE } from "../../abi/mapping.ts";
import type { Mapping } from "../../image/mappings.ts";
import { SharedObject } from "../../image/shared-object.ts";
import type { Answer } from "../answer.ts";
import { ZeroDevice } from "../files/devices.ts";
import { objectOf } from "../files/mapped-file.ts";
import type { Kernel } from "../kernel.ts";
import { hasRoom } from "../memory-budget.ts";
import type { OpenFile } from "../open-file.ts";
import type { Process } from "../process.ts";
import { mayUse } from "../resource-limits.ts";
import { showMapping, spaceToMap } from "./pages.ts";
import { choosePlace, giveRegion, type PlaceRequest, refuseRequest, usedWith } from "./place.ts";
import { unmap } from "./unmap.ts";

export interface MapRequest extends PlaceRequest {
  readonly protection: number;
  /** The file to map; undefined for MAP_ANONYMOUS. */
  readonly file: OpenFile | undefined;
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

/** The caller gives a range of its memory, fresh or of no use to it, to be mapped to. EINVAL where it is not its to give. */
export function addRegion(kernel: Kernel, process: Process, address: number, length: number): Answer {
  const { mappings, pages } = spaceToMap(kernel, process);
  return giveRegion(mappings, address, length, pages.size) === undefined ? -Errno.EINVAL : 0;
}

/** What is wrong with a request, in Linux's order. */
function refuse(request: MapRequest): Answer {
  const { flags, file, protection } = request;
  const refusal = refuseRequest(request, file !== undefined);
  if (refusal !== 0 || file === undefined) return refusal;
  const isShared = (flags & MAP_TYPE) !== MAP_PRIVATE;
  if (isShared && (protection & PROT_WRITE) !== 0 && (file.flags & O_WRONLY) === 0) return -Errno.EACCES;
  return (file.flags & O_RDONLY) === 0 ? -Errno.EACCES : 0;
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
