/** Options of commands that run a guest once: what is shown of the run, and what it may use. */
import { type Command, Option } from "commander";
import type { SystemOptions } from "../../backend/emulated/system.ts";
import { addGuestOptions, type GuestFlags, type LimitFlags, racesOption } from "./guest-options.ts";
import { parseCount } from "./words.ts";

export interface WatchFlags extends GuestFlags, LimitFlags {
  readonly trace?: boolean;
  readonly tree?: boolean;
  readonly verbose?: boolean;
  readonly memory: "cow" | "eager";
  readonly instances?: number;
  readonly checkMemory?: boolean;
  readonly faults?: boolean;
  readonly lint?: boolean;
  readonly stats?: boolean;
  readonly json?: boolean;
}

/** What a system may use, as a command line says it. */
export function resourceOptions(flags: WatchFlags): Partial<SystemOptions> {
  const { maxProcesses, maxMemory, memory, checkMemory = false, instances } = flags;
  return {
    limits: {
      ...(maxProcesses === undefined ? {} : { processes: maxProcesses }),
      ...(maxMemory === undefined ? {} : { memory: maxMemory * 2 ** 20 }),
    },
    memory,
    checkMemory,
    ...(instances === undefined ? {} : { places: instances }),
  };
}

/** With those of all guests. */
export function addWatchOptions(command: Command): Command {
  return addGuestOptions(command)
    .option("--trace", "print every system call")
    .option("--faults", "print every page fault: the first write to a page since the last fork")
    .option("--lint", "say what a vfork child changed in the memory that it borrowed, besides its own stack frame")
    .addOption(racesOption("print the data races in shared memory: accesses that nothing orders, and where they are"))
    .option("--stats", "print what each process had in memory when it ended")
    .option("--json", "with --stats (sizes in pages of 4096 bytes) and --shrink: as JSON")
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
    .option("-v, --verbose", "say how the program was prepared");
}
