/**
 * The state of a world as exploration compares it: two worlds with the same key go on in the same way, whatever is decided.
 * What only counts how they came there is left out: no guest can tell, but by asking what it has used, or by using it up.
 */
import { AddressSpace } from "../image/address-space.ts";
import { digest, type Unseen } from "../kernel/digest.ts";
import { OpenFile } from "../kernel/open-file.ts";
import { Process } from "../kernel/process.ts";
import { Races } from "../kernel/races/races.ts";
import { isScarce } from "../kernel/scarcity.ts";
import { World } from "../kernel/world.ts";
import type { Policy } from "./policy.ts";

/** What was not ordered does not change what comes. */
const RACES: ReadonlySet<string> = new Set(["order", "shadows", "objects"]);

/** What people call an open file. */
const NUMBER: ReadonlySet<string> = new Set(["id"]);

const UNSEEN: Unseen = new Map<object, ReadonlySet<string>>([
  [World, new Set(["pagesUsed", "pagesStale", "filesOpened", "nextEpoch", "usageTold", "spent", "nextOpenFile"])],
  [OpenFile, NUMBER],
  [AddressSpace, new Set(["epoch", "own", "resident"])],
  [Process, new Set(["usage", "childUsage", "faults"])],
  [Races, RACES],
]);

/** As above, with all that `getrusage`, `times` and clocks of CPU time tell. */
const UNSEEN_BUT_USAGE: Unseen = new Map<object, ReadonlySet<string>>([
  ...[...UNSEEN].filter(([owner]) => owner === World),
  [OpenFile, NUMBER],
  [AddressSpace, new Set(["epoch", "own"])],
  [Races, RACES],
]);

/** As above, with what says how much is left. */
const UNSEEN_BUT_ROOM: Unseen = new Map<object, ReadonlySet<string>>([
  [World, new Set(["nextEpoch", "usageTold", "spent", "nextOpenFile"])],
  [OpenFile, NUMBER],
  [AddressSpace, new Set(["epoch"])],
  [Races, RACES],
]);

/** What guests can tell besides what they do: what they have used, and, where it may run out, how much is left. */
export type Told = "nothing" | "usage" | "room";

const UNSEEN_BY: Readonly<Record<Told, Unseen>> = {
  nothing: UNSEEN,
  usage: UNSEEN_BUT_USAGE,
  room: UNSEEN_BUT_ROOM,
};

/** What guests can tell by now, who could tell so much before. */
export function moreTold(world: World, told: Told): Told {
  if (told === "room" || isScarce(world)) return "room";
  return world.usageTold ? "usage" : told;
}

/** Sixteen hex digits. */
export function stateKey(world: World, policy: Policy, told: Told): string {
  return digest({ world, policy }, UNSEEN_BY[told]);
}
