/** Searches a guest of a test, as `prong explore` does. */
import { type Exploration, explore } from "../../backend/emulated/explore.ts";
import { type Shrunk, shrink } from "../../backend/emulated/shrink.ts";
import type { RunResult } from "../../backend/emulated/trials.ts";
import type { Schedule } from "../../scheduler/schedule.ts";
import { type GuestFlags, replayCommand, systemOptions } from "../cli/guest-options.ts";
import { PREEMPT } from "../cli/instrument-options.ts";
import { loadGuest } from "../cli/load-guest.ts";
import { counted } from "../format/outcomes.ts";
import type { Guest, Watch } from "./guest.ts";
import { noteLeft } from "./reaping.ts";
import { SearchError } from "./search-error.ts";

/** What has to be noted of events, for what is watched. */
const NOTES = { outcomes: {}, reaping: { note: noteLeft }, races: {} } as const;

/**
 * Throws a CompileError, a UsageError or a GuestRefusal where it cannot be run, and a SearchError where it reads standard input. Whether the search
 * is complete, `checkComplete` asks.
 */
export function search(guest: Guest, watch: Watch): Promise<Exploration> {
  const known = guest.searches.get(watch);
  if (known !== undefined) return known;
  const found = searchAnew(guest, watch);
  guest.searches.set(watch, found);
  return found;
}

async function searchAnew(guest: Guest, watch: Watch): Promise<Exploration> {
  const { seed, bound, maxSteps, preempt = PREEMPT, time, input } = guest.options;
  const races = watch === "races";
  const found = await explore({
    ...(await optionsOf(guest)),
    preempt: races ? "memory" : preempt,
    races,
    ...(time === undefined ? {} : { time }),
    ...(seed === undefined ? {} : { seed }),
    ...(bound === undefined ? {} : { bound }),
    ...(maxSteps === undefined ? {} : { maxSteps }),
    ...NOTES[watch],
  });
  if (found.wantedInput !== true || input !== undefined) return found;
  throw new SearchError(
    `Cannot search ${guest.title}: it reads standard input, and a search has none. Let it read a file or a pipe that it has written itself, or say that nothing is to be read with guest(..., { input: "" })`,
  );
}

/** The simplest run that is bad, from one that is. */
export async function simplest(
  guest: Guest,
  watch: Watch,
  schedule: Schedule,
  isBad?: (result: RunResult) => boolean,
): Promise<Shrunk> {
  return shrink({ ...(await optionsOf(guest)), schedule, ...NOTES[watch], ...(isBad === undefined ? {} : { isBad }) });
}

/** The command that runs it again as this schedule says; up to a step. */
export function command(
  guest: Guest,
  schedule: Schedule,
  { to, races = false }: { to?: number; races?: boolean } = {},
): string {
  const { args = [] } = guest.options;
  const again = replayCommand(schedule, guest.path, args, { ...flagsOf(guest), races });
  return `npx ${to === undefined ? again : again.replace(/^prong replay/, `$& --to ${to}`)}`;
}

/** Throws a SearchError unless all was seen that was asked for: then what was found is not all that there is. */
export function checkComplete(guest: Guest, found: Exploration): void {
  const { complete, ended, cut, steps, outcomes } = found;
  if (complete || (!ended && !cut)) return; // schedules beyond a bound are left out only where it was asked for
  const so = `the search of ${guest.title} is not complete: ${counted(steps, "step")}, ${counted(outcomes.length, "outcome")} so far`;
  if (ended) {
    throw new SearchError(
      `Cannot tell, as ${so}. Let it take more with guest(..., { maxSteps: ${steps * 4} }), leave out schedules with many preemptions with { bound: 2 }, or make the program do less`,
    );
  }
  throw new SearchError(
    `Cannot tell, as ${so}, and runs were given up that did not end. Let the program do less, or end`,
  );
}

function flagsOf({ options: { environment = {} } }: Guest): GuestFlags {
  return { env: Object.entries(environment).map(([name, value]) => `${name}=${value}`), cache: true };
}

/** The same as on the command line, so that its replays are the same runs. */
async function optionsOf(guest: Guest) {
  const { path, options } = guest;
  const loaded = await loadGuest(path, { cache: true, debug: true });
  return systemOptions(loaded, path, options.args ?? [], flagsOf(guest));
}
