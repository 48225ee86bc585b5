import { expect, it } from "vitest";
import { VectorClock } from "../../../runtime/kernel/races/vector-clock.ts";

it("hears of each member the latest that either has heard, and by what", () => {
  const [one, other] = [new VectorClock(), new VectorClock()];
  one.set(1, 5, "a");
  one.set(2, 1, "a");
  other.set(1, 4, "b");
  other.set(2, 2, "b");
  other.set(3, 7, "b");
  one.learn(other, "the pipe 3");
  expect([1, 2, 3, 4].map((member) => [one.timeOf(member), one.sourceOf(member)])).toEqual([
    [5, "a"],
    [2, "the pipe 3"],
    [7, "the pipe 3"],
    [0, undefined],
  ]);
  expect(other.timeOf(1)).toBe(4);
});
