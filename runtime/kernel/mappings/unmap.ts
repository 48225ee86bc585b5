/** The end of mappings: `munmap`, `exec`, and the end of the last process in an address space. */
import { Errno } from "../../abi/errno.ts";
import type { AddressSpace } from "../../image/address-space.ts";
import type { Mapping } from "../../image/mappings.ts";
import { ZERO_PAGE } from "../../image/page.ts";
import type { Span } from "../../image/spans.ts";
import type { Answer } from "../answer.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import type { World } from "../world.ts";
import { setPages, spaceToMap } from "./pages.ts";
import { spanOf } from "./place.ts";

/**
 * `munmap` (POSIX.1-2024 munmap): what is mapped in a range is no more, and the range is free for other mappings; until then it
 * reads as zeros, and what is stored to it is nobody's. EINVAL for no length, or an address that is not a page's.
 */
export function munmap(kernel: Kernel, process: Process, address: number, length: number): Answer {
  const span = spanOf(address, length);
  if (span === undefined || span.from === span.to) return -Errno.EINVAL;
  unmap(kernel, process, span);
  return 0;
}

/** Takes out of a range what is mapped there. What is not mapped stays as it is. */
export function unmap(kernel: Kernel, process: Process, { from, to }: Span): void {
  const { mappings } = spaceToMap(kernel, process);
  const removed = mappings.remove(from, to);
  for (const mapping of removed) {
    mappings.regions.add(mapping.from, mapping.to);
    mappings.locked.remove(mapping.from, mapping.to);
    setPages(kernel, process, mapping, () => ZERO_PAGE);
  }
  releaseObjects(kernel.world, removed);
}

/** Nobody runs in a space any more. */
export function dropMappings(world: World, space: AddressSpace): void {
  if (space.mappings !== undefined) releaseObjects(world, space.mappings.list);
  space.mappings = undefined;
  world.words.delete(space);
}

function releaseObjects(world: World, mappings: readonly Mapping[]): void {
  for (const { object } of mappings) {
    if (object === undefined) continue;
    object.release();
    if (object.references > 0) continue;
    if (object.backing === undefined) world.pagesUsed -= object.used;
    world.words.delete(object);
  }
}
