import { describe, expect, it } from "vitest";
import { functionSummary, functionTable } from "../../../runtime/frontend/format/function-table.ts";

const FUNCTIONS = [
  { index: 9, name: "main", isInstrumented: true, sites: 12, before: 100, after: 250, copies: 300 },
  { index: 10, name: undefined, isInstrumented: false, sites: 0, before: 80, after: 80, copies: 0 },
  {
    index: 11,
    name: `a\u001b[31m${"b".repeat(100)}`,
    isInstrumented: true,
    sites: 1,
    before: 20,
    after: 40,
    copies: 50,
  },
];

describe("functionTable()", () => {
  it("has a line for each function", () => {
    expect(functionTable(FUNCTIONS)).toEqual([
      "index  name                                                          sites  before  after  copies",
      "    9  main                                                             12     100    250     300",
      "   10                                                                    -      80     80       -",
      "   11  a\\x1b[31mbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb...      1      20     40      50",
    ]);
  });

  it("has a head where there are no functions", () => {
    expect(functionTable([])).toEqual(["index  name  sites  before  after  copies"]);
  });
});

describe("functionSummary()", () => {
  it("sums up", () => {
    expect(functionSummary(FUNCTIONS)).toBe(
      "2 of 3 functions can be on a captured stack, at 13 sites; 200 bytes of code before, 720 after, 3.60 times as much",
    );
  });

  it("says nothing of times where there was nothing", () => {
    expect(functionSummary([])).toBe(
      "0 of 0 functions can be on a captured stack, at 0 sites; 0 bytes of code before, 0 after",
    );
  });
});
