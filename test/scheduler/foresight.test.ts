/** What is left out because it is known has no other outcome: each small system is searched whole, and compared. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Foresight } from "../../runtime/scheduler/foresight.ts";
import { Turns } from "../../runtime/scheduler/turns.ts";
import { searchAll, searchReduced } from "./search-small-systems.ts";
import { allSteps, type System, systems, timedSteps } from "./small-systems.ts";

/** `PRONG_PROGRAMS=20000 npx vitest run test/scheduler/foresight.test.ts` tries as many. */
const SYSTEMS = Number(process.env.PRONG_PROGRAMS ?? 400);

const sorted = (outcomes: ReadonlySet<string>) => [...outcomes].sort();

describe("the outcomes are those of a search of everything", () => {
  it.each([
    ["from every state anew", false, systems(allSteps), SYSTEMS],
    ["from each state once", true, systems(allSteps), SYSTEMS],
    ["from every state anew, where time passes at any moment", false, systems(timedSteps, 2), SYSTEMS / 16],
    ["from each state once, where time passes at any moment", true, systems(timedSteps, 2), SYSTEMS / 16],
  ])("%s", (_, prune, all, numRuns) => {
    fc.assert(
      fc.property(all, (system) => {
        expect(sorted(searchReduced(system, prune).outcomes)).toEqual(sorted(searchAll(system).outcomes));
      }),
      { numRuns },
    );
  });
});

it("of futures that are equal one is kept", () => {
  const foresight = new Foresight(new Turns());
  const [one, same, other] = [new Map([[7, 1]]), new Map([[7, 1]]), new Map([[7, 3]])];
  expect(foresight.oneOf(one)).toBe(one);
  expect(foresight.oneOf(same)).toBe(one);
  expect(foresight.oneOf(other)).toBe(other);
});

describe("it is worth it:", () => {
  const alone: System = [0, 1, 2].map((own) => [
    ["write", own],
    ["read", own],
    ["write", own],
  ]);

  it("processes that have nothing to do with each other are run in one order", () => {
    expect(searchReduced(alone, false).turns).toBe(9);
    expect(searchAll(alone).runs).toHaveLength(1680);
  });

  it("a reader is not tried before what it waits for is written", () => {
    const pipeline: System = [
      [
        ["put", 0],
        ["put", 0],
      ],
      [
        ["get", 0],
        ["put", 1],
        ["get", 0],
        ["put", 1],
      ],
      [
        ["get", 1],
        ["get", 1],
      ],
    ];
    expect(searchReduced(pipeline, false).runs).toHaveLength(1);
  });
});
