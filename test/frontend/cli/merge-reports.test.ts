import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { mergeReports } from "../../../runtime/frontend/cli/merge-reports.ts";

const folder = mkdtempSync(join(tmpdir(), "prong-merge-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let files = 0;
function file(content: object | string): string {
  const path = join(folder, `${++files}.json`);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
}

const outcome = (count: number, code = 0) => ({
  stdout: "x",
  stderr: "",
  end: { code },
  count,
  schedule: "prong2:3fa9c1:loops:0:1b",
});
const part = (shard: string, more: object = {}) => ({
  complete: true,
  incomplete: [],
  reduced: true,
  schedules: 2,
  states: 1,
  steps: 5,
  outcomes: [outcome(2)],
  guest: "a.c",
  args: [],
  search: "key",
  shard,
  ...more,
});

it("parts are joined, in whatever order they come", () => {
  const { found, missing } = mergeReports([
    file(part("2/2", { outcomes: [outcome(1), outcome(1, 3)] })),
    file(part("1/2")),
  ]);
  expect(found.outcomes.map(({ end, count }) => [end, count])).toEqual([
    [{ kind: "ended", end: { code: 0 } }, 3],
    [{ kind: "ended", end: { code: 3 } }, 1],
  ]);
  expect([found.complete, missing]).toEqual([true, []]);
});

it("without one of them the search is not complete", () => {
  const { found, missing } = mergeReports([file(part("3/3")), file(part("1/3"))]);
  expect([found.complete, missing]).toEqual([false, ["2/3"]]);
});

describe("refuses", () => {
  it.each<[what: string, paths: () => string[], why: string]>([
    ["nothing", () => [], "Cannot merge nothing"],
    ["what is not there", () => [join(folder, "no.json")], "there is no such file"],
    ["what is no JSON", () => [file("hello")], "it is no report of prong explore --json"],
    ["what is no report", () => [file([])], "it is no report of prong explore --json"],
    [
      "damaged schedules",
      () => [file(part("1/1", { outcomes: [{ ...outcome(1), schedule: "x" }] }))],
      "it is no report",
    ],
    ["a part that there is not", () => [file(part("3/2"))], "it is no report of prong explore --json"],
    ["a whole search", () => [file({ ...part("1/1"), shard: undefined })], "it is of a whole search"],
    ["parts of two searches", () => [file(part("1/2")), file(part("2/2", { search: "other" }))], "different searches"],
    ["parts of two numbers", () => [file(part("1/2")), file(part("2/3"))], "different numbers of parts"],
    ["a part twice", () => [file(part("1/2")), file(part("1/2"))], "both are part 1/2"],
  ])("%s", (_, paths, why) => {
    expect(() => mergeReports(paths())).toThrow(why);
  });
});
