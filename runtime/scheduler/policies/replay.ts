/** Repeats a recorded schedule, choice by choice, and says so if the run asks something else than the recorded one. */
import type { Pid } from "../../abi/ids.ts";
import { type Schedule, shortSchedule } from "../schedule.ts";
import { usualChoice } from "../usual-choice.ts";
import { OneRun } from "./one-run.ts";

/** The run and the schedule do not fit: another program, other arguments or files, or another version. */
export class ScheduleMismatch extends Error {
  override readonly name = "ScheduleMismatch";

  constructor(schedule: Schedule, why: string, remedy: string) {
    super(`Cannot replay ${shortSchedule(schedule)}: ${why}. ${remedy}.`);
  }
}

const SAME = "Run the same program with the same arguments, files and version that it was recorded with";

export class Replay extends OneRun {
  private readonly schedule: Schedule;
  private made = 0;
  /** How many of them were not the usual choice. */
  private deviated = 0;

  constructor(schedule: Schedule) {
    super(schedule.seed);
    this.schedule = schedule;
  }

  nextProcess(runnable: readonly Pid[], current: Pid | undefined, last: Pid | undefined): Pid {
    return this.choose(runnable, usualChoice(runnable, current, last));
  }

  /** The same, for who knows the usual choice: of a decision that was left open. */
  choose(runnable: readonly Pid[], usual: Pid): Pid {
    const { made, unusual } = this.schedule;
    if (this.made === made) this.fail(`the schedule has ended after ${made} decisions, and the run has not`);
    const next = unusual[this.deviated];
    if (next?.at !== this.made++) return usual;
    this.deviated++;
    return (
      runnable[next.choice] ??
      this.fail(
        `decision ${this.made} has ${runnable.length} runnable processes, the schedule chose number ${next.choice + 1} there`,
      )
    );
  }

  /** Has all been decided that the schedule says? */
  protected get isOver(): boolean {
    return this.made === this.schedule.made;
  }

  /** Throws a ScheduleMismatch if the schedule goes on. */
  end(): void {
    const { made } = this.schedule;
    if (this.made < made) this.fail(`the run has ended after ${this.made} decisions, the schedule has ${made}`);
  }

  private fail(why: string): never {
    throw new ScheduleMismatch(this.schedule, why, SAME);
  }
}

/**
 * Throws a ScheduleMismatch if a schedule is of another program than this, of other arguments or variables, of terminals that are not
 * here, or of a world in which time passes otherwise.
 */
export function checkSchedule(
  schedule: Schedule,
  { program, input, terminals, time }: Pick<Schedule, "program" | "input" | "terminals" | "time">,
): void {
  if (schedule.time !== time) {
    const passes = { idle: "passed only while nobody could run (idle)", any: "could pass at any decision (any)" };
    const why = `it was recorded where time ${passes[schedule.time]}, and here it is "${time}"`;
    throw new ScheduleMismatch(schedule, why, `Run it with time: "${schedule.time}", or leave that to the schedule`);
  }
  if ([...schedule.terminals].some((stream) => !terminals.includes(stream))) {
    const why = `it was recorded at a terminal (${schedule.terminals}), and this is none (${terminals || "pipes or files"})`;
    throw new ScheduleMismatch(schedule, why, "Run it at a terminal, without redirecting what was not redirected then");
  }
  if (schedule.program !== program) {
    const why = `it was recorded with the program ${schedule.program}, and this is ${program}`;
    throw new ScheduleMismatch(schedule, why, "Run that program, compiled by the same version with the same flags");
  }
  if (schedule.input === input) return;
  const named = (checksum: string) => (checksum === "" ? "none" : checksum);
  const why = `it was recorded with other arguments or variables (${named(schedule.input)}) than these (${named(input)})`;
  throw new ScheduleMismatch(
    schedule,
    why,
    "Give the program the arguments and the environment that it was recorded with",
  );
}
