import { describe, expect, it } from "vitest";
import type { Branch } from "../../runtime/scheduler/history.ts";
import { type MarkedMoment, Marks } from "../../runtime/scheduler/marks.ts";
import type { Mark } from "../../runtime/scheduler/moment.ts";

const mark = {} as Mark; // nobody looks into it here
const root: Branch = { parent: undefined, from: 0, by: undefined, steps: [] };
const leaving = (parent: Branch, from: number): Branch => ({ parent, from, by: 2, steps: [] });
const at = (number: number, branch = root): MarkedMoment => ({ branch, at: number, mark, written: undefined });

function marked(most: number, moments: readonly MarkedMoment[]): Marks {
  const marks = new Marks(most);
  for (const moment of moments) marks.add(moment);
  return marks;
}

describe("the nearest mark", () => {
  const early = leaving(root, 10);
  const late = leaving(early, 25);
  const marks = marked(64, [at(0), at(8), at(16), at(12, early), at(24, early), at(30, late)]);

  it.each([
    ["on the way itself", root, 16, 16, root],
    ["or before", root, 15, 8, root],
    ["at the beginning, if there is no other", root, 7, 0, root],
    ["not behind where a branch leaves", early, 11, 8, root],
    ["on the branch", early, 20, 12, early],
    ["of the branch that led here", late, 29, 24, early],
    ["of a branch of a branch", late, 40, 30, late],
    ["far before a branch of a branch", late, 9, 8, root],
  ])("is %s", (_, branch, position, wanted, owner) => {
    expect(marks.nearest(branch, position)).toMatchObject({ at: wanted, branch: owner });
  });

  it("is that of where the branch left, once its own are forgotten", () => {
    const others = marked(64, [at(0), at(8), at(12, early)]);
    others.forget(early);
    expect([others.count, others.nearest(early, 20)?.at]).toEqual([2, 8]);
    others.forget(root);
    expect(others.nearest(root, 9)?.at).toBe(0); // the first stays
  });
});

it("there are never more than wanted, and the first is always there", () => {
  const marks = marked(5, [at(0)]);
  for (let number = 1; number < 100; number++) {
    marks.add(at(number));
    expect(marks.count).toBe(Math.min(5, number + 1));
    expect(marks.nearest(root, 0)?.at).toBe(0);
    expect(marks.nearest(root, number)?.at).toBe(number);
  }
});

it.each([
  [64, 32, 10_000],
  [64, 32, 100_000],
  [20, 10, 10_000],
])("they lie close where one is, and nowhere too thin: %i marks of every %i steps of %i", (most, every, length) => {
  const marks = new Marks(most);
  for (let number = 0; number <= length; number += every) marks.add(at(number));
  const gaps: number[] = [];
  for (let number = length; number > 0; ) {
    const { at: nearest } = marks.nearest(root, number) as MarkedMoment;
    gaps.push(number - nearest);
    number = nearest - 1;
  }
  expect(Math.max(...gaps)).toBeLessThan((3 * length) / most);
  expect(Math.max(...gaps.slice(0, 3))).toBeLessThanOrEqual(4 * every);
});
