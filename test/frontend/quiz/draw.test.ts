import { expect, test } from "vitest";
import { Draw } from "../../../runtime/frontend/quiz/draw.ts";

/** What is drawn first. */
const first = (draw: Draw) => Array.from({ length: 8 }, () => draw.between(0, 999));

test("the same seed and parts draw the same", () => {
  expect(first(new Draw(7, 1, 2))).toEqual(first(new Draw(7, 1, 2)));
});

test("another seed, another part or another order of parts draws something else", () => {
  const draws = [new Draw(7, 1, 2), new Draw(8, 1, 2), new Draw(7, 1, 3), new Draw(7, 2, 1), new Draw(7), new Draw(0)];
  expect(new Set(draws.map((draw) => first(draw).join())).size).toBe(draws.length);
});

test("between() gives both ends, and nothing beyond them", () => {
  const draw = new Draw(1);
  const seen = new Set(Array.from({ length: 200 }, () => draw.between(3, 6)));
  expect([...seen].sort()).toEqual([3, 4, 5, 6]);
});

test("shuffle() and pick() give what they were given, and leave it as it was", () => {
  const draw = new Draw(1);
  const list = [1, 2, 3, 4, 5];
  const orders = new Set(Array.from({ length: 50 }, () => draw.shuffle(list).join()));
  expect(orders.size).toBeGreaterThan(20);
  for (const order of orders) expect(order.split(",").sort()).toEqual(["1", "2", "3", "4", "5"]);
  expect(new Set(Array.from({ length: 50 }, () => draw.pick(list)))).toEqual(new Set(list));
  expect(list).toEqual([1, 2, 3, 4, 5]);
});

test("once() is true about once in so many times", () => {
  const draw = new Draw(1);
  const times = Array.from({ length: 400 }, () => draw.once(4)).filter(Boolean).length;
  expect(times).toBeGreaterThan(70);
  expect(times).toBeLessThan(130);
});

test("labels() are four letters of which no two are the same", () => {
  for (let seed = 0; seed < 20; seed++) expect(new Set(new Draw(seed).labels()).size).toBe(4);
});
