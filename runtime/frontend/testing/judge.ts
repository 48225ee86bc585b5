/** Whether all runs of a program are as expected, and the report of where they are not. */

import type { Exploration } from "../../backend/emulated/explore.ts";
import type { RunResult } from "../../backend/emulated/trials.ts";
import { counted } from "../format/outcomes.ts";
import type { Expectation } from "./expectations.ts";
import { checkGuest } from "./guest.ts";
import { badOutcomeLines, hasEnded, type Paint, PLAIN, raceReport, shrunkReport } from "./report.ts";
import { checkComplete, search, simplest } from "./search.ts";

export interface Verdict {
  readonly isMet: boolean;
  /** Why it is not met, or that it is. */
  readonly text: string;
}

/** A search that has found what is wrong need not be complete. With `opposite` nobody wants to know why it is not met. */
export async function judge(
  guest: unknown,
  expectation: Expectation,
  { opposite = false, paint = PLAIN }: JudgeOptions = {},
): Promise<Verdict> {
  checkGuest(guest);
  const found = await search(guest, expectation.watch);
  const bad = found.outcomes.filter((outcome) => !expectation.isMet(outcome));
  const [first] = bad;
  const begin = `every run of ${guest.title} ${expectation.wanted}`;
  if (first === undefined) {
    checkComplete(guest, found);
    return { isMet: true, text: `Expected that not ${begin}, but ${schedulesOf(found)}` };
  }
  if (opposite) return { isMet: false, text: "" };
  const { watch } = expectation;
  const lines = [`Expected that ${begin}`, ...badOutcomeLines(bad, found, paint)];
  const ended = bad.find(hasEnded);
  if (ended !== undefined) {
    const isBad = (result: RunResult) => hasEnded(result) && !expectation.isMet(result);
    lines.push(...shrunkReport(guest, await simplest(guest, watch, ended.schedule, isBad), paint));
  }
  return { isMet: false, text: lines.join("\n") };
}

export interface JudgeOptions {
  readonly opposite?: boolean;
  readonly paint?: Paint;
}

export async function judgeRaces(guest: unknown, { paint = PLAIN }: JudgeOptions = {}): Promise<Verdict> {
  checkGuest(guest);
  const found = await search(guest, "races");
  if (found.races.length > 0) {
    const lines = [
      `Expected that every run of ${guest.title} goes without a data race`,
      ...raceReport(guest, found, paint),
    ];
    return { isMet: false, text: lines.join("\n") };
  }
  checkComplete(guest, found);
  return {
    isMet: true,
    text: `Expected that not every run of ${guest.title} goes without a data race, but ${schedulesOf(found)}`,
  };
}

function schedulesOf({ schedules }: Exploration): string {
  return schedules === 1 ? "the only schedule does" : `all ${counted(schedules, "schedule")} do`;
}
