import { describe, expect, it } from "vitest";
import { processColour } from "../../../playground/views/process-colour.ts";

describe("processColour", () => {
  it.each([
    [2, "var(--process-0)"],
    [3, "var(--process-1)"],
    [9, "var(--process-7)"],
    [10, "var(--process-0)"],
    [1, "var(--ink-soft)"],
  ])("process %i has %s", (pid, colour) => {
    expect(processColour(pid)).toBe(colour);
  });
});
