import { describe, expect, it } from "vitest";
import { foldSteps } from "../../../playground/views/fold-steps.ts";
import { stepOf } from "./step-for-tests.ts";

const [a, b, c, d] = [stepOf(2), stepOf(3), stepOf(4), stepOf(5)];

describe("foldSteps", () => {
  it("looks at each step once, while more of them become known", () => {
    const seen: string[] = [];
    const fold = foldSteps(
      () => [] as (number | undefined)[],
      (pids, { pid }, number) => {
        seen.push(`${number}: ${pid}`);
        pids.push(pid);
      },
    );
    expect(fold([a, b])).toEqual([2, 3]);
    expect(fold([a, b, c])).toEqual([2, 3, 4]);
    expect(seen).toEqual(["0: 2", "1: 3", "2: 4"]);
  });

  it.each([
    ["another branch", [a, d, stepOf(6)], [2, 5, 6]],
    ["fewer steps", [a], [2]],
    ["none", [], []],
  ])("begins anew with the steps of %s", (_, steps, pids) => {
    const fold = foldSteps(
      () => [] as (number | undefined)[],
      (known, { pid }) => known.push(pid),
    );
    fold([a, b, c]);
    expect(fold(steps)).toEqual(pids);
  });
});
