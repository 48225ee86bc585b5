/** `prong compare`: runs a program in the emulator and on this machine's own kernel, and says where they differ. */
import type { Command } from "commander";
import type { CompareFlags } from "../compare-guest.ts";
import { PREEMPT, preemptOption } from "../instrument-options.ts";
import { collect, parseCount } from "../words.ts";

const HELP = `
Both runs have an empty standard input and an empty current directory, and begin at the same time. Compared are what is printed
and how the first process ends; pids are left out of it.
With --runs the emulator lists every outcome that the program can have, and each run on the host must have one of them.
The exit code is 0 if both are the same, otherwise 1.

Examples:
  prong compare hello.c
  prong compare --runs 50 counter.c      for programs whose order of events is free
  prong compare --json hello.c | jq .same
`;

export function addCompare(program: Command, done: (exitCode: number) => void): void {
  program
    .command("compare")
    .description("run a program in the emulator and on this machine's own kernel, and say where they differ")
    .argument("<guest>", "the program")
    .argument("[args...]", "its arguments")
    .passThroughOptions()
    .option(
      "--runs <number>",
      "run it so often on the host; each run must have an outcome that the emulator finds",
      parseCount,
    )
    .option("--json", "print one JSON object: same, and both outcomes; with --runs complete, outcomes, unknown")
    .option("--env <name=value>", "set an environment variable of the guest; may be given several times", collect)
    .addOption(preemptOption(PREEMPT))
    .option("--max-steps <number>", "with --runs: end the search after so many steps", parseCount, 1_000_000)
    .option("--patience <seconds>", "whoever has not ended on the host by then never will", parseCount, 10)
    .option("--no-cache", "compile and instrument anew")
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], flags: CompareFlags) => {
      const { compareGuest } = await import("../compare-guest.ts"); // late: what starts programs takes a while to load
      done(await compareGuest(path, args, flags));
    });
}
