/** What is left of a schedule that was shrunk, and the two steps whose order decides: for people and as JSON. */
import type { StackEntry } from "../../backend/emulated/call-stack.ts";
import type { Shrunk, ShrunkRun, SwitchCount } from "../../backend/emulated/shrink.ts";
import type { StepReport } from "../../backend/emulated/trials.ts";
import { formatSchedule, type Schedule } from "../../scheduler/schedule.ts";
import { callStackLine } from "./call-stack.ts";
import { counted, endJson, type OutcomeJson, resultLines, runEndText } from "./outcomes.ts";
import { printable } from "./printable.ts";
import { timeText } from "./trace.ts";

type RunJson = Omit<OutcomeJson, "count">;

interface StepJson {
  readonly step: number;
  /** Null where time passed, `elapsed` virtual nanoseconds from the beginning. */
  readonly pid: number | null;
  readonly elapsed?: number;
  readonly calls: readonly string[];
  /** The functions it went on in, and those it was in after its last call, the innermost first. */
  readonly from: readonly PlaceJson[];
  readonly to: readonly PlaceJson[];
}

interface PlaceJson {
  readonly function: string;
  readonly line: string | null;
}

/** What `prong replay --shrink --json` prints. Stable: a program may read it. */
export interface ShrunkJson extends RunJson {
  readonly before: SwitchCount;
  readonly after: SwitchCount;
  readonly fewest: boolean;
  /** In the bad run the first step comes right before the second, in the good run right after it. */
  readonly pair: {
    readonly first: StepJson;
    readonly second: StepJson;
    readonly bad: RunJson;
    readonly good: RunJson;
  } | null;
  readonly noPair: NonNullable<Shrunk["noPair"]> | null;
  readonly runs: number;
  readonly searched: number;
}

export function shrunkJson(shrunk: Shrunk): ShrunkJson {
  const { before, after, fewest, pair, noPair = null, runs, searched } = shrunk;
  return {
    ...runJson(shrunk),
    before,
    after,
    fewest,
    pair:
      pair === undefined
        ? null
        : {
            first: stepJson(pair.first),
            second: stepJson(pair.second),
            bad: runJson(pair.bad),
            good: runJson(pair.good),
          },
    noPair,
    runs,
    searched,
  };
}

function runJson({ schedule, result: { stdout, stderr, end } }: ShrunkRun): RunJson {
  return { stdout, stderr, end: endJson(end), schedule: formatSchedule(schedule) };
}

function stepJson({ step, pid, elapsed, calls, from, to }: StepReport): StepJson {
  const who = elapsed === undefined ? { pid } : { pid: null, elapsed };
  return { step, ...who, calls, from: from.map(placeJson), to: to.map(placeJson) };
}

function placeJson({ function: name, line }: StackEntry): PlaceJson {
  return { function: name, line: line ?? null };
}

const NO_PAIR: Readonly<Record<NonNullable<Shrunk["noPair"]>, string>> = {
  "all-bad": "Every run of this program ends so: no order of events is to blame.",
  "no-good-run": "No run was found that ends otherwise: give more with --max-steps.",
  "no-two-steps":
    "What ends otherwise differs in more than the order of two steps, as far as was seen: give more with --max-runs.",
};

/** Lines for people. `command` is what runs a schedule again, stopping after that step if there is one. */
export function shrunkLines(shrunk: Shrunk, command: (schedule: Schedule, to?: number) => string): string[] {
  const { before, after, fewest, schedule, pair, noPair } = shrunk;
  const known = fewest ? "no run with fewer preemptions ends so" : "whether fewer would do is not known";
  const lines = [
    `${switchCount(before)} before, ${switchCount(after)} after: ${known}`,
    ...linesOf(shrunk, command(schedule)),
    "",
  ];
  if (pair === undefined) return noPair === undefined ? lines : [...lines, NO_PAIR[noPair]];
  const { first, second, bad, good } = pair;
  return [
    ...lines,
    `It ends so when step ${first.step}, ${stepText(first)},`,
    `comes before step ${second.step}, ${stepText(second)}:`,
    `  ${command(bad.schedule, first.step - 1)}`,
    "When it comes after, the run ends otherwise:",
    ...linesOf(good, command(good.schedule)),
  ];
}

/** A terminal is shown each line's end as two characters. */
function linesOf({ result, schedule }: ShrunkRun, again: string): string[] {
  const { stdout, stderr, end } = result;
  const plain = (text: string) => (schedule.terminals === "" ? text : text.replaceAll("\r\n", "\n"));
  return resultLines({ stdout: plain(stdout), stderr: plain(stderr), end }, runEndText(end), again);
}

function switchCount({ preemptions, others }: SwitchCount): string {
  return others === 0
    ? counted(preemptions, "preemption")
    : `${counted(preemptions, "preemption")} and ${counted(others, "other choice")}`;
}

/** "[3] in fd_read(3, 1 bytes) at main (sieve.c:12)"; after a preemption: "[3] going on at main (sieve.c:12)". */
function stepText({ pid, elapsed, calls, from, to }: StepReport): string {
  if (elapsed !== undefined) return timeText(elapsed);
  const parts = calls.map((call) => `in ${call}`);
  const place = callStackLine(to);
  if (parts.length > 0 && place !== "") parts.push(`${parts.pop()} at ${place}`);
  const start = from[0]?.function === "<preempted>" ? from.slice(1) : from;
  if (start !== from || parts.length === 0) {
    const at = callStackLine(start);
    parts.unshift(at === "" ? "going on" : `going on at ${at}`);
  }
  return printable(`[${pid}] ${parts.join(", then ")}`);
}
