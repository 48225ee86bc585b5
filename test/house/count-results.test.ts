import { expect, test } from "vitest";
import { countResults } from "../../scripts/count-results.mjs";

test("Vitest's report is counted", () => {
  const report = JSON.stringify({ numPassedTests: 5, numFailedTests: 2, numPendingTests: 1, numTodoTests: 1 });
  expect(countResults(1, report)).toEqual({ passed: 5, failed: 2, skipped: 2, silent: false });
});

test("the report of the checks is counted", () => {
  expect(countResults(0, '{ "passed": 12, "failed": 0 }')).toMatchObject({ passed: 12, failed: 0 });
});

test.each([
  ["failed though all its tests passed", 1, '{ "passed": 3, "failed": 0 }'],
  ["failed before it could report", 1, undefined],
  ["ran nothing", 0, '{ "passed": 0, "failed": 0 }'],
  ["left no report", 0, undefined],
])("a command that %s counts as one failure", (_what, status, report) => {
  expect(countResults(status, report)).toMatchObject({ failed: 1, silent: true });
});
