/** What exploration has found, for people and as JSON. */
import { signalName } from "../../abi/signal.ts";
import type { ScheduledOutcome } from "../../backend/emulated/explore.ts";
import type { FoundOutcome, RunEnd } from "../../scheduler/found-outcomes.ts";
import { formatSchedule } from "../../scheduler/schedule.ts";
import { waiterLine } from "./deadlock.ts";
import { describeEnd } from "./end.ts";
import { printable } from "./printable.ts";

/** The part of `prong explore --json` that a found outcome is. Stable: a program may read it. */
export interface OutcomeJson {
  readonly stdout: string;
  readonly stderr: string;
  readonly end:
    | { readonly code: number }
    | { readonly signal: string }
    | {
        readonly deadlock: readonly {
          readonly pid: number;
          readonly call: string;
          readonly waitsFor: readonly string[];
        }[];
      }
    | { readonly endless: "loop" | "cut" };
  readonly count: number;
  readonly schedule: string;
}

export function outcomeJson({ stdout, stderr, end, count, schedule }: ScheduledOutcome): OutcomeJson {
  return { stdout, stderr, end: endJson(end), count, schedule: formatSchedule(schedule) };
}

function endJson(end: RunEnd): OutcomeJson["end"] {
  switch (end.kind) {
    case "ended":
      return "code" in end.end ? { code: end.end.code } : { signal: signalName(end.end.signal) };
    case "deadlock":
      return { deadlock: end.waiters.map(({ pid, call, waitsFor }) => ({ pid, call, waitsFor })) };
    default:
      return { endless: end.kind };
  }
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
export function outcomeLines(outcome: FoundOutcome, again: string): string[] {
  const { stdout, stderr, end, count } = outcome;
  const lines = [`${counted(count, "schedule")}: ${runEndText(end)}`];
  for (const [name, text] of [
    ["", stdout],
    ["stderr: ", stderr],
  ] as const) {
    if (text !== "") for (const line of text.replace(/\n$/, "").split("\n")) lines.push(`  ${name}${printable(line)}`);
  }
  if (end.kind === "deadlock") {
    lines.push(...end.waiters.map(waiterLine));
  }
  if (end.kind === "ended" || end.kind === "deadlock") lines.push(`  again: ${again}`);
  return lines;
}

function runEndText(end: RunEnd): string {
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
