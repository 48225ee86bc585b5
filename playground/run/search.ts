/** Lists all outcomes of a program, and tells how far that is. It takes a worker of its own: it never looks for orders. */
import { explore, formatSchedule } from "../../runtime/index.ts";
import type { Order, Report } from "./orders.ts";
import { systemOptions } from "./run-options.ts";

type Search = Extract<Order, { kind: "explore" }>;

/** Milliseconds between two reports. */
const TOLD = 100;

export async function search({ run, races, maxSteps }: Search, report: (report: Report) => void): Promise<void> {
  let told = Number.NEGATIVE_INFINITY;
  const found = await explore({
    ...systemOptions(run),
    ...(races ? { races, preempt: "memory" } : {}),
    maxSteps,
    progress: (steps, outcomes, schedules) => {
      if (performance.now() < told + TOLD) return;
      told = performance.now();
      report({ kind: "exploring", steps, outcomes, schedules });
    },
  });
  report({
    kind: "explored",
    found,
    schedules: found.outcomes.map(({ schedule }) => formatSchedule(schedule)),
    raceSchedules: found.races.map(({ schedule }) => formatSchedule(schedule)),
  });
}
