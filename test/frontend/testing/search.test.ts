import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { guest } from "../../../runtime/frontend/testing/guest.ts";
import { checkComplete, command, search, simplest } from "../../../runtime/frontend/testing/search.ts";
import { formatSchedule, parseSchedule } from "../../../runtime/scheduler/schedule.ts";
import { known } from "./known.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-search-"));
beforeAll(() => void vi.stubEnv("PRONG_CACHE", join(folder, ".cache")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const philosophers = await known(folder, "outcomes/philosophers.c");

test("a guest is searched once for all that ask the same", async () => {
  const found = search(philosophers, "outcomes");
  expect(search(philosophers, "outcomes")).toBe(found);
  expect((await found).outcomes.map(({ end }) => end.kind)).toEqual(["ended", "deadlock"]);
});

test("a search with other options is another", async () => {
  const few = guest(philosophers, { bound: 0 });
  const found = await search(few, "outcomes");
  expect(found).toMatchObject({ bounded: true, ended: false });
  expect(() => checkComplete(few, found)).not.toThrow(); // it was asked for
});

test("a search that had no steps left says so, and what can be done", async () => {
  const short = guest(philosophers, { maxSteps: 30 });
  const found = await search(short, "outcomes");
  expect(() => checkComplete(short, found)).toThrow(
    /^Cannot tell, as the search of \S+philosophers\.wasm is not complete: 30 steps, \d outcomes? so far\. Let it take more with guest\(\.\.\., \{ maxSteps: 120 \}\)/,
  );
});

test("a program that reads standard input is refused, unless its test says that it may", async () => {
  const reader = await known(folder, "reads-input.c");
  await expect(search(reader, "outcomes")).rejects.toThrow(
    /^Cannot search \S+reads-input\.wasm: it reads standard input, and a search has none\. .* guest\(\.\.\., \{ input: "" \}\)$/,
  );
  const { outcomes } = await search(guest(reader, { input: "" }), "outcomes");
  expect(outcomes.map(({ end, stdout }) => [end, stdout])).toEqual([[{ kind: "ended", end: { code: 0 } }, ""]]);
});

test("a file that is not there is refused as on the command line", async () => {
  await expect(search(guest("no-such.c"), "outcomes")).rejects.toThrow("Cannot run no-such.c: there is no such file");
});

test("a schedule is shrunk with the guest's own arguments and environment", async () => {
  const { outcomes } = await search(philosophers, "outcomes");
  const deadlock = outcomes.find(({ end }) => end.kind === "deadlock");
  const { after, pair } = await simplest(philosophers, "outcomes", deadlock?.schedule as never);
  expect([after.preemptions, pair?.second.step]).toEqual([1, (pair?.first.step ?? 0) + 1]);
});

test("the command names all that a run depends on", () => {
  const word = "prong2:e05b22:loops:0:12";
  const one = guest("a.c", { args: ["two words"], environment: { NAME: "value" } });
  expect(formatSchedule(parseSchedule(word))).toBe(word);
  expect(command(one, parseSchedule(word))).toBe(`npx prong replay --env NAME=value ${word} a.c 'two words'`);
  expect(command(guest("a.c"), parseSchedule(word), { to: 5 })).toBe(`npx prong replay --to 5 ${word} a.c`);
  expect(command(guest("a.c"), parseSchedule(word), { races: true })).toBe(`npx prong replay --races ${word} a.c`);
});
