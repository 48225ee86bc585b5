/**
 * Where mappings go, and what may be asked for: all of `mmap` that no file matters to. The emulator's kernel and the native backend
 * choose alike, so a program has the same addresses in both.
 */
import { Errno } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import {
  MAP_FIXED,
  MAP_FIXED_NOREPLACE,
  MAP_HUGETLB,
  MAP_PRIVATE,
  MAP_SHARED,
  MAP_SHARED_VALIDATE,
  MAP_TYPE,
} from "../../abi/mapping.ts";
import { type Mappings, usedPages } from "../../image/mappings.ts";
import { PAGES_PER_WASM_PAGE } from "../../image/page.ts";
import type { Span } from "../../image/spans.ts";

/** Nothing can be mapped below (Linux's mmap_min_addr). */
const LOWEST = PAGES_PER_WASM_PAGE;
const OFFSET_MAX = 2n ** 63n - 1n;
const ADDRESSES = 2 ** 32;

export interface PlaceRequest {
  readonly address: number;
  readonly length: number;
  readonly flags: number;
  /** Of the file. */
  readonly offset: bigint;
}

/** What is wrong with a request, whatever its file is, in Linux's order. */
export function refuseRequest({ length, flags, offset }: PlaceRequest, ofFile: boolean): number {
  const type = flags & MAP_TYPE;
  const size = length >>> 0;
  if (offset % BigInt(PAGE_SIZE) !== 0n) return -Errno.EINVAL;
  if (size === 0) return -Errno.EINVAL;
  if (size > ADDRESSES - PAGE_SIZE) return -Errno.ENOMEM;
  if (ofFile && (offset < 0n || offset + BigInt(size) > OFFSET_MAX)) return -Errno.EOVERFLOW;
  const isShared = type === MAP_SHARED || type === MAP_SHARED_VALIDATE;
  if (!isShared && type !== MAP_PRIVATE) return -Errno.EINVAL;
  if (type === MAP_SHARED_VALIDATE && !ofFile) return -Errno.EINVAL;
  return (flags & MAP_HUGETLB) !== 0 ? -Errno.ENOMEM : 0; // there are no huge pages
}

/** Where it goes; or -errno. */
export function choosePlace(mappings: Mappings, { address, length, flags }: PlaceRequest, size: number): Span | number {
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

/** How many pages would be in use with this range mapped: what it replaces counts once. */
export function usedWith(mappings: Mappings, size: number, { from, to }: Span): number {
  const replaced = mappings.list.reduce(
    (sum, part) => sum + Math.max(0, Math.min(part.to, to) - Math.max(part.from, from)),
    0,
  );
  return usedPages(mappings, size) + to - from - replaced;
}

/** Makes a range of a memory of `size` pages one to map to; undefined where it is not the guest's to give, or was given before. */
export function giveRegion(mappings: Mappings, address: number, length: number, size: number): Span | undefined {
  const span = spanOf(address, length);
  if (span === undefined || span.from < LOWEST || span.to > size) return undefined;
  const { from, to } = span;
  if (mappings.regions.touches(from, to) || mappings.carve(from, to).length > 0) return undefined;
  mappings.regions.add(from, to);
  return span;
}

/** The pages of a range of bytes whose start must be that of a page; undefined where it is not, or ends behind 4 GiB. */
export function spanOf(address: number, length: number): Span | undefined {
  const [start, size] = [address >>> 0, length >>> 0];
  if (start % PAGE_SIZE !== 0 || start + size > 2 ** 32) return undefined;
  return { from: start / PAGE_SIZE, to: Math.ceil((start + size) / PAGE_SIZE) };
}
