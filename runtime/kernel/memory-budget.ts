/**
 * Who uses how much of the world's memory, in pages of 4 KiB. A page that processes share counts once, and one that nobody has
 * written not at all: a world may promise more than it has, as Linux does. Over `limits.memory`
 *
 *   - `fork` answers ENOMEM, before anything has happened; so do `memory.grow` and `execve` where what they ask for is more than
 *     is left, though none of it is used yet;
 *   - whoever goes on writing is killed, as by Linux's OOM killer: a store has no errno.
 *
 * So that a fork which succeeds does not end so, it reserves what will be written first: parent and child each get as many pages
 * promised as the parent wrote since its last fork, at least 8, and their faults use these up before others.
 *
 * `world.pagesUsed` is at least what is used. It may be more: whoever leaves, or writes a page anew, may have been the last to
 * share a page, and to know that at once would cost a count at every page. When it looks as if memory were used up, it is
 * counted exactly (`memory-usage.ts`), and no sooner, as garbage is collected.
 */
import { PAGE_SIZE } from "../abi/layout.ts";
import type { AddressSpace } from "../image/address-space.ts";
import { PAGES_PER_WASM_PAGE } from "../image/page.ts";
import { countPages } from "./memory-usage.ts";
import { spend } from "./scarcity.ts";
import type { World } from "./world.ts";

const LEAST_PROMISED = 8;

/** The count is at most so much too large, a part of the limit: to count more often would take too long. */
const STALE_PART = 1 / 64;

/** The first process in a new space: its epoch begins. */
export function enter(world: World, space: AddressSpace): void {
  space.epoch = world.nextEpoch++;
  chargeSize(world, space);
}

/** The last process has left a space. */
export function leave(world: World, space: AddressSpace): void {
  world.pagesUsed -= space.own + space.promised;
  world.pagesStale += space.resident - space.own - space.shared;
}

/** A space without marks has written all that it has. */
export function chargeSize(world: World, space: AddressSpace): void {
  if (space.marked) return;
  const own = space.pages.size - space.shared;
  world.pagesUsed += own - space.own;
  spendPages(world, own - space.own);
  space.own = own;
  space.resident = space.pages.size;
}

/** A page of a space was written for the first time since its last fork; it took the place of one that others may share. */
export function chargePage(world: World, space: AddressSpace, shared: boolean): void {
  if (space.promised > 0) space.promised--;
  else {
    world.pagesUsed++;
    spendPages(world, 1);
  }
  if (shared) world.pagesStale++;
}

/** How many pages more a fork of this space needs. */
export function pagesToFork(space: AddressSpace): number {
  return space.marked ? 2 * promise(space) - space.promised : space.pages.size - space.shared;
}

/** A space forks: charges for parent and child. */
export function forkSpace(world: World, space: AddressSpace): AddressSpace {
  world.pagesUsed += pagesToFork(space);
  const promised = promise(space);
  const child = space.fork(world.nextEpoch++, world.nextEpoch++);
  if (space.marked) space.promised = child.promised = promised;
  else child.own = space.own;
  return child;
}

/** What a space will probably write again soon: what it wrote since its last fork, but never less than a small C program does. */
function promise(space: AddressSpace): number {
  return Math.max(LEAST_PROMISED, space.own);
}

/** Are so many pages left? Whoever asks for more than there are has spent them, too: others may have had them just now. */
export function hasRoom(world: World, pages: number): boolean {
  const limit = pageLimit(world);
  spendPages(world, pages);
  if (world.pagesUsed + pages > limit && world.pagesStale > limit * STALE_PART) recount(world);
  return world.pagesUsed + pages <= limit;
}

/** How many Wasm pages a process may grow by. What is left may be less than it seems, but not by much. */
export function growthLeft(world: World): number {
  const limit = pageLimit(world);
  if (world.pagesUsed > limit / 2 && world.pagesStale > limit / 16) recount(world);
  return Math.max(0, Math.floor((limit - world.pagesUsed) / PAGES_PER_WASM_PAGE));
}

function recount(world: World): void {
  world.pagesUsed = countPages(world);
  world.pagesStale = 0;
}

/** Pages are taken, for whatever they are used. */
export function spendPages(world: World, pages: number): void {
  spend(world, pages, pageLimit(world));
}

function pageLimit(world: World): number {
  return Math.floor(world.limits.memory / PAGE_SIZE);
}
