/** A search as a whole; what it finds is `test/scheduler/explorer.test.ts`'s. */
import { expect, test } from "vitest";
import { explore } from "../../../runtime/backend/emulated/explore.ts";
import { OutputLog } from "../../../runtime/scheduler/output-log.ts";
import { guest, instrumentCache, source } from "../../guests/run-guest.ts";

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
  expect(told.at(-1)).toEqual([steps - (steps % 100), 2, expect.any(Number)]);
});

test("bound after bound, a search says how few preemptions an outcome needs", async () => {
  const { outcomes, complete } = await explore({ ...philosophers, iterate: true });
  expect(outcomes.map(({ end, preemptions }) => [end.kind, preemptions])).toEqual([
    ["ended", 0],
    ["deadlock", 1],
  ]);
  expect(complete).toBe(true);
});

test.each([
  ["the last bound", { bound: 0 }, { bounded: true, ended: false }],
  ["no steps left", { maxSteps: 100 }, { ended: true }],
])("and ends with %s", async (_, options, expected) => {
  expect(await explore({ ...philosophers, iterate: true, ...options })).toMatchObject({ complete: false, ...expected });
});

test("a search can tell outcomes by what it is given to take the output, and by nothing else", async () => {
  class Deaf extends OutputLog {
    override write(): void {}
  }
  const whoIsFirst = { program: await guest("outcomes/who-is-first.c"), name: "guest", cache: instrumentCache };
  expect((await explore(whoIsFirst)).outcomes.length).toBe(2);
  const { outcomes } = await explore({ ...whoIsFirst, log: new Deaf() });
  expect(outcomes.map(({ stdout, end }) => [stdout, end.kind])).toEqual([["", "ended"]]);
});

test("outcomes differ in what is noted of events, too", async () => {
  const program = await source("lazy-parent.c");
  const options = { program, name: "guest", cache: instrumentCache };
  const plain = await explore(options);
  const noted = await explore({
    ...options,
    note: (event) => (event.kind === "reparent" || (event.kind === "reap" && event.by === 1) ? "left" : undefined),
  });
  expect(plain.outcomes.map(({ notes }) => notes)).toEqual([undefined]);
  expect(new Set(noted.outcomes.map(({ notes }) => notes?.join()))).toEqual(new Set(["left", undefined]));
  expect(noted.schedules).toBeGreaterThanOrEqual(plain.schedules);
});

test("a search says whether standard input was wanted", async () => {
  const program = await source("reads-input.c");
  const { wantedInput, outcomes } = await explore({ program, name: "guest", cache: instrumentCache });
  expect([wantedInput, outcomes.map(({ end }) => end)]).toEqual([true, [{ kind: "ended", end: { code: 0 } }]]);
  expect((await explore(philosophers)).wantedInput).toBe(false);
});
