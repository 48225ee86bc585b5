/** What the runtime is told of a run of the page's, and how much of a page's memory a run may have. */
import type { Limits, SearchOptions, TimeTravelOptions } from "../../runtime/index.ts";
import type { Recorded, RunOptions } from "./orders.ts";

/** A person cannot overlook more processes, and a tab does not survive much more memory. */
export const PAGE_LIMITS: Partial<Limits> = {
  processes: 256,
  openFiles: 4096,
  memory: 2 ** 28,
  fileSize: 2 ** 25,
  storage: 2 ** 26,
};

export function limitsOf({ limits }: RunOptions): Partial<Limits> {
  return { ...PAGE_LIMITS, ...limits };
}

/** A terminal is as large as it was when the run was recorded. */
export function withWindow(run: RunOptions, recorded: Recorded | undefined): RunOptions {
  if (run.terminal === undefined || recorded?.window === undefined) return run;
  return { ...run, terminal: recorded.window };
}

type Common = Pick<
  TimeTravelOptions & SearchOptions,
  "program" | "name" | "args" | "environment" | "programs" | "preempt" | "time" | "terminal" | "seed" | "limits"
>;

export function systemOptions(run: RunOptions): Common {
  const { program, name, args, environment, programs, preempt, time, terminal, seed } = run;
  const common = { program, name, args, environment, programs, preempt, time, seed, limits: limitsOf(run) };
  return terminal === undefined ? common : { ...common, terminal };
}
