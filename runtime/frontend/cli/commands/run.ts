/** `prong run`: runs a program, and shows what it did. */
import type { Command } from "commander";
import { Option } from "commander";
import { exitCode } from "../../../abi/wait-status.ts";
import { runTwice } from "../../../backend/emulated/run-twice.ts";
import { type FinalOutcome, System, type SystemOptions } from "../../../backend/emulated/system.ts";
import type { KernelEvent } from "../../../kernel/event.ts";
import { NodeStreams } from "../../../node/streams.ts";
import { Manual } from "../../../scheduler/policies/manual.ts";
import { Priority } from "../../../scheduler/policies/priority.ts";
import { Random } from "../../../scheduler/policies/random.ts";
import { Replay } from "../../../scheduler/policies/replay.ts";
import { RoundRobin } from "../../../scheduler/policies/round-robin.ts";
import type { Policy } from "../../../scheduler/policy.ts";
import { formatSchedule, type Schedule } from "../../../scheduler/schedule.ts";
import { deadlockLines } from "../../format/deadlock.ts";
import { MemoryTable } from "../../format/memory-table.ts";
import { traceLine } from "../../format/trace.ts";
import { ProcessTree } from "../../format/tree.ts";
import { WhoRuns } from "../ask-who-runs.ts";
import { addGuestOptions, type GuestFlags, replayCommand, systemOptions } from "../guest-options.ts";
import { Keyboard } from "../keyboard.ts";
import { type LoadedGuest, loadGuest } from "../load-guest.ts";
import { paint } from "../paint.ts";
import { UsageError } from "../usage-error.ts";
import { parseCount, parseSeed, readSchedule } from "../words.ts";

/** The run stands still for ever; the guest has no exit code of its own then. */
const EXIT_DEADLOCK = 125;

/** Two runs were not the same. */
const EXIT_DIFFERENT = 1;

const HELP = `
The exit code is that of the first process, 128 + the signal that killed it, or 125 for a deadlock.
The trace and the tree go to standard error; what follows the guest is the guest's.
At a terminal all keys are the guest's: ^C interrupts the guest, not Prong. With --policy manual they are answers, and the guest's
input is empty.

Examples:
  prong run hello.c
  prong run --dir .::/data --env LANG=C wc.wasm -l /data/README.md
  prong run --trace --tree sieve.wasm
  prong run --faults --stats sieve.wasm                         which pages were copied, and what each process had
  prong run --policy random --seed 7 --schedule sieve.wasm      prints the schedule of this run
  prong run --replay prong1:7:0x12,1 sieve.wasm                 repeats it
  prong run --policy priority --depth 2 --seed 7 sieve.wasm     finds bugs of depth 2 with a known probability (PCT)
  prong run --policy manual sieve.wasm                          asks who runs next
`;

interface RunOptions extends GuestFlags {
  readonly policy: "round-robin" | "random" | "priority" | "manual";
  readonly depth?: number;
  readonly length?: number;
  readonly twice?: boolean;
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
    .addOption(
      new Option("--policy <name>", "who runs next")
        .choices(["round-robin", "random", "priority", "manual"])
        .default("round-robin"),
    )
    .option("--seed <number>", "seed of the policy's choices, and of the random numbers that guests draw", parseSeed, 0)
    .option(
      "--depth <number>",
      "with --policy priority: how many orderings a bug needs that is looked for (3)",
      parseCount,
    )
    .option("--length <number>", "with --policy priority: about how many decisions a run makes (1000)", parseCount)
    .option("--twice", "run it two times, and compare the worlds at every step: exit code 1 where they differ")
    .option("--replay <schedule>", "run exactly as a schedule says that was printed before")
    .option("--schedule", "print the schedule of this run, for --replay")
    .option("--trace", "print every system call")
    .option("--faults", "print every page fault: the first write to a page since the last fork")
    .option("--lint", "say what a vfork child changed in the memory that it borrowed, besides its own stack frame")
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
  checkOptions(options);
  const guest = await loadGuest(path, { ...options, debug: true }); // lines, for the report of a deadlock
  const keyboard = new Keyboard(options.policy !== "manual");
  try {
    return await runAt(keyboard, guest, path, args, options);
  } finally {
    keyboard.close();
  }
}

