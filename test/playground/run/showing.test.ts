import { expect, test } from "vitest";
import { Showing } from "../../../playground/run/showing.ts";

/** Makes steps that take so long each, and shows where it is in so many milliseconds: behind which steps was it shown? */
function shown(steps: number, step: number, cost: number): number[] {
  let time = 0;
  const showing = new Showing(() => time);
  const seen: number[] = [];
  for (let number = 1; number <= steps; number++) {
    time += step;
    showing.offer(() => {
      seen.push(number);
      time += cost;
    });
  }
  return seen;
}

const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

test("the first steps are all shown, whatever that takes", () => {
  expect(shown(16, 0.01, 50)).toEqual(upTo(16));
});

test("after them every step is shown for a while, if that is no more than half of the time", () => {
  expect(shown(40, 2, 1)).toEqual(upTo(33)); // 100 ms
  const dear = shown(60, 1, 2);
  expect(dear.slice(0, 16)).toEqual(upTo(16));
  expect(dear.slice(16).every((number, i, all) => i === 0 || number - (all[i - 1] as number) >= 2)).toBe(true);
});

test("then it is shown ten times a second", () => {
  const late = shown(3000, 1, 1).filter((number) => number > 300);
  expect(late.length).toBeGreaterThan(20);
  expect(late.every((number, i) => i === 0 || number - (late[i - 1] as number) >= 99)).toBe(true);
});

test("and seldom, where it takes long", () => {
  const [one, other] = shown(20_000, 1, 100).filter((number) => number > 2000);
  expect((other as number) - (one as number)).toBeGreaterThanOrEqual(900);
});
