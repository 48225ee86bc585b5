/**
 * Calls a check for every outcome that a program can have, whatever the order of events:
 *
 *     await everySchedule(guest("counter.c"), ({ stdout }) => assert.equal(stdout, "2\n"));
 *
 * It needs no test framework. Where the check throws, so does this, with the simplest schedule that leads to that outcome; where not
 * all schedules could be tried, it throws a SearchError.
 */
import { exitCode } from "../../abi/wait-status.ts";
import type { ScheduledOutcome } from "../../backend/emulated/explore.ts";
import type { RunEnd } from "../../scheduler/found-outcomes.ts";
import { formatSchedule } from "../../scheduler/schedule.ts";
import { checkGuest, type Guest, type GuestOptions, guest as withOptions } from "./guest.ts";
import { badOutcomeLines, hasEnded, shrunkReport } from "./report.ts";
import { checkComplete, command, search, simplest } from "./search.ts";

/** What can be seen of a run, and how often it is so. */
export interface SeenOutcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly end: RunEnd;
  /** The first process's, as a shell has it: 128 and more for a signal. Undefined where it has not ended. */
  readonly exitCode: number | undefined;
  /** How many schedules lead here. */
  readonly count: number;
  /** One of them, and the command that runs it. */
  readonly schedule: string;
  readonly command: string;
}

export type OutcomeCheck = (outcome: SeenOutcome) => unknown;

/** A check has thrown for an outcome; the cause is what it threw. */
export class OutcomeError extends Error {
  override readonly name = "OutcomeError";
}

/** Answers all outcomes, the most frequent first. The options are added to the guest's. */
export async function everySchedule(guest: Guest, check: OutcomeCheck): Promise<readonly SeenOutcome[]>;
export async function everySchedule(
  guest: Guest,
  options: GuestOptions,
  check: OutcomeCheck,
): Promise<readonly SeenOutcome[]>;
export async function everySchedule(
  guest: Guest,
  ...rest: [OutcomeCheck] | [GuestOptions, OutcomeCheck]
): Promise<readonly SeenOutcome[]> {
  checkGuest(guest);
  const [options, check] = rest.length === 1 ? [undefined, rest[0]] : rest;
  if (typeof check !== "function")
    throw new TypeError("Cannot check outcomes: expected a function as the last argument");
  const searched = options === undefined ? guest : withOptions(guest, options);
  const found = await search(searched, "outcomes");
  const seen: SeenOutcome[] = [];
  for (const outcome of found.outcomes) {
    const one = seenOutcome(searched, outcome);
    seen.push(one);
    try {
      await check(one);
    } catch (cause) {
      const lines = [
        `An outcome of ${searched.title} is not as it should be:`,
        ...badOutcomeLines([outcome], found),
        ...(hasEnded(outcome) ? shrunkReport(searched, await simplest(searched, "outcomes", outcome.schedule)) : []),
      ];
      throw new OutcomeError(lines.join("\n"), { cause });
    }
  }
  checkComplete(searched, found);
  return seen;
}

function seenOutcome(guest: Guest, { stdout, stderr, end, count, schedule }: ScheduledOutcome): SeenOutcome {
  const ended = end.kind === "ended" || end.kind === "deadlock" ? end.end : undefined;
  const code = ended === undefined ? undefined : exitCode(ended);
  const word = formatSchedule(schedule);
  return { stdout, stderr, end, exitCode: code, count, schedule: word, command: command(guest, schedule) };
}
