/** Which events leave somebody; what guests do is `judge.test.ts`'s. */
import { expect, test } from "vitest";
import { hasReaped, leftLines, noteLeft } from "../../../runtime/frontend/testing/reaping.ts";

test.each([
  [{ kind: "reparent", pid: 3 }, "left to process 1: 3"],
  [{ kind: "reap", pid: 3, by: 1 }, "left to process 1: 3"],
  [{ kind: "reap", pid: 3, by: 2 }, undefined],
  [{ kind: "handle", pid: 3, signal: 17 }, undefined],
] as const)("of %j it is noted: %s", (event, note) => {
  expect(noteLeft(event)).toBe(note);
});

test("a run reaps if it ends, and nobody was left", () => {
  const run = { stdout: "", stderr: "", end: { kind: "ended", end: { code: 0 } } } as const;
  expect(hasReaped(run)).toBe(true);
  expect(hasReaped({ ...run, notes: ["left to process 1: 3"] })).toBe(false);
  expect(hasReaped({ ...run, end: { kind: "loop" } })).toBe(false);
  expect(leftLines(["left to process 1: 3", "something else"])).toEqual([
    "  [3] is left to process 1: its parent has ended without waiting for it",
  ]);
});
