/**
 * What views know of a run's past: folded from its steps, and kept while more of them become known. Going along a run of 10,000
 * steps looks at each of them once, not at all of them for each picture.
 */
import type { SeenStep } from "../run/orders.ts";

/**
 * Folds the steps of a run; asked again with more of the same it goes on from what it has, with steps of another branch it begins
 * anew. What it answers is the same object, changed.
 */
export function foldSteps<T>(
  begin: () => T,
  add: (state: T, step: SeenStep, number: number) => void,
): (steps: readonly SeenStep[]) => T {
  let state = begin();
  let known: readonly SeenStep[] = [];
  return (steps) => {
    // A step lies on one branch: if the last known one is the same, those before it are.
    const last = known.length - 1;
    if (steps.length < known.length || steps[last] !== known[last]) {
      state = begin();
      known = [];
    }
    for (let number = known.length; number < steps.length; number++) add(state, steps[number] as SeenStep, number);
    known = steps;
    return state;
  };
}
