/** Searches in threads and in parts, as a user runs them: what they find is what one search finds. */
import { readFileSync, writeFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { SearchReport } from "../../../runtime/frontend/format/search-report.ts";
import { guest } from "../../guests/run-guest.ts";
import { Desk } from "./spawn-prong.ts";

const desk = new Desk();
await desk.writeKnown("philosophers.wasm", await guest("outcomes/philosophers.c"));

const search = (...flags: readonly string[]) => desk.prong(["explore", "--no-reduce", ...flags, "philosophers.wasm"]);
const json = (...flags: readonly string[]): SearchReport => JSON.parse(search("--json", ...flags).stdout);
const found = ({ outcomes, schedules, complete }: SearchReport) => [
  outcomes.map(({ stdout, end, count }) => [stdout, end, count]),
  schedules,
  complete,
];

it("two threads find what one finds", () => {
  expect(found(json("--jobs", "2"))).toEqual(found(json()));
});

it("three machines find what one finds", () => {
  const parts = [1, 2, 3].map((number) => {
    const { stdout, exitCode } = search("--json", "--shard", `${number}/3`);
    expect([exitCode, JSON.parse(stdout).shard]).toEqual([0, `${number}/3`]);
    writeFileSync(desk.path(`${number}.json`), stdout);
    return `${number}.json`;
  });
  const merged = desk.prong(["explore", "--merge", "--json", ...parts]);
  expect([found(JSON.parse(merged.stdout)), merged.exitCode]).toEqual([found(json()), 0]);
  const { stdout, exitCode } = desk.prong(["explore", "--merge", ...parts.slice(1)]);
  expect([stdout.trimEnd().split("\n").at(-1), exitCode]).toEqual([
    expect.stringMatching(/^not complete: .*; parts are missing: 1\/3$/),
    1,
  ]);
  expect(readFileSync(desk.path("1.json"), "utf8")).toContain('"shard":"1/3"');
});

describe("refuses", () => {
  it.each([
    [["--jobs", "0"], "Expected a whole number from 1 on."],
    [["--shard", "0/2"], "Expected a part and how many there are, such as 2/4."],
    [["--shard", "3/2"], "Expected a part and how many there are, such as 2/4."],
    [["--shard", "2"], "Expected a part and how many there are, such as 2/4."],
    [["--jobs", "2", "--shard", "1/2"], "Cannot search with --jobs and --shard: give one of them"],
    [["--jobs", "2", "--no-prune"], "Cannot search with --jobs and --no-prune: give one of them"],
    [["--shard", "1/2", "--iterate"], "Cannot search with --shard and --iterate: give one of them"],
    [["--jobs", "2", "--races"], "Cannot look for races with --jobs: leave it out"],
  ])("%j", (flags, why) => {
    const { stderr, exitCode } = search(...flags);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(why)]);
  });
});
