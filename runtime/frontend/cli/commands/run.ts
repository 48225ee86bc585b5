/** `prong run`: runs a program, and shows what it did. */
import type { Command } from "commander";
import { Option } from "commander";
import { exitCode } from "../../../abi/wait-status.ts";
import { System } from "../../../backend/emulated/system.ts";
import type { KernelEvent } from "../../../kernel/event.ts";
import { NodeStreams } from "../../../node/streams.ts";
import { Random } from "../../../scheduler/policies/random.ts";
import { Replay } from "../../../scheduler/policies/replay.ts";
import { RoundRobin } from "../../../scheduler/policies/round-robin.ts";
import type { Policy } from "../../../scheduler/policy.ts";
import { formatSchedule } from "../../../scheduler/schedule.ts";
import { deadlockLines } from "../../format/deadlock.ts";
import { MemoryTable } from "../../format/memory-table.ts";
import { raceLines } from "../../format/race.ts";
import { traceLine } from "../../format/trace.ts";
import { ProcessTree } from "../../format/tree.ts";
import {
  addGuestOptions,
  checkRaces,
  EXIT_RACES,
  type GuestFlags,
  racesOption,
  replayCommand,
  systemOptions,
} from "../guest-options.ts";
import { Keyboard } from "../keyboard.ts";
import { type LoadedGuest, loadGuest } from "../load-guest.ts";
import { paint } from "../paint.ts";
import { UsageError } from "../usage-error.ts";
import { parseCount, parseSeed, readSchedule } from "../words.ts";

/** The run stands still for ever; the guest has no exit code of its own then. */
const EXIT_DEADLOCK = 125;

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
  prong run --policy random --seed 7 --schedule sieve.wasm      prints the schedule of this run
  prong run --replay prong1:7:0x12,1 sieve.wasm                 repeats it
