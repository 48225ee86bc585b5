/** Who uses how much of the world's memory: over `limits.memory`, `fork` answers ENOMEM and `memory.grow` fails. */
import { WASM_PAGE } from "../abi/layout.ts";
import type { AddressSpace } from "../image/process-image.ts";
import type { World } from "./world.ts";

/** Charges the world for the size a space has now, in Wasm pages; 0 gives it all back. */
export function charge(world: World, space: AddressSpace, pages: number): void {
  world.memoryCharged += pages - space.charged;
  space.charged = pages;
}

/** How many Wasm pages are left. */
export function pagesLeft(world: World): number {
  return Math.max(0, Math.floor(world.limits.memory / WASM_PAGE) - world.memoryCharged);
}
