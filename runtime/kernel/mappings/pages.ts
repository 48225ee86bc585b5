/** Changing what an address space has at its pages, in its table, in the memory that it is resident in, and in the world's count. */
import { PAGE_SIZE } from "../../abi/layout.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import { type Mapping, Mappings } from "../../image/mappings.ts";
import { Page, ZERO_PAGE } from "../../image/page.ts";
import type { Span } from "../../image/spans.ts";
import type { Kernel, ResidentMemory } from "../kernel.ts";
import { chargeSize, spendPages } from "../memory-budget.ts";
import { settle } from "../page-faults.ts";
import { imageOf, type Process } from "../process.ts";

/** The space of a process that is about to change its mappings: nothing that it has stored is unknown. */
export function spaceToMap(kernel: Kernel, process: Process): AddressSpace & { mappings: Mappings } {
  const { space } = imageOf(process);
  settle(kernel, process);
  space.grow(kernel.memory.size / PAGE_SIZE);
  space.mappings ??= new Mappings();
  return space as AddressSpace & { mappings: Mappings };
}

/** Makes the pages of a range what `choose` says. */
export function setPages(
  kernel: Kernel,
  process: Process,
  { from, to }: Span,
  choose: (page: number, space: AddressSpace) => Page,
): void {
  const { world, surroundings } = kernel;
  const { space } = imageOf(process);
  const memory = surroundings.memoryOf(process);
  const own = space.own;
  for (let page = from; page < to; page++) {
    const before = space.pages.get(page);
    const after = choose(page, space);
    if (before === after && (space.marked || memory?.hasChanged(page) !== true)) continue;
    space.replace(page, after);
    memory?.put(page, after);
    if (before.epoch > 0) world.pagesStale++;
  }
  if (space.marked) {
    world.pagesUsed += space.own - own;
    spendPages(world, space.own - own);
  } else chargeSize(world, space);
}

/** What a mapping shows at one of its pages when nobody has stored to it. */
export function firstPage({ object, shared, from, at }: Mapping, page: number, space: AddressSpace): Page {
  if (object === undefined) return ZERO_PAGE;
  const shown = object.page(page - from + at);
  return shared ? shown : new Page(shown.bytes, space.epoch);
}

/** Makes a range of memory what a mapping of it shows. */
export function showMapping(kernel: Kernel, process: Process, mapping: Mapping): void {
  setPages(kernel, process, mapping, (page, space) => firstPage(mapping, page, space));
  if (mapping.object !== undefined) mapping.seen = mapping.object.position;
}

/** The bytes of a page as they are now: `memory` where the space is resident. */
export function currentBytes(space: AddressSpace, memory: ResidentMemory | undefined, page: number): Uint8Array {
  return memory?.bytesOf(page) ?? space.pages.get(page).bytes;
}
