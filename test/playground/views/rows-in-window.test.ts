import { describe, expect, it } from "vitest";
import { rowsInWindow, scrollTo } from "../../../playground/views/rows-in-window.ts";

describe("rowsInWindow", () => {
  it.each([
    ["the beginning", 0, 200, 1000, "0-20"],
    ["the middle", 10_000, 200, 1000, "490-520"],
    ["the end", 19_800, 200, 1000, "980-1000"],
    ["behind the end, as fewer are left", 19_800, 200, 5, "5-5"],
    ["nothing", 0, 200, 0, "0-0"],
  ])("at %s", (_, top, height, count, rows) => {
    const { from, to } = rowsInWindow(top, height, 20, count);
    expect(`${from}-${to}`).toBe(rows);
  });
});

describe("scrollTo", () => {
  it.each([
    ["is seen", 5, 0, undefined],
    ["is below", 50, 0, 910],
    ["is above", 5, 2000, 10],
    ["is at the top", 0, 2000, 0],
  ])("a row that %s", (_, row, top, to) => {
    expect(scrollTo(row, top, 200, 20)).toBe(to);
  });
});
