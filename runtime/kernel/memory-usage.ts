/**
 * What the processes of a world have in memory, counted exactly: a page counts as many times as there are versions of it,
 * whoever shares them. This looks at every page that is not shared by sharing a part of a page table.
 */
import type { Pid } from "../abi/ids.ts";
import type { AddressSpace } from "../image/address-space.ts";
import { SHARED } from "../image/page.ts";
import type { Leaf } from "../image/page-table.ts";
import type { SharedObject } from "../image/shared-object.ts";
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

/** At each place of a page table: the leaves that processes have there, and how many of them each. */
type Places = Map<number, Map<Leaf, number>>;

/** What each process has that has not ended; the borrower of a vfork has what its lender has. */
export function memoryUsage(world: World): Map<Pid, MemoryUsage> {
  const places = leavesOf(world);
  const usage = new Map<Pid, MemoryUsage>();
  for (const { pid, image } of world.processes.values()) {
    if (image !== undefined) usage.set(pid, usageOf(image.space, places));
  }
  return usage;
}

/** How many pages all processes together use, with what is promised to them. */
export function countPages(world: World): number {
  let count = 0;
  for (const space of spacesOf(world)) count += space.promised + (space.marked ? 0 : space.own);
  const epochs = new Set<number>();
  for (const leaves of leavesOf(world).values()) {
    for (let slot = 0; slot < slotsOf(leaves); slot++) {
      epochs.clear();
      for (const { slots } of leaves.keys()) epochs.add(slots[slot]?.epoch ?? 0);
      epochs.delete(0); // zero pages and the program's own
      epochs.delete(SHARED); // counted below, once each
      count += epochs.size;
    }
  }
  for (const object of anonymousObjects(world)) count += object.used;
  return count;
}

function usageOf(space: AddressSpace, places: Places): MemoryUsage {
  const virtual = space.pages.size;
  const { resident } = space;
  let own = space.marked ? 0 : resident - space.shared;
  space.pages.eachLeaf((first, leaf) => {
    const leaves = places.get(first);
    if (!space.marked || leaves?.get(leaf) !== 1) return;
    for (const [slot, { epoch }] of leaf.slots.entries()) {
      if (epoch > 0 && holders(leaves, slot, epoch) === 1) own++;
    }
  });
  return { virtual, resident, private: own, shared: resident - own, zero: virtual - resident };
}

function holders(leaves: Map<Leaf, number>, slot: number, epoch: number): number {
  let count = 0;
  for (const [{ slots }, tables] of leaves) if (slots[slot]?.epoch === epoch) count += tables;
  return count;
}

function leavesOf(world: World): Places {
  const places: Places = new Map();
  for (const { marked, pages } of spacesOf(world)) {
    if (!marked) continue;
    pages.eachLeaf((first, leaf) => {
      const leaves = places.get(first) ?? new Map<Leaf, number>();
      leaves.set(leaf, (leaves.get(leaf) ?? 0) + 1);
      places.set(first, leaves);
    });
  }
  return places;
}

function slotsOf(leaves: Map<Leaf, number>): number {
  for (const { slots } of leaves.keys()) return slots.length;
  return 0;
}

/** Each object once that is nowhere but in memory. */
function anonymousObjects(world: World): Set<SharedObject> {
  const objects = new Set<SharedObject>();
  for (const { mappings } of spacesOf(world)) {
    for (const { object } of mappings?.list ?? []) if (object?.backing === undefined && object) objects.add(object);
  }
  return objects;
}

/** Each space once, in the order of its first process. */
function spacesOf(world: World): Set<AddressSpace> {
  const spaces = new Set<AddressSpace>();
  for (const { image } of world.processes.values()) if (image !== undefined) spaces.add(image.space);
  return spaces;
}
