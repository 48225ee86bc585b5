/** Joins what the parts of a search have found (`scheduler/shard.ts`). */
import { outcomeKey } from "../../scheduler/found-outcomes.ts";
import type { Exploration, ScheduledOutcome } from "./explore.ts";

/** As if it had been one search: but for states that several parts went into, which count for each of them. */
export function merge(parts: readonly Exploration[]): Exploration {
  const outcomes = new Map<string, ScheduledOutcome>();
  for (const outcome of parts.flatMap((part) => part.outcomes)) {
    const key = outcomeKey(outcome);
    const before = outcomes.get(key);
    outcomes.set(key, before === undefined ? outcome : { ...before, count: before.count + outcome.count });
  }
  const any = (what: "ended" | "bounded" | "cut") => parts.some((part) => part[what]);
  const sum = (what: "schedules" | "states" | "steps") => parts.reduce((total, part) => total + part[what], 0);
  return {
    reduced: parts.some(({ reduced }) => reduced),
    complete: parts.every(({ complete }) => complete),
    ended: any("ended"),
    wantedInput: parts.some(({ wantedInput }) => wantedInput === true),
    bounded: any("bounded"),
    cut: any("cut"),
    outcomes: [...outcomes.values()].sort((one, other) => other.count - one.count),
    races: parts.flatMap(({ races }) => races),
    schedules: sum("schedules"),
    states: sum("states"),
    steps: sum("steps"),
  };
}
