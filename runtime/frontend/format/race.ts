/**
 * The report of a data race: both accesses, where they are in the program, and why nothing orders them.
 *
 *     race: 4 bytes at offset 0 of shared memory 1 are used by two processes at once
 *       [3] writes 4 bytes in add (counter.c:12)
 *       [2] reads 4 bytes in main (counter.c:20)
 *       nothing orders them: what process 2 had last heard of process 3, by its fork, was before that
 */
import type { Race, RaceAccess } from "../../kernel/races/race.ts";
import { ALIASES } from "../explain/find-function.ts";
import { printable } from "./printable.ts";

export function raceLines({ object, first, second, heardBy }: Race): string[] {
  const from = Math.max(first.range.from, second.range.from);
  const bytes = counted(Math.min(first.range.to, second.range.to) - from);
  const both =
    first.writes && second.writes ? "written by two processes" : "written by one process and read by another";
  const heard =
    heardBy === undefined
      ? `process ${second.pid} has never heard of process ${first.pid}`
      : `what process ${second.pid} had last heard of process ${first.pid}, by ${printable(heardBy)}, was before that`;
  return [
    `race: ${bytes} at offset ${from} of shared memory ${object}: ${both}`,
    accessLine(first, from),
    accessLine(second, from),
    `      nothing orders them: ${heard}`,
  ];
}

/** The offset is said where it is another than that of the bytes that both use. */
function accessLine({ pid, writes, atomic, range, place }: RaceAccess, from: number): string {
  const name = ALIASES.main?.includes(place.function) ? "main" : place.function;
  const where = place.line === undefined ? "" : ` (${place.line})`;
  const at = range.from === from ? "" : ` at offset ${range.from}`;
  const does = `${writes ? "writes" : "reads"} ${counted(range.to - range.from)}${at}${atomic ? ", atomically," : ""}`;
  return `  [${pid}] ${does} in ${printable(`${name}${where}`)}`;
}

function counted(bytes: number): string {
  return bytes === 1 ? "1 byte" : `${bytes} bytes`;
}
