/** Options of commands that run a guest: what it finds in its world, and where it may be interrupted. */
import { createHash } from "node:crypto";
import { type Command, Option } from "commander";
import type { SystemOptions } from "../../backend/emulated/system.ts";
import { MemoryCache } from "../../instrument/cache.ts";
import type { Preemption } from "../../instrument/pipeline.ts";
import type { TimePasses } from "../../kernel/clock.ts";
import { DiskCache } from "../../node/disk-cache.ts";
import { formatSchedule, type Schedule } from "../../scheduler/schedule.ts";
import type { LoadedGuest } from "./load-guest.ts";
import { bundledPrograms } from "./programs.ts";
import { UsageError } from "./usage-error.ts";
import { checkVariable, collect, parseMount, quoteWord } from "./words.ts";

export interface GuestFlags {
  readonly dir?: readonly string[];
  readonly env?: readonly string[];
  /** Left out where a schedule says it. */
  readonly preempt?: Preemption;
  readonly races?: boolean;
  /** Left out where a schedule says it. */
  readonly time?: TimePasses;
  readonly cache: boolean;
}

/** `--time`, of every command that decides who runs. */
export function timeOption(): Option {
  return new Option(
    "--time <when>",
    "when time may pass to the next deadline: while nobody can run, or at any decision, as where the machine is slow",
  )
    .choices(["idle", "any"])
    .default("idle");
}

/** Races were found, whatever the guest's own exit code is: as ThreadSanitizer has it. */
export const EXIT_RACES = 66;

export function racesOption(description: string): Option {
  return new Option("--races", `${description} (implies --preempt memory)`).implies({ preempt: "memory" });
}

export function checkRaces({ races, preempt }: GuestFlags): void {
  if (races === true && preempt !== undefined && preempt !== "memory") {
    throw new UsageError(
      `Cannot look for races with --preempt ${preempt}: --races needs memory, and asks for it by itself`,
    );
  }
}

export function addGuestOptions(command: Command): Command {
  return command
    .option(
      "--dir <host::guest>",
      "show a directory of the host to the guest, at this path; may be given several times",
      collect,
    )
    .option("--env <name=value>", "set an environment variable of the guest; may be given several times", collect)
    .option("--no-cache", "compile and instrument anew");
}

/** The system that a command line describes, but for where its output goes and who decides. */
export function systemOptions(
  guest: LoadedGuest,
  path: string,
  args: readonly string[],
  flags: GuestFlags,
): Omit<SystemOptions, "streams"> {
  return {
    program: guest.bytes,
    hash: createHash("sha256").update(guest.bytes).digest("hex"),
    file: path,
    name: guest.name,
    args,
    environment: (flags.env ?? []).map(checkVariable),
    programs: bundledPrograms(),
    mounts: (flags.dir ?? []).map(parseMount),
    ...(flags.preempt === undefined ? {} : { preempt: flags.preempt }),
    ...(flags.time === undefined ? {} : { time: flags.time }),
    cache: flags.cache ? new DiskCache() : new MemoryCache(),
  };
}

/** What a world may use; a run that met its limits has to meet them again. */
export interface LimitFlags {
  readonly maxProcesses?: number;
  readonly maxMemory?: number;
}

/** The command that runs the same guest by a schedule, for people to paste; up to a step, if there is one. */
export function replayCommand(
  schedule: Schedule,
  path: string,
  args: readonly string[],
  flags: GuestFlags & LimitFlags,
  to?: number,
): string {
  const { maxProcesses, maxMemory } = flags;
  const words = [
    ...(flags.races === true ? ["--races"] : []),
    ...(to === undefined ? [] : ["--to", `${to}`]),
    ...(maxProcesses === undefined ? [] : ["--max-processes", `${maxProcesses}`]),
    ...(maxMemory === undefined ? [] : ["--max-memory", `${maxMemory}`]),
    ...(flags.dir ?? []).flatMap((dir) => ["--dir", dir]),
    ...(flags.env ?? []).flatMap((variable) => ["--env", variable]),
    formatSchedule(schedule),
    path,
    ...args,
  ];
  return `prong replay ${words.map(quoteWord).join(" ")}`;
}
