/** `prong explore`: runs a program in every order of events that there is, and lists how it can end. */
import type { Command } from "commander";
import { type Exploration, explore } from "../../../backend/emulated/explore.ts";
import { counted, outcomeJson, outcomeLines } from "../../format/outcomes.ts";
import { raceJson, raceLines } from "../../format/race.ts";
import {
  addGuestOptions,
  checkRaces,
  EXIT_RACES,
  type GuestFlags,
  racesOption,
  replayCommand,
  systemOptions,
} from "../guest-options.ts";
import { PREEMPT, preemptOption } from "../instrument-options.ts";
import { loadGuest } from "../load-guest.ts";
import { searchProgress } from "../progress.ts";
import { parseBound, parseCount, parseSeed } from "../words.ts";

const HELP = `
The exit code is 0 if the search is complete: no order of events has another outcome; otherwise 1. With --races, 66 if
there are any.
Schedules that differ only in turns which have nothing to do with each other have the same outcome: one of them is tried
and counted for all, now and then more. --no-reduce counts every schedule there is; so does --bound, up to its bound.
Standard input is empty. Directories of the host are not put back between runs: show only those that are not written to.

Examples:
  prong explore hello.c
  prong explore --json philosophers.c | jq '.outcomes[].end'
  prong explore --no-reduce hello.c      how many schedules there are of each outcome
  prong explore --bound 2 server.c       only schedules with at most 2 switches away from who could go on
`;

interface ExploreCommandOptions extends GuestFlags {
  readonly seed: number;
  readonly bound?: number;
  readonly maxSteps: number;
  readonly prune: boolean;
  readonly reduce: boolean;
  readonly json?: boolean;
}

const COMPLETE = 0;
const NOT_COMPLETE = 1;

export function addExplore(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("explore")
    .description("list every outcome that a program can have, each with a schedule that leads there")
    .argument("<guest>", "the program")
    .argument("[args...]", "its arguments")
    .passThroughOptions();
  addGuestOptions(command)
    .addOption(preemptOption(PREEMPT))
    .addOption(racesOption("find the data races of all schedules, too: accesses to shared memory that nothing orders"))
    .option("--json", "print one JSON object: complete, reduced, schedules, states, steps, outcomes; races")
    .option("--bound <number>", "try only schedules with so many preemptions at most", parseBound)
    .option("--max-steps <number>", "end the search after so many steps", parseCount, 1_000_000)
    .option("--no-prune", "go into states again that were reached before: slow, for comparison")
    .option("--no-reduce", "try orders of turns that have nothing to do with each other, too: slow, for counting")
    .option("--seed <number>", "seed of the random numbers that guests draw", parseSeed, 0)
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], options: ExploreCommandOptions) =>
      done(await exploreGuest(path, args, options)),
    );
}

async function exploreGuest(path: string, args: readonly string[], options: ExploreCommandOptions): Promise<number> {
  checkRaces(options);
  const guest = await loadGuest(path, { ...options, debug: true });
  const { seed, bound, maxSteps, prune, reduce } = options;
  const progress = searchProgress(maxSteps);
  const found = await explore({
    ...systemOptions(guest, path, args, options),
    seed,
    prune,
    reduce,
    maxSteps,
    races: options.races === true,
    ...(bound === undefined ? {} : { bound }),
    progress: progress.update,
  }).finally(progress.stop);

  const { complete, reduced, outcomes, races, schedules, states, steps } = found;
  if (options.json === true) {
    const outcomesJson = outcomes.map(outcomeJson);
    const more = options.races === true ? { races: races.map(raceJson) } : {};
    process.stdout.write(
      `${JSON.stringify({ complete, reduced, schedules, states, steps, outcomes: outcomesJson, ...more })}\n`,
    );
  } else {
    for (const outcome of outcomes) {
      const again = replayCommand(outcome.schedule, path, args, options);
      process.stdout.write(`${outcomeLines(outcome, again).join("\n")}\n\n`);
    }
    for (const { race, schedule } of races) {
      const again = replayCommand(schedule, path, args, options);
      process.stdout.write(`${raceLines(race).join("\n")}\n  again: ${again}\n\n`);
    }
    process.stdout.write(`${summary(found)}\n`);
  }
  if (races.length > 0) return EXIT_RACES;
  return complete ? COMPLETE : NOT_COMPLETE;
}

function summary(exploration: Exploration): string {
  const { complete, reduced, ended, bounded, cut, outcomes, races, schedules, steps, states } = exploration;
  const size = `${counted(states, "state")}, ${counted(steps, "step")}`;
  const raced = races.length === 0 ? "" : ` and ${counted(races.length, "race")}`;
  const some = counted(schedules, "schedule");
  const tried = complete && reduced ? `${some} that ${schedules === 1 ? "stands" : "stand"} for all` : some;
  const found = `${counted(outcomes.length, "outcome")}${raced} of ${tried} (${size})`;
  if (complete) return `complete: ${found}`;
  const why = [
    ...(ended ? ["the search ended before all was seen: give more with --max-steps"] : []),
    ...(bounded ? ["schedules with more preemptions were left out: give more with --bound"] : []),
    ...(cut ? ["runs were given up that did not end"] : []),
  ];
  return `not complete: ${found}; ${why.join("; ")}`;
}
