/** Schedules of runs of some program. */
import type { Choices, RunKey, Schedule } from "../../runtime/scheduler/schedule.ts";

export function runOf(seed = 0): RunKey {
  return { program: "abcdef", input: "", preempt: "syscalls", time: "idle", terminals: "", seed };
}

export function scheduleOf(choices: Choices, seed = 0): Schedule {
  return { ...runOf(seed), ...choices };
}
