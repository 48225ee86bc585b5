import { Command } from "commander";
import { afterEach, describe, expect, it } from "vitest";
import { addWatchOptions, type WatchFlags } from "../../../runtime/frontend/cli/watch-options.ts";

const flagsOf = (...words: string[]) => {
  const command = addWatchOptions(new Command().exitOverride().configureOutput({ writeErr: () => {} }));
  return command.parse(words, { from: "user" }).opts<WatchFlags>();
};
const variable = process.env.PRONG_CHECK_MEMORY;

afterEach(() => {
  if (variable !== undefined) process.env.PRONG_CHECK_MEMORY = variable;
});

describe("what is shown of a run, and what it may use", () => {
  it("is nothing special unless told otherwise", () => {
    delete process.env.PRONG_CHECK_MEMORY;
    expect(flagsOf()).toEqual({ cache: true, memory: "cow" });
  });

  it.each<[string[], Partial<WatchFlags>]>([
    [["--trace", "--tree", "--faults", "--lint"], { trace: true, tree: true, faults: true, lint: true }],
    [["--stats", "--json"], { stats: true, json: true }],
    [["-v", "--check-memory"], { verbose: true, checkMemory: true }],
    [["--memory", "eager", "--instances", "2"], { memory: "eager", instances: 2 }],
    [["--max-processes", "3", "--max-memory", "4"], { maxProcesses: 3, maxMemory: 4 }],
    [
      ["--dir", "a::/a", "--env", "A=1", "--env", "B=", "--no-cache"],
      { dir: ["a::/a"], env: ["A=1", "B="], cache: false },
    ],
  ])("%j", (words, flags) => {
    expect(flagsOf(...words)).toMatchObject(flags);
  });

  it("takes PRONG_CHECK_MEMORY for --check-memory", () => {
    process.env.PRONG_CHECK_MEMORY = "1";
    expect(flagsOf().checkMemory).toBe(true);
  });

  it.each([
    [["--memory", "lazy"], "'lazy' is invalid. Allowed choices are cow, eager."],
    [["--instances", "0"], "'0' is invalid. Expected a whole number from 1 on."],
    [["--max-processes", "-1"], "'-1' is invalid. Expected a whole number from 1 on."],
    [["--preempt", "loops"], "unknown option '--preempt'"],
  ])("refuses %j: %s", (words, why) => {
    expect(() => flagsOf(...words)).toThrow(why);
  });
});
