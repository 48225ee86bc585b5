/** The first step of a kind, if there is none from here on and can be none, as the run is over. */
import type { SeenStep, Goal as Until } from "../run/orders.ts";
import { isOver } from "../run/seen-step.ts";

export function stepToGoBackTo(all: readonly SeenStep[], from: number, until: Until): number | undefined {
  if (until === "end" || !isOver(all.at(-1)?.outcome)) return undefined;
  if (all.slice(from).some((step) => isOfKind(step, until))) return undefined;
  const first = all.findIndex((step) => isOfKind(step, until));
  return first < 0 ? undefined : first;
}

function isOfKind({ output, events }: SeenStep, until: Until): boolean {
  return until === "output" ? output.length > 0 : events.some(({ kind }) => kind === until);
}
