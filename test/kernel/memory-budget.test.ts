import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_LIMITS } from "../../runtime/kernel/limits.ts";
import { charge, pagesLeft } from "../../runtime/kernel/memory-budget.ts";
import { World } from "../../runtime/kernel/world.ts";
import { makeImage } from "./world-for-tests.ts";

const PAGE = 65536;

test("the world is charged for the sum of what all spaces have now", () => {
  fc.assert(
    fc.property(fc.array(fc.record({ who: fc.nat({ max: 3 }), pages: fc.nat({ max: 100 }) })), (charges) => {
      const world = new World(DEFAULT_LIMITS);
      const spaces = Array.from({ length: 4 }, () => makeImage().space);
      for (const { who, pages } of charges) charge(world, spaces[who] as (typeof spaces)[0], pages);
      expect(world.memoryCharged).toBe(spaces.reduce((sum, { charged }) => sum + charged, 0));
    }),
  );
});

test.each([
  ["nothing is charged", 10 * PAGE, 0, 10],
  ["a part is charged", 10 * PAGE, 4, 6],
  ["all is charged", 10 * PAGE, 10, 0],
  ["more is charged than there is", 10 * PAGE, 12, 0],
  ["the limit ends in the middle of a page", 10 * PAGE - 1, 0, 9],
  ["the limit is zero", 0, 0, 0],
])("when %s, the pages left are counted and never negative", (_when, memory, charged, left) => {
  const world = new World({ ...DEFAULT_LIMITS, memory });
  charge(world, makeImage().space, charged);
  expect(pagesLeft(world)).toBe(left);
});
