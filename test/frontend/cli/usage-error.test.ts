import { expect, test } from "vitest";
import { UsageError } from "../../../runtime/frontend/cli/usage-error.ts";

test("a usage error can be told from all others", () => {
  const error = new UsageError("Cannot run x: there is no such file");
  expect([error instanceof Error, error.name, error.message]).toEqual([
    true,
    "UsageError",
    "Cannot run x: there is no such file",
  ]);
});
