import fc from "fast-check";
import { expect, test } from "vitest";
import { RandomNumbers } from "../../runtime/scheduler/random-numbers.ts";

const draw = (numbers: RandomNumbers, count: number) => Array.from({ length: count }, () => numbers.next());

test("one seed gives one sequence, and the next seed another", () => {
  expect(draw(new RandomNumbers(7), 10)).toEqual(draw(new RandomNumbers(7), 10));
  expect(draw(new RandomNumbers(7), 10)).not.toEqual(draw(new RandomNumbers(8), 10));
});

test("the numbers are the same on every machine: they are part of every schedule that was ever printed", () => {
  expect(draw(new RandomNumbers(0), 3)).toEqual([1144304738, 1416247, 958946056]);
});

test("numbers have 32 bits, unsigned, and each bit is set about half of the time", () => {
  const numbers = draw(new RandomNumbers(1), 4000);
  expect(numbers.every((number) => Number.isInteger(number) && number >= 0 && number < 2 ** 32)).toBe(true);
  for (let bit = 0; bit < 32; bit++) {
    const set = numbers.filter((number) => ((number >>> bit) & 1) === 1).length;
    expect(Math.abs(set - 2000), `bit ${bit}`).toBeLessThan(200);
  }
});

test("below() stays below its bound, and reaches all that is below it", () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 10 }), (seed, bound) => {
      const numbers = new RandomNumbers(seed);
      const seen = new Set(Array.from({ length: 400 }, () => numbers.below(bound)));
      expect([...seen].sort((one, other) => one - other)).toEqual(Array.from({ length: bound }, (_, i) => i));
    }),
    { numRuns: 30 },
  );
});
