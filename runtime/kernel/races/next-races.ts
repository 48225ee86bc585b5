/**
 * Races that are about to happen: two processes can run, and what each does first of all in its next turn is not to be done in
 * either order. This needs no clocks, only a moment; whoever visits all moments finds all races.
 */
import type { Access } from "../../image/access.ts";
import { type SharedRange, sharedRanges } from "../../image/shared-ranges.ts";
import type { Kernel } from "../kernel.ts";
import type { Process } from "../process.ts";
import type { Race, RaceAccess } from "./race.ts";
import type { Races } from "./races.ts";
import { conflict } from "./shadow.ts";

interface Part {
  readonly range: SharedRange;
  readonly writes: boolean;
  readonly atomic: boolean;
}

export function nextRaces(kernel: Kernel, races: Races): Race[] {
  const ready = kernel.world.runQueue.processes.filter(({ about, signals }) => about !== undefined && !signals.ready);
  if (ready.length < 2) return [];
  const found: Race[] = [];
  const next = ready.map((process) => ({ process, parts: partsOf(process, process.about as Access) }));
  for (const [i, one] of next.entries()) {
    for (const other of next.slice(i + 1)) {
      for (const part of one.parts) {
        const against = other.parts.find((its) => conflict(part, its) && overlap(part.range, its.range));
        if (against === undefined) continue;
        const told = (process: Process, { range, ...rest }: Part): RaceAccess => {
          const { from, to } = range;
          return { pid: process.pid, ...rest, range: { from, to }, place: kernel.surroundings.placeOf(process) };
        };
        const [first, second] = [told(one.process, part), told(other.process, against)];
        found.push({ object: races.numberOf(part.range.object), first, second, why: { kind: "next" } });
      }
    }
  }
  return found;
}

function partsOf({ image }: Process, { reads, writes, atomic }: Access): Part[] {
  if (image === undefined) return [];
  const { space } = image;
  const read = reads === undefined ? [] : sharedRanges(space, reads);
  const written = writes === undefined ? [] : sharedRanges(space, writes);
  return [
    ...written.map((range) => ({ range, writes: true, atomic })),
    ...read.map((range) => ({ range, writes: false, atomic })),
  ];
}

function overlap(one: SharedRange, other: SharedRange): boolean {
  return one.object === other.object && one.from < other.to && one.to > other.from;
}
