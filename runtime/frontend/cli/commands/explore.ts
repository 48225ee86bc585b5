/** `prong explore`: runs a program in every order of events that there is, and lists how it can end. */
import { createHash } from "node:crypto";
import type { Command } from "commander";
import type { Exploration } from "../../../backend/emulated/explore.ts";
import type { Shard } from "../../../scheduler/shard.ts";
import { counted, outcomeLines } from "../../format/outcomes.ts";
import { raceLines } from "../../format/race.ts";
import { type Searched, searchReport } from "../../format/search-report.ts";
import { addGuestOptions, checkRaces, EXIT_RACES, racesOption, replayCommand, timeOption } from "../guest-options.ts";
import { PREEMPT, preemptOption } from "../instrument-options.ts";
import { loadGuest } from "../load-guest.ts";
import { mergeReports } from "../merge-reports.ts";
import { searchProgress } from "../progress.ts";
import { type SearchFlags, type SearchTask, searchGuest } from "../search-guest.ts";
import { searchJobs } from "../search-jobs.ts";
import { UsageError } from "../usage-error.ts";
import { parseBound, parseCount, parseSeed, parseShard } from "../words.ts";

const HELP = `
The exit code is 0 if the search is complete: no order of events has another outcome; otherwise 1. With --races, 66 if
there are any.
Schedules that differ only in turns which have nothing to do with each other have the same outcome: one of them is tried
and counted for all, now and then more. --no-reduce counts every schedule there is; so does --bound, up to its bound.
A sleep, an alarm or a timeout ends when nobody can run; with --time any at every moment, too, each one counted by --bound
as a preemption. Standard input is empty. Directories of the host are not put back between runs: show only those that are not written to.

Examples:
  prong explore hello.c
  prong explore --json philosophers.c | jq '.outcomes[].end'
  prong explore --no-reduce hello.c      how many schedules there are of each outcome
  prong explore --bound 2 server.c       only schedules with at most 2 switches away from who could go on
  prong explore --time any sleepers.c    a sleep may end before others have done anything: does anybody rely on it?
  prong explore --jobs 8 server.c        in eight threads
  prong explore --shard 1/4 --json server.c > 1.json     a quarter of the search, and then another elsewhere:
  prong explore --merge 1.json 2.json 3.json 4.json      what all four have found
`;

interface ExploreFlags extends SearchFlags {
  readonly json?: boolean;
  readonly jobs?: number;
  readonly shard?: Shard;
  readonly merge?: boolean;
}

const COMPLETE = 0;
const NOT_COMPLETE = 1;

export function addExplore(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("explore")
    .description("list every outcome that a program can have, each with a schedule that leads there")
    .argument("<guest>", "the program; with --merge, a file")
    .argument("[args...]", "its arguments; with --merge, more files")
    .passThroughOptions();
  addGuestOptions(command)
    .addOption(preemptOption(PREEMPT))
    .addOption(timeOption())
    .addOption(racesOption("find the data races of all schedules, too: accesses to shared memory that nothing orders"))
    .option("--json", "print one JSON object: complete, reduced, schedules, states, steps, outcomes; races")
    .option("--bound <number>", "try only schedules with so many preemptions at most", parseBound)
    .option(
      "--iterate",
      "try schedules without preemptions first, then with one, and so on: says how few an outcome needs",
    )
    .option("--max-steps <number>", "end the search, or each part of it, after so many steps", parseCount, 1_000_000)
    .option("--jobs <number>", "search in so many threads, each a part at a time", parseCount)
    .option("--shard <part/parts>", "search only one part of so many, on this machine: 1/4", parseShard)
    .option("--merge", "join what --shard --json has printed into files, one for each part")
    .option("--no-prune", "go into states again that were reached before: slow, for comparison")
    .option("--no-reduce", "try orders of turns that have nothing to do with each other, too: slow, for counting")
    .option("--seed <number>", "seed of the random numbers that guests draw", parseSeed, 0)
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], flags: ExploreFlags) => {
      done(flags.merge === true ? printMerged([path, ...args], flags) : await exploreGuest(path, args, flags));
    });
}

