/** Searches a guest of a command line, whole or in part, in this thread. */
import { type Exploration, explore, type SearchOptions } from "../../backend/emulated/explore.ts";
import type { Shard } from "../../scheduler/shard.ts";
import { type GuestFlags, systemOptions } from "./guest-options.ts";
import type { LoadedGuest } from "./load-guest.ts";

export interface SearchFlags extends GuestFlags {
  readonly seed: number;
  readonly bound?: number;
  readonly iterate?: boolean;
  readonly maxSteps: number;
  readonly prune: boolean;
  readonly reduce: boolean;
}

/** All that there is to know for a search: it can be sent to another thread. */
export interface SearchTask {
  readonly guest: LoadedGuest;
  readonly path: string;
  readonly args: readonly string[];
  readonly flags: SearchFlags;
  readonly shard?: Shard | undefined;
}

export function searchGuest(
  { guest, path, args, flags, shard }: SearchTask,
  progress?: SearchOptions["progress"],
): Promise<Exploration> {
  const { seed, bound, maxSteps, prune, reduce, races, iterate } = flags;
  return explore({
    ...systemOptions(guest, path, args, flags),
    seed,
    prune,
    maxSteps,
    races: races === true,
    iterate: iterate === true,
    ...(bound === undefined ? {} : { bound }),
    ...(reduce ? {} : { reduce }),
    ...(shard === undefined ? {} : { shard }),
    ...(progress === undefined ? {} : { progress }),
  });
}
