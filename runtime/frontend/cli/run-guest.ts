/** Runs a guest of a command line to its end, and shows of it what was asked for. */
import { exitCode } from "../../abi/wait-status.ts";
import { System, type SystemOptions } from "../../backend/emulated/system.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { NodeStreams } from "../../node/streams.ts";
import { formatSchedule } from "../../scheduler/schedule.ts";
import { deadlockLines } from "../format/deadlock.ts";
import { MemoryTable } from "../format/memory-table.ts";
import { raceLines } from "../format/race.ts";
import { Standing } from "../format/standing.ts";
import { traceLine } from "../format/trace.ts";
import { ProcessTree } from "../format/tree.ts";
import { checkRaces, EXIT_RACES, replayCommand, systemOptions } from "./guest-options.ts";
import { Keyboard } from "./keyboard.ts";
import { type LoadedGuest, loadGuest } from "./load-guest.ts";
import { paint } from "./paint.ts";
import { UsageError } from "./usage-error.ts";
import { walkSchedule } from "./walk-schedule.ts";
import { resourceOptions, type WatchFlags } from "./watch-options.ts";

/** The run stands still for ever; the guest has no exit code of its own then. */
const EXIT_DEADLOCK = 125;

/** Who runs next. */
export type Decides = Pick<SystemOptions, "policy" | "seed" | "schedule">;

/** A run that is taken step by step. */
export interface StepFlags {
  readonly to?: number;
  readonly steps?: boolean;
}

type RunFlags = WatchFlags & StepFlags & { readonly schedule?: boolean };

/** Answers the exit code: the first process's, or 125. */
export async function runGuest(
  path: string,
  args: readonly string[],
  options: RunFlags,
  decides: Decides,
): Promise<number> {
  if (options.json === true && options.stats !== true) {
    throw new UsageError("Cannot print as JSON what is not printed: give --stats, too");
  }
  checkRaces(options);
  const guest = await loadGuest(path, { ...options, debug: true }); // lines, for reports
  const keyboard = new Keyboard(decides.schedule?.terminals);
  try {
    return await runAt(keyboard, guest, path, args, options, decides);
  } finally {
    keyboard.close();
  }
}

async function runAt(
  keyboard: Keyboard,
  guest: LoadedGuest,
  path: string,
  args: readonly string[],
  options: RunFlags,
  decides: Decides,
): Promise<number> {
  const say = (line: string) => keyboard.say(line);
  const tree = new ProcessTree();
  const memory = new MemoryTable();
  const standing = new Standing();
  const listen = (event: KernelEvent) => {
    for (const listener of [tree, memory, standing]) listener.listen(event);
    if (event.kind === "race") for (const line of raceLines(event.race)) say(paint.wrong(line));
    const wanted = options.trace === true || event.kind === "fault" || event.kind === "borrowed-write";
    const line = wanted ? traceLine(event) : undefined;
    if (line !== undefined) say(paint.quiet(line));
  };
  const system = await System.create({
    ...systemOptions(guest, path, args, options),
    ...decides,
    streams: new NodeStreams(),
    terminals: keyboard.terminals,
    ...resourceOptions(options),
    watchCalls: options.trace === true || options.to !== undefined,
    watchFaults: options.faults === true,
    lint: options.lint === true,
    races: options.races === true,
    listen,
  });
  if (options.verbose === true) {
    const { functions, preempt } = system.program.instrumented;
    say(`prong: ${guest.name}: ${functions.instrumented} of ${functions.total} functions can be on a captured stack`);
    if (preempt !== system.schedule.preempt)
      say(`prong: ${guest.name}: --preempt ${preempt}, as it has calls in a catch`);
  }
  if (options.races === true && system.program.instrumented.preempt !== "memory") {
    say(paint.wrong(`prong: ${guest.name}: no races can be found, as it has calls in a catch`));
  }
  const { to, steps } = options;
  const told = (step: number) => say(paint.quiet(`-- step ${step}: [${system.machine.ranLast}]`));
  const outcome =
    decides.schedule === undefined || (to === undefined && steps !== true)
      ? await keyboard.finish(system)
      : await walkSchedule(system, decides.schedule, keyboard.host(system), {
          to,
          ...(steps === true ? { told } : {}),
        });
  keyboard.close();
  if (options.tree === true) for (const line of tree.lines()) say(line);
  if (options.stats === true) {
    for (const line of options.json === true ? [JSON.stringify(memory.processes)] : memory.lines()) say(line);
  }
  if (options.schedule === true) say(`schedule: ${formatSchedule(system.schedule)}`);
  if (outcome === undefined) {
    say(`after step ${to}, of [${system.machine.ranLast}]:`);
    for (const line of standing.lines(system.machine.kernel.world, (pid) => system.callStack(pid))) say(line);
    return 0;
  }
  const { races } = system;
  if (races.length > 0) say(paint.wrong(`races: ${races.length}`));
  if (outcome.kind === "ended") return races.length > 0 ? EXIT_RACES : exitCode(outcome.end);
  for (const line of deadlockLines(outcome.waiters, (pid) => system.callStack(pid))) say(paint.wrong(line));
  say(`to run it again: ${replayCommand(decides.schedule ?? system.schedule, path, args, options)}`);
  return EXIT_DEADLOCK;
}