async function exploreGuest(path: string, args: readonly string[], flags: ExploreFlags): Promise<number> {
  checkRaces(flags);
  checkParts(flags);
  const guest = await loadGuest(path, { ...flags, debug: true });
  const { shard, jobs } = flags;
  const task: SearchTask = { guest, path, args, flags, shard };
  let found: Exploration;
  if (jobs === undefined) {
    const progress = searchProgress(flags.maxSteps);
    found = await searchGuest(task, progress.update).finally(progress.stop);
  } else {
    found = await searchJobs(task, jobs);
  }
  const { preempt, time, seed, bound, prune, reduce, env, dir, maxSteps } = flags;
  const search = createHash("sha256")
    .update(guest.bytes)
    .update(JSON.stringify([args, { preempt, time, seed, bound, prune, reduce, env, dir, maxSteps }]));
  return print(found, { guest: path, args, search: search.digest("hex").slice(0, 12), shard }, flags, []);
}

/** Only searches that go into each state once can be split, and parts of races are not put together again. */
function checkParts({ jobs, shard, prune, races, iterate }: ExploreFlags): void {
  const how = jobs === undefined ? "--shard" : "--jobs";
  if (jobs === undefined && shard === undefined) return;
  if (jobs !== undefined && shard !== undefined)
    throw new UsageError("Cannot search with --jobs and --shard: give one of them");
  if (!prune) throw new UsageError(`Cannot search with ${how} and --no-prune: give one of them`);
  if (iterate === true) throw new UsageError(`Cannot search with ${how} and --iterate: give one of them`);
  if (races === true) throw new UsageError(`Cannot look for races with ${how}: leave it out`);
}

function printMerged(paths: readonly string[], flags: ExploreFlags): number {
  const { found, report, missing } = mergeReports(paths);
  return print(found, { guest: report.guest, args: report.args, search: report.search }, flags, missing);
}

function print(found: Exploration, searched: Searched, flags: ExploreFlags, missing: readonly string[]): number {
  const { guest, args } = searched;
  const { races } = found;
  if (flags.json === true) {
    const report = searchReport(found, flags.races === true, searched);
    const incomplete = [...report.incomplete, ...(missing.length > 0 ? ["parts"] : [])];
    process.stdout.write(`${JSON.stringify({ ...report, incomplete })}\n`);
  } else {
    for (const outcome of found.outcomes) {
      const again = replayCommand(outcome.schedule, guest, args, flags);
      process.stdout.write(`${outcomeLines(outcome, again).join("\n")}\n\n`);
    }
    for (const { race, schedule } of races) {
      const again = replayCommand(schedule, guest, args, flags);
      process.stdout.write(`${raceLines(race).join("\n")}\n  again: ${again}\n\n`);
    }
    process.stdout.write(`${summary(found, searched.shard, missing)}\n`);
  }
  if (races.length > 0) return EXIT_RACES;
  return found.complete ? COMPLETE : NOT_COMPLETE;
}

function summary(found: Exploration, shard: Shard | undefined, missing: readonly string[]): string {
  const { complete, reduced, ended, bounded, cut, outcomes, races, schedules, steps, states } = found;
  const size = `${counted(states, "state")}, ${counted(steps, "step")}`;
  const raced = races.length === 0 ? "" : ` and ${counted(races.length, "race")}`;
  const part = shard === undefined ? "" : `part ${shard.number} of ${shard.of}, `;
  const some = counted(schedules, "schedule");
  const tried = complete && reduced ? `${some} that ${schedules === 1 ? "stands" : "stand"} for all` : some;
  const text = `${counted(outcomes.length, "outcome")}${raced} of ${tried} (${part}${size})`;
  if (complete) return `complete: ${text}`;
  const why = [
    ...(ended ? ["the search ended before all was seen: give more with --max-steps"] : []),
    ...(bounded ? ["schedules with more preemptions were left out: give more with --bound"] : []),
    ...(cut ? ["runs were given up that did not end"] : []),
    ...(missing.length > 0 ? [`parts are missing: ${missing.join(", ")}`] : []),
  ];
  return `not complete: ${text}; ${why.join("; ")}`;
}
