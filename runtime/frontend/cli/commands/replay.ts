/** `prong replay`: repeats a run from its schedule. */
import { type Command, Option } from "commander";
import { runGuest, type StepFlags } from "../run-guest.ts";
import { type ShrinkFlags, shrinkGuest } from "../shrink-guest.ts";
import { addWatchOptions, type WatchFlags } from "../watch-options.ts";
import { parseCount, readSchedule } from "../words.ts";

const HELP = `
A schedule is what prong run --schedule, prong explore and reports of deadlocks print. It knows its program, the arguments and the
environment by their checksums; what is in the directories that are shown to the guest is for you to keep as it was.

Examples:
  prong replay prong2:3fa9c1:loops:7:12b3a hello.c
  prong replay --trace --tree prong2:3fa9c1:loops:7:12b3a hello.c     and show what happens
  prong replay --trace --steps prong2:3fa9c1:loops:7:12b3a hello.c    in which step
  prong replay --to 9 prong2:3fa9c1:loops:7:12b3a hello.c             up to there: who waits for what, and where
  prong replay --shrink prong2:3fa9c1:loops:7:12b3a hello.c           what is to blame
`;

/** What is shown of one run. */
const SHOWN = ["to", "steps", "trace", "tree", "faults", "lint", "stats", "verbose"];

export function addReplay(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("replay")
    .description("run a program again exactly as a schedule says that was printed before")
    .argument("<schedule>", "the schedule")
    .argument("<guest>", "the program")
    .argument("[args...]", "its arguments, the same as then")
    .passThroughOptions();
  addWatchOptions(command)
    .option("--to <step>", "stop after this step, and say where each process is", parseCount)
    .option("--steps", "print the number of each step when it is over")
    .addOption(
      new Option(
        "--shrink",
        "find the simplest schedule that ends so, and the two steps whose order decides",
      ).conflicts(SHOWN),
    )
    .option("--max-runs <number>", "with --shrink: how often it is run", parseCount, 1000)
    .option(
      "--max-steps <number>",
      "with --shrink: how many steps are taken to search all simpler runs",
      parseCount,
      10_000,
    )
    .addHelpText("after", HELP)
    .action(async (word: string, path: string, args: string[], options: WatchFlags & StepFlags & ShrinkFlags) => {
      const schedule = readSchedule(word);
      if (options.shrink === true) await shrinkGuest(path, args, options, schedule);
      else done(await runGuest(path, args, options, { schedule }));
    });
}
