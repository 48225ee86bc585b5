/** A search as a whole; what it finds is `test/scheduler/explorer.test.ts`'s. */
import { expect, test } from "vitest";
import { explore } from "../../../runtime/backend/emulated/explore.ts";
import { guest, instrumentCache } from "../../guests/run-guest.ts";

const philosophers = { program: await guest("outcomes/philosophers.c"), name: "guest", cache: instrumentCache };

test("a search says what it has found, the most frequent outcome first, and that it is complete", async () => {
  const { outcomes, schedules, ...rest } = await explore(philosophers);
  expect(outcomes.map(({ end, stdout }) => [end.kind, stdout])).toEqual([
    ["ended", "all have eaten\n"],
    ["deadlock", ""],
  ]);
  expect(schedules).toBe(outcomes.reduce((sum, { count }) => sum + count, 0));
  expect(rest).toMatchObject({ complete: true, ended: false, bounded: false, cut: false });
});

test.each([
  ["it has no steps left", { maxSteps: 30 }, { complete: false, ended: true, bounded: false }],
  ["schedules were left out", { bound: 0 }, { complete: false, ended: false, bounded: true }],
  ["runs were given up", { longest: 3 }, { complete: false, ended: false, cut: true }],
])("a search is not complete when %s", async (_, options, expected) => {
  expect(await explore({ ...philosophers, ...options })).toMatchObject(expected);
});

test("a search tells how far it is", async () => {
  const told: number[][] = [];
  const { steps } = await explore({ ...philosophers, reduce: false, progress: (...numbers) => told.push(numbers) });
  expect(told.length).toBe(Math.floor(steps / 100));
  expect(told.at(-1)).toEqual([steps - (steps % 100), 2]);
});
