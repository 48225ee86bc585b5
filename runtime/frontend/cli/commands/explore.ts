/** `prong explore`: runs a program in every order of events that there is, and lists how it can end. */
import { createHash } from "node:crypto";
import { type Command, Option } from "commander";
import { System } from "../../../backend/emulated/system.ts";
import { MemoryCache } from "../../../instrument/cache.ts";
import type { Preemption } from "../../../instrument/pipeline.ts";
import { DiskCache } from "../../../node/disk-cache.ts";
import { Explorer } from "../../../scheduler/explore.ts";
import { OutputLog } from "../../../scheduler/output-log.ts";
import { formatSchedule } from "../../../scheduler/schedule.ts";
import { counted, outcomeJson, outcomeLines } from "../../format/outcomes.ts";
import { loadGuest } from "../load-guest.ts";
import { bundledPrograms } from "../programs.ts";
import { searchProgress } from "../progress.ts";
import { checkVariable, collect, parseBound, parseCount, parseMount, parseSeed, quoteWord } from "../words.ts";

const HELP = `
The exit code is 0 if the search is complete: no order of events has another outcome; otherwise 1.
Standard input is empty. Directories of the host are not put back between runs: show only those that are not written to.

Examples:
  prong explore hello.c
  prong explore --json philosophers.c | jq '.outcomes[].end'
  prong explore --bound 2 server.c       only schedules with at most 2 switches away from who could go on
`;

interface ExploreCommandOptions {
  readonly dir?: readonly string[];
  readonly env?: readonly string[];
  readonly preempt: Preemption;
  readonly seed: number;
  readonly bound?: number;
  readonly maxSteps: number;
  readonly prune: boolean;
  readonly json?: boolean;
  readonly cache: boolean;
}

const COMPLETE = 0;
const NOT_COMPLETE = 1;

/** How many steps lie between two looks at the progress bar. */
const STEPS_A_LOOK = 100;

export function addExplore(program: Command, done: (exitCode: number) => void): void {
  program
    .command("explore")
    .description("list every outcome that a program can have, each with a schedule that leads there")
    .argument("<guest>", "the program")
    .argument("[args...]", "its arguments")
    .passThroughOptions()
    .option("--json", "print one JSON object: complete, schedules, states, steps, outcomes")
    .option("--bound <number>", "try only schedules with so many preemptions at most", parseBound)
    .option("--max-steps <number>", "end the search after so many steps", parseCount, 1_000_000)
    .option("--no-prune", "go into states again that were reached before: slow, for comparison")
    .option(
      "--dir <host::guest>",
      "show a directory of the host to the guest, at this path; may be given several times",
      collect,
    )
    .option("--env <name=value>", "set an environment variable of the guest; may be given several times", collect)
    .addOption(
      new Option(
        "--preempt <where>",
        "where a process may have to let others run: only in system calls, or in loops too",
      )
        .choices(["syscalls", "loops", "memory"])
        .default("loops"),
    )
    .option("--seed <number>", "seed of the random numbers that guests draw", parseSeed, 0)
    .option("--no-cache", "compile and instrument anew")
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], options: ExploreCommandOptions) =>
      done(await explore(path, args, options)),
    );
}

async function explore(path: string, args: readonly string[], options: ExploreCommandOptions): Promise<number> {
  const guest = await loadGuest(path, { ...options, debug: true });
  const output = new OutputLog();
  const { seed } = options;
  const system = await System.create({
    program: guest.bytes,
    hash: createHash("sha256").update(guest.bytes).digest("hex"),
    file: path,
    name: guest.name,
    args,
    environment: (options.env ?? []).map(checkVariable),
    programs: bundledPrograms(),
    mounts: (options.dir ?? []).map(parseMount),
    preempt: options.preempt,
    seed,
    streams: output,
    cache: options.cache ? new DiskCache() : new MemoryCache(),
  });
  const explorer = new Explorer(system.machine, output, {
    seed,
    prune: options.prune,
    ...(options.bound === undefined ? {} : { bound: options.bound }),
  });
  await search(system, explorer, options.maxSteps);

  const outcomes = explorer.outcomes.sort((one, other) => other.count - one.count);
  const schedules = outcomes.reduce((sum, { count }) => sum + count, 0);
  const { complete, states, steps } = explorer;
  if (options.json === true) {
    const found = outcomes.map((outcome) => outcomeJson(outcome, seed));
    process.stdout.write(`${JSON.stringify({ complete, schedules, states, steps, outcomes: found })}\n`);
  } else {
    const flags = [
      ...(options.preempt === "loops" ? [] : ["--preempt", options.preempt]),
      ...(options.dir ?? []).flatMap((dir) => ["--dir", dir]),
      ...(options.env ?? []).flatMap((variable) => ["--env", variable]),
    ];
    const words = (list: readonly string[]) => list.map(quoteWord).join(" ");
    for (const outcome of outcomes) {
      const schedule = formatSchedule({ seed, choices: outcome.choices });
      const lines = outcomeLines(outcome, `prong run ${words([...flags, "--replay", schedule, path, ...args])}`);
      process.stdout.write(`${lines.join("\n")}\n\n`);
    }
    process.stdout.write(`${summary(explorer, outcomes.length, schedules)}\n`);
  }
  return complete ? COMPLETE : NOT_COMPLETE;
}

/** Searches until all is seen, or the budget ends. */
async function search(system: System, explorer: Explorer, maxSteps: number): Promise<void> {
  const progress = searchProgress(maxSteps);
  try {
    while (!explorer.done && (explorer.steps < maxSteps || explorer.exhausted)) {
      const wanted = explorer.step();
      if (wanted !== undefined) await system.prepare(wanted.bytes, wanted.name);
      if (explorer.steps % STEPS_A_LOOK === 0) progress.update(explorer.steps, explorer.found);
    }
  } finally {
    progress.stop();
  }
}

function summary(
  { complete, bounded, cut, done, steps, states }: Explorer,
  outcomes: number,
  schedules: number,
): string {
  const size = `${counted(states, "state")}, ${counted(steps, "step")}`;
  const found = `${counted(outcomes, "outcome")} of ${counted(schedules, "schedule")} (${size})`;
  if (complete) return `complete: ${found}`;
  const why = [
    ...(done ? [] : ["the search ended before all was seen: give more with --max-steps"]),
    ...(bounded ? ["schedules with more preemptions were left out: give more with --bound"] : []),
    ...(cut ? ["runs were given up that did not end"] : []),
  ];
  return `not complete: ${found}; ${why.join("; ")}`;
}
