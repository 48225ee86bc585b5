import { expect, test } from "vitest";
import { CLOCK } from "../../runtime/abi/ids.ts";
import { usualChoice } from "../../runtime/scheduler/usual-choice.ts";

test.each<[runnable: number[], current: number | undefined, last: number | undefined, chosen: number, why: string]>([
  [[2, 3], 2, 2, 2, "who runs goes on"],
  [[2, 3], 3, 3, 3, "whoever it is"],
  [[2, 3, 5], undefined, 2, 3, "then comes the next in pid order"],
  [[2, 5], undefined, 3, 5, "also where the last one is gone"],
  [[2, 3, 5], undefined, 5, 2, "after the highest comes the lowest"],
  [[3, 5], undefined, 9, 3, "also where that is not the first process"],
  [[3, 5], undefined, undefined, 3, "the lowest where nobody has run"],
  [[2, CLOCK], undefined, 2, 2, "and never the clock, as long as somebody can run"],
])("of %j, when %s runs and %s ran last, it is %i: %s", (runnable, current, last, chosen) => {
  expect(usualChoice(runnable, current, last)).toBe(chosen);
});
