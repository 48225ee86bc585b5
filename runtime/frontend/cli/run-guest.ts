/** Runs a guest of a command line to its end, and shows of it what was asked for. */
import { CLOCK } from "../../abi/ids.ts";
import { exitCode } from "../../abi/wait-status.ts";
import { runTwice } from "../../backend/emulated/run-twice.ts";
import { type FinalOutcome, System, type SystemOptions } from "../../backend/emulated/system.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { NodeStreams } from "../../node/streams.ts";
import type { Asked } from "../../scheduler/policies/manual.ts";
import type { Policy } from "../../scheduler/policy.ts";
import { formatSchedule, type Schedule } from "../../scheduler/schedule.ts";
import { deadlockLines } from "../format/deadlock.ts";
import { MemoryTable } from "../format/memory-table.ts";
import { raceLines } from "../format/race.ts";
import { Standing } from "../format/standing.ts";
import { timeText, traceLine } from "../format/trace.ts";
import { ProcessTree } from "../format/tree.ts";
import { WhoRuns } from "./ask-who-runs.ts";
import { checkRaces, EXIT_RACES, replayCommand, systemOptions } from "./guest-options.ts";
import { Keyboard } from "./keyboard.ts";
import { type LoadedGuest, loadGuest } from "./load-guest.ts";
import { paint } from "./paint.ts";
import { UsageError } from "./usage-error.ts";
import { walkSchedule } from "./walk-schedule.ts";
import { resourceOptions, type WatchFlags } from "./watch-options.ts";

/** The run stands still for ever; the guest has no exit code of its own then. */
const EXIT_DEADLOCK = 125;

/** Two runs were not the same. */
const EXIT_DIFFERENT = 1;

/** Who runs next: a schedule says, or a policy. */
export interface Decides extends Pick<SystemOptions, "seed" | "schedule"> {
  /** Makes the policy of a run; `ask` asks whoever sits at the terminal. */
  readonly policy?: (ask: Asked) => Policy;
  /** Does it ask? Then what is typed is answers, and none of it the guest's. */
  readonly asks?: boolean;
  /** Runs it two times, and compares. */
  readonly twice?: boolean;
}

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
  const keyboard = new Keyboard(decides.schedule?.terminals, decides.asks !== true);
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
  const who = new WhoRuns(say);
  const listen = (event: KernelEvent) => {
    for (const listener of [tree, memory, standing, who]) listener.listen(event);
    if (event.kind === "race") for (const line of raceLines(event.race)) say(paint.wrong(line));
    const wanted = options.trace === true || event.kind === "fault" || event.kind === "borrowed-write";
    const line = wanted ? traceLine(event) : undefined;
    if (line !== undefined) say(paint.quiet(line));
  };
  const { schedule, seed } = decides;
  const common: Omit<SystemOptions, "policy"> = {
    ...systemOptions(guest, path, args, options),
    ...(schedule === undefined ? {} : { schedule }),
    ...(seed === undefined ? {} : { seed }),
    streams: new NodeStreams(),
    terminals: keyboard.terminals,
    ...resourceOptions(options),
    watchCalls: options.trace === true || options.to !== undefined || decides.asks === true,
    watchFaults: options.faults === true,
    lint: options.lint === true,
    races: options.races === true,
    listen,
  };
  const ran =
    decides.twice === true
      ? await runBoth(keyboard, common, decides)
      : await runOnce(keyboard, common, decides, who, options);
  keyboard.close();
  if (options.tree === true) for (const line of tree.lines()) say(line);
  if (options.stats === true) {
    for (const line of options.json === true ? [JSON.stringify(memory.processes)] : memory.lines()) say(line);
  }
  if (options.schedule === true) say(`schedule: ${formatSchedule(ran.schedule)}`);
  const { outcome, system } = ran;
  if (outcome === undefined) {
    if (system === undefined) return EXIT_DIFFERENT;
    say(`after step ${options.to}, of ${turnText(system)}:`);
    for (const line of standing.lines(system.machine.kernel.world, (pid) => system.callStack(pid))) say(line);
    return 0;
  }
  const races = system?.races ?? [];
  if (races.length > 0) say(paint.wrong(`races: ${races.length}`));
  if (outcome.kind === "ended") return races.length > 0 ? EXIT_RACES : exitCode(outcome.end);
  for (const line of deadlockLines(outcome.waiters, (pid) => system?.callStack(pid))) say(paint.wrong(line));
  say(`to run it again: ${replayCommand(schedule ?? ran.schedule, path, args, options)}`);
  return EXIT_DEADLOCK;
}

/** What came of it: no outcome where it was not run to the end, or two runs were not the same. */
interface Ran {
  readonly outcome: FinalOutcome | undefined;
  readonly schedule: Schedule;
  /** Undefined where there were two. */
  readonly system?: System;
}

async function runOnce(
  keyboard: Keyboard,
  common: Omit<SystemOptions, "policy">,
  { schedule, policy, asks }: Decides,
  who: WhoRuns,
  { verbose, races, to, steps }: RunFlags,
): Promise<Ran> {
  const system = await System.create({ ...common, ...(policy === undefined ? {} : { policy: policy(who.ask) }) });
  who.world = system.machine.kernel.world;
  const say = (line: string) => keyboard.say(line);
  const { functions, preempt } = system.program.instrumented;
  if (verbose === true) {
    say(`prong: ${common.name}: ${functions.instrumented} of ${functions.total} functions can be on a captured stack`);
    if (preempt !== system.schedule.preempt)
      say(`prong: ${common.name}: --preempt ${preempt}, as it has calls in a catch`);
  }
  if (races === true && preempt !== "memory") {
    say(paint.wrong(`prong: ${common.name}: no races can be found, as it has calls in a catch`));
  }
  const told = (step: number) => say(paint.quiet(`-- step ${step}: ${turnText(system)}`));
  let outcome: FinalOutcome | undefined;
  if (schedule !== undefined && (to !== undefined || steps === true)) {
    outcome = await walkSchedule(system, schedule, keyboard.host(system), { to, ...(steps === true ? { told } : {}) });
  } else outcome = asks === true ? await system.finish() : await keyboard.finish(system);
  return { outcome, schedule: system.schedule, system };
}

/** Whose turn the last step was. */
function turnText({ machine: { ran, ranLast, kernel } }: System): string {
  return ran === CLOCK ? timeText(kernel.world.clock.elapsed) : `[${ranLast}]`;
}

async function runBoth(keyboard: Keyboard, common: Omit<SystemOptions, "policy">, { policy }: Decides): Promise<Ran> {
  const { host, resized } = keyboard.forTwo();
  const usual: Asked = ({ usual }) => usual;
  const makes = policy === undefined ? {} : { policy: () => policy(usual) };
  const twice = await runTwice({ ...common, ...host, resized, ...makes });
  const { steps, difference } = twice;
  if (difference === undefined) keyboard.say(paint.quiet(`the same twice: ${steps} steps`));
  else {
    const { step, pid, call, what } = difference;
    const who = pid === CLOCK ? "time passed" : `process ${pid} ran`;
    const where = pid === undefined ? "" : `: ${who}${call === undefined ? "" : `, and called ${call}`}`;
    keyboard.say(paint.wrong(`not the same twice: ${what} differs after step ${step}${where}`));
  }
  return twice;
}
