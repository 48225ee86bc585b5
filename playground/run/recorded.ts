/** What was decided and done in steps that the page knows: to have the run again elsewhere, or later. */
import { choicesOf, formatSchedule, parseSchedule, type Window } from "../../runtime/index.ts";
import type { Recorded, SeenStep } from "./orders.ts";

/** `beginning` is the schedule in which nothing was decided: `run-state.ts` has it; `window` is the terminal's at that time. */
export function recordedOf(beginning: string, steps: readonly SeenStep[], position: number, window?: Window): Recorded {
  const choices = choicesOf(steps.flatMap(({ choices }) => choices));
  return {
    schedule: formatSchedule({ ...parseSchedule(beginning), ...choices }),
    acts: steps.flatMap(({ act }, step) => (act === undefined ? [] : [{ step, act }])),
    length: steps.length,
    position,
    ...(window === undefined ? {} : { window }),
  };
}
