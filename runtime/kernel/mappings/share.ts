/**
 * Keeps shared memory one memory, though every process that sees it has its own copy of the bytes. That is possible because one
 * process runs at a time: when it stops, what it stored becomes the shared object's (`publish`); before another runs, and after
 * a system call that may have changed the object, what has changed is put into its memory (`refresh`).
 *
 * A process that maps nothing pays for a look at one field. One that does, and where nobody has stored, for one comparison.
 */
import { PROT_WRITE } from "../../abi/mapping.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import { isWatched, type Mapping, type Mappings } from "../../image/mappings.ts";
import { Page } from "../../image/page.ts";
import type { SharedObject } from "../../image/shared-object.ts";
import type { Kernel, ResidentMemory } from "../kernel.ts";
import { spendPages } from "../memory-budget.ts";
import type { Process } from "../process.ts";
import type { World } from "../world.ts";

/** What a process has stored to shared memory since it was last asked becomes everybody's. */
export function publish(kernel: Kernel, process: Process, space: AddressSpace, mappings: Mappings): void {
  const memory = kernel.surroundings.memoryOf(process);
  if (memory === undefined) return;
  if (!space.marked) findStores(memory, mappings);
  if (mappings.stored.length === 0) return;
  for (const page of mappings.stored.splice(0)) {
    const mapping = mappings.find(page);
    if (mapping === undefined || !isWatched(mapping)) continue;
    if (memory.hasChanged(page)) takeStore(kernel.world, space, mappings, memory, mapping, page);
    else memory.clean(page);
  }
}

/** Without marks there is nothing but to look at every page. */
function findStores(memory: ResidentMemory, mappings: Mappings): void {
  for (const mapping of mappings.list) {
    if (!isWatched(mapping)) continue;
    for (let page = mapping.from; page < mapping.to; page++) if (memory.hasChanged(page)) mappings.stored.push(page);
  }
}

function takeStore(
  world: World,
  space: AddressSpace,
  mappings: Mappings,
  memory: ResidentMemory,
  mapping: Mapping,
  page: number,
): void {
  const { object, shared } = mapping;
  const index = page - mapping.from + mapping.at;
  const isWritable = (mapping.protection & PROT_WRITE) !== 0;
  const isThere = !shared || object?.has(index) === true;
  if (!isWritable || !isThere) {
    mappings.violation ??= { page, why: isWritable ? "behind the end of its file" : "read-only" };
    // What others see stays; what is the process's own is as it is, and told once.
    if (!shared) space.replace(page, new Page(memory.bytesOf(page).slice(), space.epoch));
    memory.put(page, space.pages.get(page));
    return;
  }
  if (object === undefined) return;
  const bytes = merged(memory.bytesOf(page), space.pages.get(page), object.page(index));
  const before = object.used;
  const stored = object.store(index, bytes);
  if (object.backing === undefined) {
    world.pagesUsed += object.used - before;
    spendPages(world, object.used - before);
  }
  space.replace(page, stored);
  memory.put(page, stored);
}

/**
 * The bytes of a page that was stored to. They are the process's own, unless it has the object at two places and stored to both:
 * then each byte is taken that differs from what there was.
 */
function merged(bytes: Uint8Array, before: Page, now: Page): Uint8Array {
  const result = bytes.slice();
  if (now.bytes === before.bytes) return result;
  for (let i = 0; i < result.length; i++) if (result[i] === before.bytes[i]) result[i] = now.bytes[i] as number;
  return result;
}

/** Puts what others have stored into a process's memory, before it runs or is looked at. */
export function refresh(kernel: Kernel, process: Process): void {
  const space = process.image?.space;
  const mappings = space?.mappings;
  if (space === undefined || mappings === undefined || mappings.shared === 0) return;
  const { count } = kernel.world.sharedChanges;
  if (mappings.seen === count) return;
  mappings.seen = count;
  const memory = kernel.surroundings.memoryOf(process);
  for (const mapping of mappings.list) {
    const { object, at, from, to } = mapping;
    if (!mapping.shared || object === undefined || mapping.seen === object.position) continue;
    object.eachChange(mapping.seen, at, at + to - from, (index) => {
      bring(space, memory, object, index, index - at + from);
    });
    mapping.seen = object.position;
  }
}

function bring(
  space: AddressSpace,
  memory: ResidentMemory | undefined,
  object: SharedObject,
  index: number,
  at: number,
): void {
  const page = object.page(index);
  if (space.pages.get(at) === page) return;
  space.replace(at, page);
  memory?.put(at, page);
}
