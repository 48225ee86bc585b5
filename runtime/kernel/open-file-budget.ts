/**
 * How many open files a world has (ENFILE). `world.filesOpened` is at least as many: it counts those that were opened since they were
 * last counted, and not those that were closed. When it looks as if there were too many, they are counted exactly.
 */
import type { OpenFile } from "./open-file.ts";
import { spend } from "./scarcity.ts";
import type { World } from "./world.ts";

/** Is there room for so many open files more? Then they count as opened. */
export function openFiles(world: World, count: number): boolean {
  const { limits } = world;
  spend(world, count, limits.openFiles);
  if (world.filesOpened + count > limits.openFiles) world.filesOpened = countOpenFiles(world);
  if (world.filesOpened + count > limits.openFiles) return false;
  world.filesOpened += count;
  return true;
}

/** Counts each once, however many descriptors name it. */
function countOpenFiles(world: World): number {
  const files = new Set<OpenFile>();
  for (const { descriptors } of world.processes.values()) {
    for (const [, { file }] of descriptors.entries()) files.add(file);
  }
  return files.size;
}
