/**
 * What the processes of a world have in memory, counted exactly: a page counts as many times as there are versions of it,
 * whoever shares them. This looks at every page, but once at those that are shared by sharing a part of a page table.
 */
import type { Pid } from "../abi/ids.ts";
import type { AddressSpace } from "../image/address-space.ts";
import { SHARED } from "../image/page.ts";
import type { SharedObject } from "../image/shared-object.ts";
import { PageKinds, type PageRun } from "./page-kinds.ts";
import { PageVersions, spacesOf } from "./page-versions.ts";
import type { World } from "./world.ts";

/** All in pages of 4 KiB. */
export interface MemoryUsage {
  /** What it sees: resident + zero (`VIRT` of top). */
  readonly virtual: number;
  /** What it has written, or was there when its program began: own + shared (`RES`). */
  readonly resident: number;
  /** Written by it, and nobody else has that version. */
  readonly private: number;
  /** Shared with relatives, with all processes of its program, or mapped so. */
  readonly shared: number;
  /** Never written. */
  readonly zero: number;
}

/** What each process has that has not ended; the borrower of a vfork has what its lender has. */
export function memoryUsage(world: World): Map<Pid, MemoryUsage> {
  const kinds = new PageKinds(new PageVersions(world));
  const usage = new Map<Pid, MemoryUsage>();
  for (const { pid, image } of world.processes.values()) {
    if (image !== undefined) usage.set(pid, usageOf(image.space, kinds.runsOf(image.space)));
  }
  return usage;
}

/** How many pages all processes together use, with what is promised to them. */
export function countPages(world: World): number {
  let count = countVersions(world, new PageVersions(world));
  for (const space of spacesOf(world)) count += space.promised;
  return count;
}

/** How many pages have been written, each version of one once, whoever shares it. */
export function countVersions(world: World, versions: PageVersions): number {
  let count = 0;
  for (const space of spacesOf(world)) if (!space.marked) count += space.own;
  const epochs = new Set<number>();
  for (const leaves of versions.leaves) {
    for (let slot = 0; slot < (leaves[0]?.slots.length ?? 0); slot++) {
      epochs.clear();
      for (const { slots } of leaves) epochs.add(slots[slot]?.epoch ?? 0);
      epochs.delete(0); // zero pages and the program's own
      epochs.delete(SHARED); // counted below, once each
      count += epochs.size;
    }
  }
  for (const object of anonymousObjects(world)) count += object.used;
  return count;
}

/** Of a space with these pages. */
export function usageOf({ pages, resident, marked, shared }: AddressSpace, runs: readonly PageRun[]): MemoryUsage {
  const virtual = pages.size;
  let own = marked ? 0 : resident - shared;
  if (marked) for (const { from, to, kind } of runs) if (kind === "private") own += to - from;
  return { virtual, resident, private: own, shared: resident - own, zero: virtual - resident };
}

/** Each object once that is nowhere but in memory. */
function anonymousObjects(world: World): Set<SharedObject> {
  const objects = new Set<SharedObject>();
  for (const { mappings } of spacesOf(world)) {
    for (const { object } of mappings?.list ?? []) if (object?.backing === undefined && object) objects.add(object);
  }
  return objects;
}
