/** Writes down what the worker reports of its run, where the views read it. */
import { batch } from "@preact/signals";
import { type Pid, parseSchedule } from "../../runtime/index.ts";
import { beginning, branches, moment, notice, options, selected } from "../state/run-state.ts";
import { limitReached } from "./limit-reached.ts";
import type { Report, RunOptions, SeenStep } from "./orders.ts";
import { limitsOf } from "./run-options.ts";

/** `run` is what a run is made of that is reported to be open, and `looked` is who is looked at in it. */
export function takeReport(report: Report, run: RunOptions | undefined, looked?: Pid): void {
  switch (report.kind) {
    case "opened":
      batch(() => {
        options.value = run && asScheduled(run, report.schedule);
        beginning.value = report.schedule;
        branches.value = [];
        moment.value = undefined;
        selected.value = looked;
      });
      break;
    case "branched":
      if (report.branch.id < branches.value.length) break;
      branches.value = [...branches.value, { ...report.branch, steps: [] }];
      break;
    case "steps":
      addSteps(report.branch, report.steps);
      break;
    case "stands":
      moment.value = report.moment;
      break;
    case "mismatched":
      notice.value = {
        kind: "failure",
        text: `The program is open, but runs otherwise than was recorded. ${report.message}`,
      };
      break;
    case "bounded":
      notice.value = { kind: "bound", text: boundText(report) };
  }
}

/** What was recorded says how it is run, too. */
function asScheduled(run: RunOptions, schedule: string): RunOptions {
  const { preempt, time, seed } = parseSchedule(schedule);
  return preempt === run.preempt && time === run.time && seed === run.seed ? run : { ...run, preempt, time, seed };
}

function addSteps(id: number, more: readonly SeenStep[]): void {
  branches.value = branches.value.map((branch) => {
    return branch.id === id ? { ...branch, steps: [...branch.steps, ...more] } : branch;
  });
  const limits = options.value === undefined ? undefined : limitsOf(options.value);
  if (limits === undefined || notice.value !== undefined) return;
  for (const { events } of more) {
    for (const event of events) {
      const text = limitReached(event, limits);
      if (text !== undefined) notice.value = { kind: "bound", text };
    }
  }
}

function boundText({ what, most }: Extract<Report, { kind: "bounded" }>): string {
  const made = what === "steps" ? `made ${most.toLocaleString("en")} steps` : `written ${most / 2 ** 20} MiB`;
  return `The program has ${made}, and was paused so that this page does not grow without end. Go on to let it do as much again`;
}
