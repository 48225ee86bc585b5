/** `prong run`: runs a program, and shows what it did. */
import type { Command } from "commander";
import { Option } from "commander";
import { Random } from "../../../scheduler/policies/random.ts";
import { RoundRobin } from "../../../scheduler/policies/round-robin.ts";
import { PREEMPT, preemptOption } from "../instrument-options.ts";
import { runGuest } from "../run-guest.ts";
import { addWatchOptions, type WatchFlags } from "../watch-options.ts";
import { parseSeed } from "../words.ts";

const HELP = `
The exit code is that of the first process, 128 + the signal that killed it, or 125 for a deadlock; with --races,
66 if there are any.
The trace and the tree go to standard error; what follows the guest is the guest's.
At a terminal all keys are the guest's: ^C interrupts the guest, not Prong.

Examples:
  prong run hello.c
  prong run --dir .::/data --env LANG=C wc.wasm -l /data/README.md
  prong run --trace --tree sieve.wasm
  prong run --faults --stats sieve.wasm                         which pages were copied, and what each process had
  prong run --races counter.c                                   which accesses to shared memory nothing orders
  prong run --policy random --seed 7 --schedule sieve.wasm      prints the schedule of this run, for prong replay
`;

interface RunOptions extends WatchFlags {
  readonly policy: "round-robin" | "random";
  readonly seed: number;
  readonly schedule?: boolean;
}

export function addRun(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("run")
    .description("run a program: a .wasm file, or a C, C++ or AssemblyScript source, which is compiled first")
    .argument("<guest>", "the program")
    .argument("[args...]", "its arguments")
    .passThroughOptions();
  addWatchOptions(command)
    .addOption(preemptOption(PREEMPT))
    .addOption(new Option("--policy <name>", "who runs next").choices(["round-robin", "random"]).default("round-robin"))
    .option("--seed <number>", "seed of the policy's choices, and of the random numbers that guests draw", parseSeed, 0)
    .option("--schedule", "print the schedule of this run, for prong replay")
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], options: RunOptions) => {
      const { seed } = options;
      const policy = options.policy === "random" ? new Random(seed) : new RoundRobin(seed);
      done(await runGuest(path, args, options, { policy, seed }));
    });
}