`;

interface RunOptions extends GuestFlags {
  readonly policy: "round-robin" | "random";
  readonly seed: number;
  readonly replay?: string;
  readonly schedule?: boolean;
  readonly trace?: boolean;
  readonly tree?: boolean;
  readonly verbose?: boolean;
  readonly maxProcesses?: number;
  readonly maxMemory?: number;
  readonly memory: "cow" | "eager";
  readonly instances?: number;
  readonly checkMemory?: boolean;
  readonly faults?: boolean;
  readonly lint?: boolean;
  readonly stats?: boolean;
  readonly json?: boolean;
}

export function addRun(program: Command, done: (exitCode: number) => void): void {
  const command = program
    .command("run")
    .description("run a program: a .wasm file, or a C, C++ or AssemblyScript source, which is compiled first")
    .argument("<guest>", "the program")
    .argument("[args...]", "its arguments")
    .passThroughOptions();
  addGuestOptions(command)
    .addOption(new Option("--policy <name>", "who runs next").choices(["round-robin", "random"]).default("round-robin"))
    .option("--seed <number>", "seed of the policy's choices, and of the random numbers that guests draw", parseSeed, 0)
    .option("--replay <schedule>", "run exactly as a schedule says that was printed before")
    .option("--schedule", "print the schedule of this run, for --replay")
    .option("--trace", "print every system call")
    .option("--faults", "print every page fault: the first write to a page since the last fork")
    .option("--lint", "say what a vfork child changed in the memory that it borrowed, besides its own stack frame")
    .addOption(racesOption("print the data races in shared memory: accesses that nothing orders, and where they are"))
    .option("--stats", "print what each process had in memory when it ended")
    .option("--json", "with --stats: as JSON, sizes in pages of 4096 bytes")
    .option("--tree", "print the process tree, with how each process ended")
    .option("--max-processes <number>", "over it, fork fails with EAGAIN", parseCount)
    .option(
      "--max-memory <megabytes>",
      "that all processes together use, shared pages once; over it, fork fails with ENOMEM",
      parseCount,
    )
    .addOption(
      new Option("--memory <how>", "how memory is forked: copied on write, or as a whole at once, as others do")
        .choices(["cow", "eager"])
        .default("cow"),
    )
    .option(
      "--instances <number>",
      "how many WebAssembly instances live at once; sleeping processes need none",
      parseCount,
    )
    .addOption(
      new Option("--check-memory", "compare all memory at every stop, to find stores that were missed: slow").env(
        "PRONG_CHECK_MEMORY",
      ),
    )
    .option("-v, --verbose", "say how the program was prepared")
    .addHelpText("after", HELP)
    .action(async (path: string, args: string[], options: RunOptions) => done(await run(path, args, options)));
}

async function run(path: string, args: readonly string[], options: RunOptions): Promise<number> {
  if (options.json === true && options.stats !== true) {
    throw new UsageError("Cannot print as JSON what is not printed: give --stats, too");
  }
  checkRaces(options);
  const guest = await loadGuest(path, { ...options, debug: true }); // lines, for reports
  const keyboard = new Keyboard();
  try {
    return await runAt(keyboard, guest, path, args, options);
  } finally {
    keyboard.close();
  }
}

async function runAt(
  keyboard: Keyboard,
  guest: LoadedGuest,
  path: string,
  args: readonly string[],
  options: RunOptions,
): Promise<number> {
  const say = (line: string) => keyboard.say(line);
  const tree = new ProcessTree();
  const memory = new MemoryTable();
  const listen = (event: KernelEvent) => {
    tree.listen(event);
    memory.listen(event);
    if (event.kind === "race") for (const line of raceLines(event.race)) say(paint.wrong(line));
    const wanted = options.trace === true || event.kind === "fault" || event.kind === "borrowed-write";
    const line = wanted ? traceLine(event) : undefined;
    if (line !== undefined) say(paint.quiet(line));
  };
  const system = await System.create({
    ...systemOptions(guest, path, args, options),
    policy: makePolicy(options),
    seed: options.replay === undefined ? options.seed : readSchedule(options.replay).seed,
    streams: new NodeStreams(),
    terminals: keyboard.terminals,
    limits: {
      ...(options.maxProcesses === undefined ? {} : { processes: options.maxProcesses }),
      ...(options.maxMemory === undefined ? {} : { memory: options.maxMemory * 2 ** 20 }),
    },
    watchCalls: options.trace === true,
    watchFaults: options.faults === true,
    lint: options.lint === true,
    races: options.races === true,
    memory: options.memory,
    checkMemory: options.checkMemory === true,
    ...(options.instances === undefined ? {} : { places: options.instances }),
    listen,
  });
  if (options.verbose === true) {
    const { functions, preempt } = system.program.instrumented;
    say(`prong: ${guest.name}: ${functions.instrumented} of ${functions.total} functions can be on a captured stack`);
    if (preempt !== options.preempt) say(`prong: ${guest.name}: --preempt ${preempt}, as it has calls in a catch`);
  }
  if (options.races === true && system.program.instrumented.preempt !== "memory") {
    say(paint.wrong(`prong: ${guest.name}: no races can be found, as it has calls in a catch`));
  }
  const outcome = await keyboard.finish(system);
  keyboard.close();
  if (options.tree === true) for (const line of tree.lines()) say(line);
  if (options.stats === true) {
    for (const line of options.json === true ? [JSON.stringify(memory.processes)] : memory.lines()) say(line);
  }
  if (options.schedule === true) say(`schedule: ${formatSchedule(system.schedule)}`);
  const { races } = system;
  if (races.length > 0) say(paint.wrong(`races: ${races.length}`));
  if (outcome.kind === "ended") return races.length > 0 ? EXIT_RACES : exitCode(outcome.end);
  for (const line of deadlockLines(outcome.waiters, (pid) => system.callStack(pid))) say(paint.wrong(line));
  say(`to run it again: ${replayCommand(system.schedule, path, args, options)}`);
  return EXIT_DEADLOCK;
}

function makePolicy(options: RunOptions): Policy {
  if (options.replay !== undefined) return new Replay(readSchedule(options.replay));
  return options.policy === "random" ? new Random(options.seed) : new RoundRobin(options.seed);
}
