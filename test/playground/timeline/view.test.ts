import fc from "fast-check";
import { expect, test } from "vitest";
import {
  follow,
  followLane,
  HEADROOM,
  laneAt,
  laneTop,
  rowOf,
  scaleOf,
  seenSteps,
  tickStep,
  zoomLeft,
} from "../../../playground/timeline/view.ts";

test.each([
  ["a short run is as wide as can be read, and no wider", "comfortable", 10, 26],
  ["one that fits in steps that can be read is shown whole", "comfortable", 50, 12],
  ["of a long one a part is shown", "comfortable", 10_000, 9],
  ["to fit is to show all of it", "fit", 10_000, 0.06],
  ["what the person has chosen", 40, 100, 40],
  ["but not so large that a browser cannot scroll in it", 80, 1_000_000, 8],
  ["nor smaller than all of it", 0.001, 100, 6],
] as const)("%s", (_what, zoom, steps, expected) => {
  expect(scaleOf(zoom, steps, 600)).toBe(expected);
});

test.each([
  [2, 200, 34],
  [8, 200, 24],
  [100, 200, 20],
])("%i lanes in %i pixels are %i high each", (lanes, height, expected) => {
  expect(rowOf(lanes, height)).toBe(expected);
});

test("what is under the pointer stays there when one zooms", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.01, max: 80, noNaN: true }),
      fc.double({ min: 0.5, max: 2, noNaN: true }),
      (scale, factor) => {
        const left = 5000;
        const x = 123;
        const next = zoomLeft(left, scale, scale * factor, x);
        if (next > 0) expect((next + x) / (scale * factor)).toBeCloseTo((left + x) / scale, 6);
      },
    ),
  );
});

test("a position that is seen moves nothing, and one that is not is brought into sight", () => {
  fc.assert(
    fc.property(fc.nat(10_000), fc.nat(100_000), fc.integer({ min: 1, max: 40 }), (position, left, scale) => {
      const width = 600;
      const next = follow(position, { scale, left, width });
      const x = position * scale - next;
      expect(x).toBeGreaterThanOrEqual(0);
      expect(x).toBeLessThanOrEqual(width);
      expect(follow(position, { scale, left: next, width })).toBe(next);
    }),
  );
});

test("steps that are seen are those between the edges, and one more on both sides", () => {
  const view = { scale: 10, left: 205, width: 100, top: 0, height: 0, row: 20 };
  expect([seenSteps(view, 1000), seenSteps(view, 25)]).toEqual([
    { first: 19, last: 32 },
    { first: 19, last: 25 },
  ]);
});

test.each([
  [80, 1],
  [26, 2],
  [9, 5],
  [1, 50],
  [0.06, 1000],
])("at %d pixels a step, every %i-th has its number", (scale, expected) => {
  expect(tickStep(scale)).toBe(expected);
});

test("a lane is where it is drawn", () => {
  const view = { top: 35, row: 20 };
  for (const index of [0, 3, 17]) {
    expect([laneAt(laneTop(index, view), view), laneAt(laneTop(index, view) + 19, view)]).toEqual([index, index]);
  }
});

test.each([
  ["a lane that is seen moves nothing", 5, 60, 60],
  ["one below comes to the lower end", 20, 60, 21 * 20 + HEADROOM - 200],
  ["one above comes to the upper end", 2, 60, 40],
  ["the first one has its room above", 0, 60, 0],
])("%s", (_, index, top, expected) => {
  expect(followLane(index, { top, height: 200, row: 20 })).toBe(expected);
});

test("a lane that is followed is seen, wherever one was", () => {
  fc.assert(
    fc.property(fc.nat(300), fc.nat(6000), fc.integer({ min: 40, max: 300 }), (index, from, height) => {
      const top = followLane(index, { top: from, height, row: 20 });
      const y = laneTop(index, { top, row: 20 });
      expect(y - HEADROOM).toBeGreaterThanOrEqual(0);
      expect(y + 20).toBeLessThanOrEqual(height);
    }),
  );
});
