import { expect, test } from "vitest";
import { Random } from "../../../runtime/scheduler/policies/random.ts";

const decide = (policy: Random, count = 50) => Array.from({ length: count }, () => policy.nextProcess([2, 3, 5]));

test("one seed, one run", () => {
  expect(decide(new Random(7))).toEqual(decide(new Random(7)));
  expect(decide(new Random(7))).not.toEqual(decide(new Random(8)));
});

test("every runnable process is about as likely as every other", () => {
  const decisions = decide(new Random(1), 3000);
  for (const pid of [2, 3, 5]) {
    expect(Math.abs(decisions.filter((decision) => decision === pid).length - 1000)).toBeLessThan(150);
  }
});

test("what guests draw does not change who runs next", () => {
  const [quiet, drawing] = [new Random(7), new Random(7)];
  const other = Array.from({ length: 50 }, () => {
    drawing.nextRandom();
    return drawing.nextProcess([2, 3, 5]);
  });
  expect(other).toEqual(decide(quiet));
});

test("there is one run to make", () => {
  const policy = new Random(7);
  expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
});
