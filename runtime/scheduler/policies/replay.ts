/** Repeats a recorded schedule, choice by choice, and says so if the run asks something else than the recorded one. */
import type { Pid } from "../../abi/ids.ts";
import { formatSchedule, type Schedule } from "../schedule.ts";
import { OneRun } from "./one-run.ts";

/** The run and the schedule do not fit: another program, other arguments or files, or another version. */
export class ScheduleMismatch extends Error {
  override readonly name = "ScheduleMismatch";
}

export class Replay extends OneRun {
  private readonly schedule: Schedule;
  private made = 0;

  constructor(schedule: Schedule) {
    super(schedule.seed);
    this.schedule = schedule;
  }

  nextProcess(runnable: readonly Pid[]): Pid {
    const choice = this.schedule.choices[this.made];
    const pid = choice === undefined ? undefined : runnable[choice];
    if (pid === undefined) {
      throw new ScheduleMismatch(
        `Cannot replay ${formatSchedule(this.schedule)}: decision ${this.made + 1} has ${runnable.length} runnable processes, ` +
          `the schedule ${choice === undefined ? "has ended" : `chose number ${choice + 1} there`}. ` +
          "Run the same program with the same arguments, files and version that it was recorded with.",
      );
    }
    this.made++;
    return pid;
  }
}
