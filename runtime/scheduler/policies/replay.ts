/** Repeats a recorded schedule, choice by choice, and says so if the run asks something else than the recorded one. */
import type { Pid } from "../../abi/ids.ts";
import type { Policy } from "../policy.ts";
import { RandomNumbers } from "../random-numbers.ts";
import { formatSchedule, type Schedule } from "../schedule.ts";

/** The run and the schedule do not fit: another program, other arguments or files, or another version. */
export class ScheduleMismatch extends Error {
  override readonly name = "ScheduleMismatch";
}

export class Replay implements Policy {
  private readonly schedule: Schedule;
  private readonly chance: RandomNumbers;
  private made = 0;
  private begun = false;

  constructor(schedule: Schedule) {
    this.schedule = schedule;
    this.chance = new RandomNumbers(schedule.seed);
  }

  beginRun(): boolean {
    if (this.begun) return false;
    this.begun = true;
    return true;
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

  nextRandom(): number {
    return this.chance.next();
  }
}
