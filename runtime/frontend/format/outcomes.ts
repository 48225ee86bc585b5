/** What exploration has found, for people and as JSON. */
import { signalName } from "../../abi/signal.ts";
import type { End } from "../../abi/wait-status.ts";
import type { ScheduledOutcome } from "../../backend/emulated/explore.ts";
import type { RunResult } from "../../backend/emulated/trials.ts";
import type { FoundOutcome, RunEnd } from "../../scheduler/found-outcomes.ts";
import type { Waiter } from "../../scheduler/outcome.ts";
import { formatSchedule } from "../../scheduler/schedule.ts";
import { waiterLine } from "./deadlock.ts";
import { describeEnd } from "./end.ts";
import { printable } from "./printable.ts";

/** How a process ended. */
export type EndJson = { readonly code: number } | { readonly signal: string };

/** The part of `prong explore --json` that a found outcome is. Stable: a program may read it. */
export interface OutcomeJson {
  readonly stdout: string;
  readonly stderr: string;
  readonly end:
    | EndJson
    | { readonly deadlock: readonly Waiter[]; readonly first: EndJson | null }
    | { readonly endless: "loop" | "cut" };
  readonly count: number;
  readonly schedule: string;
  /** With --iterate. */
  readonly preemptions?: number;
}

export function outcomeJson({ stdout, stderr, end, count, schedule, preemptions }: ScheduledOutcome): OutcomeJson {
  const more = preemptions === undefined ? {} : { preemptions };
  return { stdout, stderr, end: endJson(end), count, schedule: formatSchedule(schedule), ...more };
}

export function endJson(end: RunEnd): OutcomeJson["end"] {
  switch (end.kind) {
    case "ended":
      return plainEndJson(end.end);
    case "deadlock":
      return { deadlock: end.waiters, first: end.end === undefined ? null : plainEndJson(end.end) };
    default:
      return { endless: end.kind };
  }
}

/** The end of a process, for programs. */
export function plainEndJson(end: End): EndJson {
  return "code" in end ? { code: end.code } : { signal: signalName(end.signal) };
}

/** "1 state", "3 states", "about 7.2e+18 schedules": counts are exact up to 2^53. */
export function counted(count: number, what: string): string {
  const number = Number.isSafeInteger(count) ? String(count) : `about ${count.toPrecision(2)}`;
  return `${number} ${what}${count === 1 ? "" : "s"}`;
}

/**
 * One outcome as lines: how often, how it ended, what was printed, and the command that shows it again. A run that does not end
 * has no such command: only how it begins is known.
 */
export function outcomeLines(outcome: FoundOutcome & { readonly preemptions?: number }, again: string): string[] {
  const { count, end, preemptions } = outcome;
  const fewest = preemptions === undefined ? "" : `, ${counted(preemptions, "preemption")} at least`;
  return resultLines(outcome, `${counted(count, "schedule")}${fewest}: ${runEndText(end)}`, again);
}

/** The same of any run, below this line. */
export function resultLines({ stdout, stderr, end }: RunResult, first: string, again: string): string[] {
  const lines = [first, ...outputLines({ stdout, stderr })];
  if (end.kind === "deadlock") {
    lines.push(...end.waiters.map(waiterLine));
  }
  if (end.kind === "ended" || end.kind === "deadlock") lines.push(`  again: ${again}`);
  return lines;
}

/** What was printed, as lines. */
export function outputLines({ stdout, stderr }: Pick<RunResult, "stdout" | "stderr">): string[] {
  const lines: string[] = [];
  for (const [name, text] of [
    ["", stdout],
    ["stderr: ", stderr],
  ] as const) {
    if (text !== "") for (const line of text.replace(/\n$/, "").split("\n")) lines.push(`  ${name}${printable(line)}`);
  }
  return lines;
}

export function runEndText(end: RunEnd): string {
  switch (end.kind) {
    case "ended":
      return describeEnd(end.end);
    case "deadlock":
      return "deadlock";
    case "loop":
      return "goes round for ever";
    case "cut":
      return "did not end, and was given up";
  }
}
