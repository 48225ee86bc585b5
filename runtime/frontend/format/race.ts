/**
 * The report of a data race: both accesses, where they are in the program, and why nothing orders them.
 *
 *     race: 4 bytes at offset 0 of shared memory 1 are used by two processes at once
 *       [3] writes 4 bytes in add (counter.c:12)
 *       [2] reads 4 bytes in main (counter.c:20)
 *       nothing orders them: what process 2 had last heard of process 3, by its fork, was before that
 */
import type { FoundRace } from "../../backend/emulated/explore-races.ts";
import { sourceName } from "../../guest/source-name.ts";
import type { Race, RaceAccess } from "../../kernel/races/race.ts";
import { formatSchedule } from "../../scheduler/schedule.ts";
import { printable } from "./printable.ts";

/** The part of `prong explore --json` that a race is. Stable: a program may read it. */
export interface RaceJson {
  readonly accesses: readonly {
    readonly pid: number;
    readonly does: "reads" | "writes";
    readonly atomic: boolean;
    readonly offset: number;
    readonly size: number;
    readonly function: string;
    readonly line: string | null;
  }[];
  readonly object: number;
  readonly schedule: string;
}

export function raceJson({ race, schedule }: FoundRace): RaceJson {
  const accesses = [race.first, race.second].map(({ pid, writes, atomic, range, place }) => ({
    pid,
    does: writes ? ("writes" as const) : ("reads" as const),
    atomic,
    offset: range.from,
    size: range.to - range.from,
    function: sourceName(place.function),
    line: place.line ?? null,
  }));
  return { accesses, object: race.object, schedule: formatSchedule(schedule) };
}

export function raceLines(race: Race): string[] {
  const { object, first, second } = race;
  const from = Math.max(first.range.from, second.range.from);
  const bytes = counted(Math.min(first.range.to, second.range.to) - from);
  const both =
    first.writes && second.writes ? "written by two processes" : "written by one process and read by another";
  return [
    `race: ${bytes} at offset ${from} of shared memory ${object}: ${both}`,
    accessLine(first, from),
    accessLine(second, from),
    `      nothing orders them: ${reason(race)}`,
  ];
}

/** The offset is said where it is another than that of the bytes that both use. */
function accessLine({ pid, writes, atomic, range, place }: RaceAccess, from: number): string {
  const where = place.line === undefined ? "" : ` (${place.line})`;
  const at = range.from === from ? "" : ` at offset ${range.from}`;
  const does = `${writes ? "writes" : "reads"} ${counted(range.to - range.from)}${at}${atomic ? ", atomically," : ""}`;
  return `  [${pid}] ${does} in ${printable(`${sourceName(place.function)}${where}`)}`;
}

function counted(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}

function reason({ first, second, why }: Race): string {
  switch (why.kind) {
    case "next":
      return "each of them could be the next thing that is done";
    case "unheard":
      return `process ${second.pid} has never heard of process ${first.pid}`;
    case "heard":
      return `what process ${second.pid} had last heard of process ${first.pid}, by ${printable(why.by)}, was before that`;
  }
}