function checkOptions({ json, stats, policy, depth, length, replay, twice }: RunOptions): void {
  if (json === true && stats !== true) {
    throw new UsageError("Cannot print as JSON what is not printed: give --stats, too");
  }
  if (policy !== "priority" && (depth !== undefined || length !== undefined)) {
    throw new UsageError(`Cannot use --depth or --length with --policy ${policy}: they are for --policy priority`);
  }
  if (policy === "manual" && (replay !== undefined || twice === true)) {
    throw new UsageError(
      `Cannot ask who runs next with ${twice === true ? "--twice" : "--replay"}: give --policy manual alone`,
    );
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
  const who = new WhoRuns(say);
  const listen = (event: KernelEvent) => {
    tree.listen(event);
    memory.listen(event);
    who.listen(event);
    const wanted = options.trace === true || event.kind === "fault" || event.kind === "borrowed-write";
    const line = wanted ? traceLine(event) : undefined;
    if (line !== undefined) say(paint.quiet(line));
  };
  const common = {
    ...systemOptions(guest, path, args, options),
    seed: options.replay === undefined ? options.seed : readSchedule(options.replay).seed,
    streams: new NodeStreams(),
    terminals: keyboard.terminals,
    limits: {
      ...(options.maxProcesses === undefined ? {} : { processes: options.maxProcesses }),
      ...(options.maxMemory === undefined ? {} : { memory: options.maxMemory * 2 ** 20 }),
    },
    watchCalls: options.trace === true || options.policy === "manual",
    watchFaults: options.faults === true,
    lint: options.lint === true,
    memory: options.memory,
    checkMemory: options.checkMemory === true,
    ...(options.instances === undefined ? {} : { places: options.instances }),
    listen,
  };
  const ran =
    options.twice === true ? await runBoth(keyboard, common, options) : await runOnce(keyboard, common, options, who);
  keyboard.close();
  if (options.tree === true) for (const line of tree.lines()) say(line);
  if (options.stats === true) {
    for (const line of options.json === true ? [JSON.stringify(memory.processes)] : memory.lines()) say(line);
  }
  if (options.schedule === true) say(`schedule: ${formatSchedule(ran.schedule)}`);
  if (ran.outcome === undefined) return EXIT_DIFFERENT;
  if (ran.outcome.kind === "ended") return exitCode(ran.outcome.end);
  for (const line of deadlockLines(ran.outcome.waiters, (pid) => ran.system?.callStack(pid))) say(paint.wrong(line));
  say(`to run it again: ${replayCommand(ran.schedule, path, args, options)}`);
  return EXIT_DEADLOCK;
}

/** What came of it; no outcome where two runs were not the same. */
interface Ran {
  readonly outcome: FinalOutcome | undefined;
  readonly schedule: Schedule;
  readonly system?: System;
}

type Common = Omit<SystemOptions, "policy">;

async function runOnce(keyboard: Keyboard, common: Common, options: RunOptions, who: WhoRuns): Promise<Ran> {
  const system = await System.create({ ...common, policy: makePolicy(options, who) });
  who.world = system.machine.kernel.world;
  if (options.verbose === true) {
    const { name } = common;
    const { functions, preempt } = system.program.instrumented;
    keyboard.say(
      `prong: ${name}: ${functions.instrumented} of ${functions.total} functions can be on a captured stack`,
    );
    if (preempt !== options.preempt) keyboard.say(`prong: ${name}: --preempt ${preempt}, as it has calls in a catch`);
  }
  const outcome = options.policy === "manual" ? await system.finish() : await keyboard.finish(system);
  return { outcome, schedule: system.schedule, system };
}

async function runBoth(keyboard: Keyboard, common: Common, options: RunOptions): Promise<Ran> {
  const { hands, resized } = keyboard.forTwo();
  const twice = await runTwice({ ...common, ...hands, resized, policy: () => makePolicy(options) });
  const { steps, difference } = twice;
  if (difference === undefined) keyboard.say(paint.quiet(`the same twice: ${steps} steps`));
  else {
    const { step, pid, call, what } = difference;
    const where = pid === undefined ? "" : `: process ${pid} ran${call === undefined ? "" : `, and called ${call}`}`;
    keyboard.say(paint.wrong(`not the same twice: ${what} differs after step ${step}${where}`));
  }
  return twice;
}

function makePolicy(options: RunOptions, who?: WhoRuns): Policy {
  const { seed, depth, length } = options;
  if (options.replay !== undefined) return new Replay(readSchedule(options.replay));
  switch (options.policy) {
    case "random":
      return new Random(seed);
    case "priority":
      return new Priority(seed, {
        ...(depth === undefined ? {} : { depth }),
        ...(length === undefined ? {} : { length }),
      });
    case "manual":
      return new Manual(who?.ask ?? (({ usual }) => usual), seed);
    default:
      return new RoundRobin(seed);
  }
}
