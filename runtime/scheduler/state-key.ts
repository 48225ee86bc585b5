/**
 * The state of a world as exploration compares it: two worlds with the same key go on in the same way, whatever is decided.
 * What only counts how they came there is left out: no guest can tell, but by asking what it has used.
 */
import { AddressSpace } from "../image/address-space.ts";
import { digest, type Unseen } from "../kernel/digest.ts";
import { Process } from "../kernel/process.ts";
import { Races } from "../kernel/races/races.ts";
import { World } from "../kernel/world.ts";
import type { Policy } from "./policy.ts";

/** What was not ordered does not change what comes. */
const RACES: ReadonlySet<string> = new Set(["order", "shadows", "objects"]);

const UNSEEN: Unseen = new Map<object, ReadonlySet<string>>([
  [World, new Set(["pagesUsed", "pagesStale", "filesOpened", "nextEpoch", "usageTold"])],
  [AddressSpace, new Set(["epoch", "own", "resident"])],
  [Process, new Set(["usage", "childUsage", "faults"])],
  [Races, RACES],
]);

/** As above, with all that `getrusage`, `times` and clocks of CPU time tell. */
const UNSEEN_BUT_USAGE: Unseen = new Map<object, ReadonlySet<string>>([
  ...[...UNSEEN].filter(([owner]) => owner === World),
  [AddressSpace, new Set(["epoch", "own"])],
  [Races, RACES],
]);

/** Sixteen hex digits. `exact` is for programs that ask what they have used. */
export function stateKey(world: World, policy: Policy, exact: boolean): string {
  return digest({ world, policy }, exact ? UNSEEN_BUT_USAGE : UNSEEN);
}
