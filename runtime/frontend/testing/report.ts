/**
 * The report of a test that failed: what was wanted, what happened instead in how many schedules, the simplest run that does, the
 * two steps whose order decides, with their lines, and the commands that show it again.
 */
import type { StackEntry } from "../../backend/emulated/call-stack.ts";
import type { Exploration, ScheduledOutcome } from "../../backend/emulated/explore.ts";
import type { Shrunk } from "../../backend/emulated/shrink.ts";
import type { RunResult, StepReport } from "../../backend/emulated/trials.ts";
import { ALIASES } from "../explain/find-function.ts";
import { counted, resultLines, runEndText } from "../format/outcomes.ts";
import { printable } from "../format/printable.ts";
import { raceLines } from "../format/race.ts";
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

/** The outcomes that are not as wanted. */
export function badOutcomeLines(bad: readonly ScheduledOutcome[], { schedules }: Exploration, paint = PLAIN): string[] {
  const lines = bad.slice(0, SHOWN).flatMap((outcome) => {
    const of = `${count(outcome.count)} of ${counted(schedules, "schedule")}`;
    return ["", ...indented(seenLines(outcome, `${of}: ${paint.wrong(runEndText(outcome.end))}`))];
  });
  if (bad.length > SHOWN) lines.push("", `  and ${counted(bad.length - SHOWN, "other outcome")}`);
  return lines;
}

/** What decides, and how to see it. */
export function shrunkReport(guest: Guest, shrunk: Shrunk, paint = PLAIN): string[] {
  const { after, fewest, pair, noPair, schedule, result } = shrunk;
  const preemptions = `${after.preemptions === 0 ? "no preemption" : counted(after.preemptions, "preemption")}`;
  const known = fewest ? (after.preemptions === 0 ? "" : "; none has fewer") : "; one with fewer may be there";
  const lines = ["", `The simplest such run has ${preemptions}${known}.`];
  if (result.end.kind === "loop" || result.end.kind === "cut") return lines;
  if (pair !== undefined) {
    const { first, second, bad, good } = pair;
    lines.push("It is decided where", "");
    lines.push(...stepLines(first, paint), `  ${paint.quiet("comes before")}`, ...stepLines(second, paint));
    const well = paint.right(runEndText(good.result.end));
    lines.push("", ...seenLines(good.result, `The other way round it goes well: ${well}`));
    lines.push("", "To stop before these two:", `  ${command(guest, bad.schedule, { to: first.step - 1 })}`);
  } else if (noPair !== undefined) lines.push(NO_PAIR[noPair]);
  return [...lines, pair === undefined ? "" : "To see all of it:", `  ${command(guest, schedule)}`].filter(
    (line, i, all) => line !== "" || all[i - 1] !== "",
  );
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
  const { end } = result;
  const lines = resultLines(result, first, "");
  const seen = end.kind === "ended" || end.kind === "deadlock" ? lines.slice(0, -1) : lines; // without how to see it again
  return [...seen, ...leftLines(result.notes)];
}

/** A step: who, in which calls, and where, with the lines. */
function stepLines({ step, pid, calls, from, to }: StepReport, paint: Paint): string[] {
  const went = calls.length === 0 || from[0]?.function === "<preempted>";
  const does = [...(went ? ["goes on"] : []), ...calls.map((call) => `in ${call}`)].join(", then ");
  const stack = (calls.length === 0 ? from : to).filter(({ line }) => line !== undefined);
  const places = stack.slice(0, SHOWN).map((entry) => [entry.line as string, nameOf(entry)] as const);
  const width = Math.max(...places.map(([line]) => line.length), 0);
  return [
    `  step ${step}: [${pid}] ${printable(does)}`,
    ...places.map(([line, name]) => `    ${paint.quiet(`${line.padEnd(width)}  in ${name}:`)}  ${sourceLine(line)}`),
  ];
}

function nameOf({ function: name }: StackEntry): string {
  return printable(ALIASES.main?.includes(name) === true ? "main" : name);
}

function count(schedules: number): string {
  return counted(schedules, "").trimEnd().replace(/s$/, "");
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
