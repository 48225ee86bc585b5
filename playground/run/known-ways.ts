/** What the page knows of a run, as it is told to a worker that is to make it again. */
import type { KnownBranch } from "../state/run-state.ts";
import type { KnownWay } from "./orders.ts";

export function knownWays(branches: readonly KnownBranch[]): KnownWay[] {
  return branches.map(({ parent, from, steps }) => {
    return { parent, from, steps: steps.map(({ act, choices }) => act ?? choices[0]?.pid) };
  });
}
