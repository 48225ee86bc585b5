/** Where processes are in the source. */
import type { Pid, SystemScene } from "../../runtime/index.ts";
import { processColour } from "../views/process-colour.ts";

export interface Place {
  readonly pid: Pid;
  readonly path: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The innermost line of each process that is in one of these files: what it calls there, it is in the midst of. */
export function placesOf(scene: SystemScene | undefined, paths: readonly string[]): readonly Place[] {
  return (scene?.processes ?? []).flatMap(({ pid, stack }) => {
    for (const { line: at } of stack) {
      const [, path, line] = /^(.*):(\d+)$/.exec(at ?? "") ?? [];
      if (path !== undefined && paths.includes(path)) return [{ pid, path, line: Number(line) }];
    }
    return [];
  });
}

/** Who is at each line of a file, by line. */
export function byLine(places: readonly Place[], path: string): ReadonlyMap<number, readonly Pid[]> {
  const lines = new Map<number, Pid[]>();
  for (const place of places) {
    if (place.path !== path) continue;
    const pids = lines.get(place.line) ?? [];
    lines.set(place.line, [...pids, place.pid]);
  }
  return lines;
}

/** `process 3 is here`, `processes 2, 3 and 4 are here`: for those who do not see badges. */
export function whoIsHere(pids: readonly Pid[]): string {
  const last = pids.at(-1);
  if (pids.length === 1) return `process ${last} is here`;
  return `processes ${pids.slice(0, -1).join(", ")} and ${last} are here`;
}

/** As many badges as have room beside a line. */
const MOST_BADGES = 3;

/** Who has a badge of its own, and how many others there are. */
export function shownPids(pids: readonly Pid[]): { readonly pids: readonly Pid[]; readonly more: number } {
  if (pids.length <= MOST_BADGES) return { pids, more: 0 };
  return { pids: pids.slice(0, MOST_BADGES - 1), more: pids.length - MOST_BADGES + 1 };
}

/** The ground of a line: each process has its share of it. */
export function grounds(pids: readonly Pid[]): string {
  const share = 100 / pids.length;
  const stops = pids.map((pid, index) => {
    const colour = `color-mix(in srgb, ${processColour(pid)} 11%, transparent)`;
    return `${colour} ${index * share}% ${(index + 1) * share}%`;
  });
  return `linear-gradient(90deg, ${stops.join(", ")})`;
}
