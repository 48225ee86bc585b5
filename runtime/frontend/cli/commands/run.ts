/** `prong run`: runs a program, and shows what it did. */
import type { Command } from "commander";
import { Option } from "commander";
import { type Asked, Manual } from "../../../scheduler/policies/manual.ts";
import { Priority } from "../../../scheduler/policies/priority.ts";
import { Random } from "../../../scheduler/policies/random.ts";
import { RoundRobin } from "../../../scheduler/policies/round-robin.ts";
import type { Policy } from "../../../scheduler/policy.ts";
import { timeOption } from "../guest-options.ts";
import { PREEMPT, preemptOption } from "../instrument-options.ts";
import { runGuest } from "../run-guest.ts";
import { runNative } from "../run-native.ts";
import { UsageError } from "../usage-error.ts";
import { addWatchOptions, type WatchFlags } from "../watch-options.ts";
import { parseCount, parseSeed } from "../words.ts";

const HELP = `
The exit code is that of the first process, 128 + the signal that killed it, or 125 for a deadlock; with --races,
66 if there are any.
The trace and the tree go to standard error; what follows the guest is the guest's.
At a terminal all keys are the guest's: ^C interrupts the guest, not Prong. With --policy manual they are answers, and the guest's
input is empty.

Examples:
  prong run hello.c
  prong run --dir .::/data --env LANG=C wc.wasm -l /data/README.md
  prong run --trace --tree sieve.wasm
  prong run --faults --stats sieve.wasm                         which pages were copied, and what each process had
  prong run --races counter.c                                   which accesses to shared memory nothing orders
  prong run --policy random --seed 7 --schedule sieve.wasm      prints the schedule of this run, for prong replay
  prong run --policy priority --depth 2 --seed 7 sieve.wasm     finds bugs of depth 2 with a known probability (PCT)
  prong run --policy random --time any --seed 7 sleepers.c      sleeps may end before others have done anything
  prong run --policy manual sieve.wasm                          asks who runs next
`;

interface RunFlags extends WatchFlags {
  readonly policy: "round-robin" | "random" | "priority" | "manual";
  readonly depth?: number;
  readonly length?: number;
  readonly twice?: boolean;
  readonly seed: number;
  readonly schedule?: boolean;
  readonly native?: boolean;
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
    .addOption(
      new Option("--policy <name>", "who runs next")
        .choices(["round-robin", "random", "priority", "manual"])
        .default("round-robin"),
    )
    .addOption(timeOption())
    .option("--seed <number>", "seed of the policy's choices, and of the random numbers that guests draw", parseSeed, 0)
    .option(
      "--depth <number>",
      "with --policy priority: how many orderings a bug needs that is looked for (3)",
      parseCount,
    )
    .option("--length <number>", "with --policy priority: about how many decisions a run makes (1000)", parseCount)
    .option("--twice", "run it two times, and compare the worlds at every step: exit code 1 where they differ")
    .option("--schedule", "print the schedule of this run, for prong replay")
    .option("--native", "run it on this machine's own kernel, with its fork(2) and its files")
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], flags: RunFlags) => {
      checkFlags(flags);
      if (flags.native === true) {
        checkNative(command);
        return runNative(path, args, flags);
      }
      const { seed, twice = false } = flags;
      const asks = flags.policy === "manual";
      done(await runGuest(path, args, flags, { policy: (ask) => makePolicy(flags, ask), seed, twice, asks }));
    });
}

/** What the host's kernel can be told: there nobody decides who runs, and nobody watches. */
const NATIVE = new Set(["native", "env", "cache"]);

function checkNative(command: Command): void {
  const others = command.options.filter((option) => {
    return !NATIVE.has(option.attributeName()) && command.getOptionValueSource(option.attributeName()) === "cli";
  });
  const [first] = others;
  if (first === undefined) return;
  throw new UsageError(
    `Cannot run a program with --native and ${first.long}: on the host's own kernel only --env can be said. ` +
      "To see what differs there, use prong compare",
  );
}

function checkFlags({ policy, depth, length, twice }: RunFlags): void {
  if (policy !== "priority" && (depth !== undefined || length !== undefined)) {
    throw new UsageError(`Cannot use --depth or --length with --policy ${policy}: they are for --policy priority`);
  }
  if (policy === "manual" && twice === true) {
    throw new UsageError("Cannot ask who runs next with --twice: give --policy manual alone");
  }
}

function makePolicy({ policy, seed, depth, length }: RunFlags, ask: Asked): Policy {
  switch (policy) {
    case "random":
      return new Random(seed);
    case "priority":
      return new Priority(seed, {
        ...(depth === undefined ? {} : { depth }),
        ...(length === undefined ? {} : { length }),
      });
    case "manual":
      return new Manual(ask, seed);
    default:
      return new RoundRobin(seed);
  }
}
