import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { everySchedule, OutcomeError } from "../../../runtime/frontend/testing/every-schedule.ts";
import { known } from "./known.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-every-"));
beforeAll(() => void vi.stubEnv("PRONG_CACHE", join(folder, ".cache")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const counter = await known(folder, "outcomes/counter.c", { preempt: "memory" });
const philosophers = await known(folder, "outcomes/philosophers.c");

test("the check sees each outcome once, with all that is known of it, and they are answered", async () => {
  const seen: unknown[] = [];
  const outcomes = await everySchedule(counter, (outcome) => void seen.push(outcome));
  expect(seen).toEqual(outcomes);
  expect(outcomes.map(({ stdout, count, exitCode }) => [stdout, count, exitCode])).toEqual([
    ["1\n", 4, 0],
    ["2\n", 2, 0],
  ]);
  for (const { schedule, command } of outcomes) expect(command).toBe(`npx prong replay ${schedule} ${counter.path}`);
});

test("a deadlock has no exit code", async () => {
  const outcomes = await everySchedule(philosophers, () => {});
  expect(outcomes.map(({ end, exitCode }) => [end.kind, exitCode])).toEqual([
    ["ended", 0],
    ["deadlock", undefined],
  ]);
});

test("where the check throws, the simplest schedule is told, and the cause is what it threw", async () => {
  const cause = new Error("a lost update");
  const error = await everySchedule(counter, async ({ stdout }) => {
    if (stdout !== "2\n") throw cause;
  }).catch((error) => error);
  expect(error).toBeInstanceOf(OutcomeError);
  expect(error.cause).toBe(cause);
  expect(error.message).toMatch(
    /^An outcome of \S+counter\.wasm is not as it should be:\n\n {2}4 of 6 schedules: exits with 0\n {4}1\n/,
  );
  expect(error.message).toMatch(
    /The simplest such run has 1 preemption; none has fewer\. What decides is that\n(?:.*\n)*.*npx prong replay/,
  );
});

test("options are added to the guest's", async () => {
  const outcomes = await everySchedule(counter, { args: ["2"] }, () => {});
  expect(outcomes.map(({ stdout }) => stdout).sort()).toEqual(["2\n", "3\n", "4\n"]);
});

test("a search that is not complete is a failure, whatever the check said", async () => {
  await expect(everySchedule(counter, { maxSteps: 5 }, () => {})).rejects.toThrow("Cannot tell, as the search of");
});

test("what is no guest, or no check, is refused", async () => {
  await expect(everySchedule("a.c" as never, () => {})).rejects.toThrow("Cannot search a.c: expected a guest");
  await expect(everySchedule(counter, {} as never)).rejects.toThrow("expected a function as the last argument");
});
