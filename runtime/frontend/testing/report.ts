/**
 * The report of a test that failed: what was wanted, what happened instead in how many schedules, the simplest run that does, the
 * two steps whose order decides, with their lines, and the commands that show it again.
 */
import type { StackEntry } from "../../backend/emulated/call-stack.ts";
import type { Exploration, ScheduledOutcome } from "../../backend/emulated/explore.ts";
import type { Shrunk } from "../../backend/emulated/shrink.ts";
import type { RunResult, StepReport } from "../../backend/emulated/trials.ts";
import { sourceName } from "../../guest/source-name.ts";
import { counted, resultLines, runEndText } from "../format/outcomes.ts";
import { printable } from "../format/printable.ts";
import { raceLines } from "../format/race.ts";
import { timeText } from "../format/trace.ts";
import type { Guest } from "./guest.ts";
import { leftLines } from "./reaping.ts";
import { command } from "./search.ts";
import { sourceLine } from "./source-line.ts";

/** Of many outcomes or races, so many are shown. */
const SHOWN = 3;

/** How a report looks; plain unless told otherwise. */
export interface Paint {
  /** What is wrong, what is well, and what only stands beside it. */
  readonly wrong: (text: string) => string;
  readonly right: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const same = (text: string) => text;
export const PLAIN: Paint = { wrong: same, right: same, quiet: same };

/** Is a schedule known that leads to its end? Of a run without one, only the beginning is. */
export function hasEnded({ end }: Pick<RunResult, "end">): boolean {
  return end.kind === "ended" || end.kind === "deadlock";
}

/** The outcomes that are not as wanted, and how many schedules are. */
export function badOutcomeLines(bad: readonly ScheduledOutcome[], found: Exploration, paint = PLAIN): string[] {
  const of = (count: number) => `${countOf(count)} of ${counted(found.schedules, "schedule")}:`;
  const lines = bad.slice(0, SHOWN).flatMap((outcome) => {
    const seen = seenLines(outcome, `${of(outcome.count)} ${paint.wrong(runEndText(outcome.end))}`);
    return ["", ...seen.map((line) => `  ${line}`)];
  });
  if (bad.length > SHOWN) lines.push("", `  and ${counted(bad.length - SHOWN, "other outcome")} as wrong`);
  const well = bad.reduce((rest, { count }) => rest - count, found.schedules);
  if (bad.length < found.outcomes.length) lines.push("", `  ${of(well)} ${paint.right("as expected")}`);
  return found.ended || found.cut ? [...lines, "", "  not all schedules were tried: there may be more"] : lines;
}

/** What decides, and how to see it. */
export function shrunkReport(guest: Guest, shrunk: Shrunk, paint = PLAIN): string[] {
  const { after, fewest, pair, noPair, schedule } = shrunk;
  const preemptions = after.preemptions === 0 ? "no preemption" : counted(after.preemptions, "preemption");
  const known = after.preemptions === 0 ? "" : fewest ? "; none has fewer" : "; others may have fewer";
  const simplest = `The simplest such run has ${preemptions}${known}.`;
  const again = command(guest, schedule);
  if (pair === undefined) {
    const why = noPair === undefined ? "" : ` ${NO_PAIR[noPair]}`;
    return ["", `${simplest}${why}`, "", "To see it:", `  ${again}`];
  }
  const { first, second, bad, good } = pair;
  const well = hasEnded(good.result)
    ? `The other way round it goes well: ${paint.right(runEndText(good.result.end))}`
    : `The other way round it ${runEndText(good.result.end)}.`;
  return [
    "",
    `${simplest} What decides is that`,
    "",
    ...stepLines(first, paint),
    "  comes before",
    ...stepLines(second, paint),
    "",
    ...seenLines(good.result, well),
    "",
    "To see it, and to stop before those two:",
    `  ${again}`,
    `  ${command(guest, bad.schedule, { to: first.step - 1 })}`,
  ];
}

const NO_PAIR: Readonly<Record<NonNullable<Shrunk["noPair"]>, string>> = {
  "all-bad": "Every run of this program goes so: no order of events is to blame.",
  "no-good-run": "No run was found that goes well.",
  "no-two-steps": "What goes well differs in more than the order of two steps.",
};

export function raceReport(guest: Guest, { races }: Exploration, paint = PLAIN): string[] {
  const lines = races.slice(0, SHOWN).flatMap(({ race, schedule }) => {
    const [what = "", first = "", second = "", why = ""] = raceLines(race);
    const source = (line: string | undefined) => {
      const text = line === undefined ? "" : sourceLine(line);
      return text === "" ? [] : [paint.quiet(`        ${text}`)];
    };
    return [
      "",
      `  ${paint.wrong(what)}`,
      ...[`  ${first}`, ...source(race.first.place.line)],
      ...[`  ${second}`, ...source(race.second.place.line)],
      `  ${why}`,
      `    ${command(guest, schedule, { races: true })}`,
    ];
  });
  if (races.length > SHOWN) lines.push("", `  and ${counted(races.length - SHOWN, "other race")}`);
  return lines;
}

/** What is seen of a run, below this line. */
function seenLines(result: RunResult, first: string): string[] {
  const lines = resultLines(result, first, "");
  const seen = hasEnded(result) ? lines.slice(0, -1) : lines; // without how to see it again
  return [...seen, ...leftLines(result.notes)];
}

/** A step: who goes on, and where; then in which calls it is, and where. */
function stepLines({ step, pid, elapsed, calls, from, to }: StepReport, paint: Paint): string[] {
  if (elapsed !== undefined) return [`  step ${step}: ${timeText(elapsed)}`];
  const goesOn = calls.length === 0 || from[0]?.function === "<preempted>";
  const who = `  step ${step}: [${pid}]`;
  const called = printable(calls.map((call) => `in ${call}`).join(", then "));
  if (!goesOn) return [`${who} ${called}`, ...placeLines(to, paint)];
  const then = calls.length === 0 ? [] : [`${" ".repeat(who.length)} then ${called}`, ...placeLines(to, paint)];
  return [`${who} goes on`, ...placeLines(from, paint), ...then];
}

function placeLines(stack: readonly StackEntry[], paint: Paint): string[] {
  const entries = stack.filter(({ line }) => line !== undefined).slice(0, SHOWN);
  const width = Math.max(...entries.map(({ line = "" }) => line.length));
  return entries.map((entry) => {
    const { line = "" } = entry;
    return `    ${paint.quiet(`${line.padEnd(width)}  in ${nameOf(entry)}:`)}  ${sourceLine(line)}`;
  });
}

function nameOf({ function: name }: StackEntry): string {
  return printable(sourceName(name));
}

/** Exact up to 2^53. */
function countOf(schedules: number): string {
  return counted(schedules, "schedule").replace(/ schedules?$/, "");
}
