import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { stackBoxes } from "../../../playground/views/stack-boxes.ts";

describe("stackBoxes", () => {
  it.each([
    ["one", [[50, 20]], [40]],
    [
      "two that have room",
      [
        [10, 20],
        [60, 20],
      ],
      [0, 50],
    ],
    [
      "two that want the same place",
      [
        [50, 20],
        [50, 20],
      ],
      [25, 55],
    ],
    [
      "three, of which two are in the way",
      [
        [50, 20],
        [50, 20],
        [200, 20],
      ],
      [25, 55, 190],
    ],
    [
      "some that would be above the top",
      [
        [5, 20],
        [6, 20],
      ],
      [0, 30],
    ],
    ["none", [], []],
  ])("%s", (_, wishes, tops) => {
    expect(
      stackBoxes(
        wishes.map(([middle = 0, height = 0]) => ({ middle, height })),
        10,
      ),
    ).toEqual(tops);
  });

  it("never lets boxes overlap, or be above the top", () => {
    const wish = fc.record({ middle: fc.integer({ min: 0, max: 500 }), height: fc.integer({ min: 1, max: 90 }) });
    fc.assert(
      fc.property(fc.array(wish), (wishes) => {
        wishes.sort((one, other) => one.middle - other.middle);
        let free = 0;
        stackBoxes(wishes, 10).forEach((top, i) => {
          expect(top).toBeGreaterThanOrEqual(free - 1e-6);
          free = top + (wishes[i]?.height ?? 0) + 10;
        });
      }),
    );
  });
});
