/**
 * How near a world is to the end of what it has: of its memory, of room for files, of open files. Where all that was ever taken in a
 * run would fit in at once, none of it runs out in any order of the same turns, and orders are equivalent that differ only in who
 * takes first. A search of schedules asks that, and leaves out none where it is not so.
 */
import type { World } from "./world.ts";

/** A search puts runs together from parts that it knows: one may take more than any that was run. */
const WITHIN_REACH = 1 / 4;

/** Somebody takes, or asks for, so much of what there is so much of. What is given back does not count. */
export function spend(world: World, amount: number, limit: number): void {
  if (amount > 0) world.spent += amount / limit;
}

/** Might anything run out? */
export function isScarce({ spent }: World): boolean {
  return spent > WITHIN_REACH;
}
