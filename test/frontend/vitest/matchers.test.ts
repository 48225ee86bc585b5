/** The matchers as a test of a user has them; in a process of its own: `test/testing.test.ts`. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { guest } from "../../../runtime/vitest.ts";
import { known } from "../testing/known.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-matchers-"));
beforeAll(() => void vi.stubEnv("PRONG_CACHE", join(folder, ".cache")));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const counter = await known(folder, "outcomes/counter.c", { preempt: "memory" });
const philosophers = await known(folder, "outcomes/philosophers.c");

test("each is met by what does so in every schedule", async () => {
  await expect(counter).toOnlyPrint(["1\n", "2\n"]);
  await expect(counter).toOnlyExitWith(0);
  await expect(counter).toNeverDeadlock();
  await expect(counter).toAlwaysReap();
  await expect(await known(folder, "hello-fork.c")).toHaveNoRaces();
});

test("each is not met by what does otherwise in one", async () => {
  await expect(counter).not.toOnlyPrint("2\n");
  await expect(counter).not.toOnlyExitWith([1, "SIGKILL"]);
  await expect(philosophers).not.toNeverDeadlock();
  await expect(philosophers).not.toAlwaysReap();
  await expect(counter).not.toHaveNoRaces();
});

test("a failure is the report", async () => {
  await expect(expect(counter).toOnlyPrint("2\n")).rejects.toThrow(
    /^Expected that every run of \S+ ends, and has printed/,
  );
  await expect(expect(counter).not.toNeverDeadlock()).rejects.toThrow("but all 6 schedules do");
  await expect(expect(counter).toHaveNoRaces()).rejects.toThrow("goes without a data race");
});

test("what is no guest is refused, and so is a search that is not complete", async () => {
  await expect(expect(7).toNeverDeadlock()).rejects.toThrow("Cannot search 7: expected a guest");
  await expect(expect(guest(counter, { maxSteps: 3 })).not.toNeverDeadlock()).rejects.toThrow(
    "Cannot tell, as the search",
  );
});
