/** Exploration finds every outcome: with and without going into states again, and each can be had again from its schedule. */
import { describe, expect, it } from "vitest";
import { explore as search } from "../../runtime/backend/emulated/explore.ts";
import { System, type SystemOptions } from "../../runtime/backend/emulated/system.ts";
import { type ExploreOptions, Explorer } from "../../runtime/scheduler/explorer.ts";
import type { FoundOutcome } from "../../runtime/scheduler/found-outcomes.ts";
import { OutputLog } from "../../runtime/scheduler/output-log.ts";
import { formatSchedule } from "../../runtime/scheduler/schedule.ts";
import { guestNames } from "../frontend/compile/compile-guest.ts";
import { guest, instrumentCache, replay, source } from "../guests/run-guest.ts";

const guests = (await guestNames()).filter((name) => name.endsWith(".c"));

interface Found {
  readonly explorer: Explorer;
  /** Output and end of each outcome, sorted. */
  readonly outcomes: readonly string[];
  readonly found: readonly FoundOutcome[];
}

type Options = Partial<SystemOptions> & ExploreOptions;

/** Explores, for so many steps at most. */
async function explore(program: Uint8Array, options: Options = {}, most = 20_000): Promise<Found> {
  const { prune, reduce, bound, longest, ...rest } = options;
  const output = new OutputLog();
  const system = await System.create({ name: "guest", cache: instrumentCache, ...rest, program, streams: output });
  const chosen = Object.fromEntries(
    Object.entries({ prune, reduce, bound, longest }).filter(([, value]) => value !== undefined),
  );
  const explorer = new Explorer(system.machine, output, { seed: options.seed ?? 0, ...chosen });
  while (!explorer.done && explorer.steps < most) {
    const wanted = explorer.step();
    if (wanted !== undefined) await system.prepare(wanted.bytes, wanted.name);
  }
  const found = explorer.outcomes;
  return { explorer, found, outcomes: found.map(textOf).sort() };
}

function textOf({ stdout, stderr, end }: Pick<FoundOutcome, "stdout" | "stderr" | "end">): string {
  switch (end.kind) {
    case "ended":
      return JSON.stringify([stdout, stderr, end.end]);
    case "deadlock":
      return JSON.stringify([stdout, stderr, end.waiters]);
    default:
      return JSON.stringify([stdout, stderr, end.kind]);
  }
}

const printed = ({ found }: Found) => found.map(({ stdout }) => stdout).sort();
const outcome = (name: string) => guest(`outcomes/${name}.c`);
const schedules = ({ found }: Found) => found.reduce((sum, { count }) => sum + count, 0);

describe("every outcome is found of", () => {
  it.each<[what: string, name: string, outputs: string[], options?: Options]>([
    ["a child and a parent that does not wait", "who-is-first", ["child parent ", "parent child "]],
    ["forks of what was printed and not yet written", "two-forks", ["xyxyxyxy"]],
    ["two writers on one pipe", "two-writers", ["12ab\n", "1a2b\n", "1ab2\n", "a12b\n", "a1b2\n", "ab12\n"]],
    ["two philosophers, who may starve", "philosophers", ["", "all have eaten\n"]],
    ["a counter that nobody reads while it is written", "counter", ["2\n"]],
    ["a counter, interrupted anywhere", "counter", ["1\n", "2\n"], { preempt: "memory" }],
    ["a counter, twice", "counter", ["2\n", "3\n", "4\n"], { preempt: "memory", args: ["2"] }],
  ])("%s", async (_, name, outputs, options) => {
    const seen = await explore(await outcome(name), options);
    expect([printed(seen), seen.explorer.complete]).toEqual([outputs, true]);
  });

  it("an optimised counter that is added to at once, which loses a whole addend", async () => {
    const seen = await explore(await guest("outcomes/counter.c", ["-O2"]), { preempt: "memory", args: ["2"] });
    expect(printed(seen)).toEqual(["2\n", "3\n", "4\n"]); // it is volatile: each `++` stays a load and a store
  });
});

describe("each outcome can be had again from its schedule", () => {
  it.each<[name: string, options?: Options]>([
    ["who-is-first"],
    ["two-writers"],
    ["philosophers"],
    ["counter", { preempt: "memory", args: ["2"] }],
  ])("%s", async (name, options = {}) => {
    const program = await outcome(name);
    const { outcomes } = await search({ ...options, program, name: "guest", cache: instrumentCache });
    for (const one of outcomes) {
      const { stdout, stderr, outcome } = await replay(program, formatSchedule(one.schedule), options);
      expect(textOf({ stdout, stderr, end: outcome as FoundOutcome["end"] })).toBe(textOf(one));
    }
  });
});

describe("going into each state once finds what going everywhere finds", () => {
  it.each<[name: string, options?: Options]>([
    ["who-is-first"],
    ["two-forks"],
    ["philosophers"],
    ["counter", { preempt: "memory" }],
    ["counter", { preempt: "memory", args: ["2"] }],
  ])("%s %j", async (name, options = {}) => {
    const program = await outcome(name);
    const pruned = await explore(program, { ...options, reduce: false });
    const all = await explore(program, { ...options, reduce: false, prune: false }, 200_000);
    expect([pruned.explorer.complete, all.explorer.complete]).toEqual([true, true]);
    expect(pruned.outcomes).toEqual(all.outcomes);
    expect(pruned.found.map(({ count }) => count).sort()).toEqual(all.found.map(({ count }) => count).sort());
    expect(pruned.explorer.steps).toBeLessThanOrEqual(all.explorer.steps);
  });

  it.each(guests)("as far as a search of 400 steps goes, in %s", async (name) => {
    const program = await guest(name);
    const pruned = await explore(program, {}, 3000);
    const all = await explore(program, { reduce: false, prune: false }, 400);
    if (!pruned.explorer.complete) return; // it may have seen less than the other
    expect(pruned.outcomes).toEqual(expect.arrayContaining([...all.outcomes]));
  });
});

describe("a bound on preemptions", () => {
  it("leaves out what needs more, and says so", async () => {
    const program = await outcome("counter");
    const options = { preempt: "memory", args: ["2"] } as const;
    const results = await Promise.all([0, 1, 2, 9].map((bound) => explore(program, { ...options, bound })));
    expect(results.map(printed)).toEqual([["4\n"], ["2\n", "4\n"], ["2\n", "3\n", "4\n"], ["2\n", "3\n", "4\n"]]);
    expect(results.map(({ explorer }) => explorer.complete)).toEqual([false, false, false, true]);
    const whole = await explore(program, { ...options, reduce: false });
    expect(schedules(results[3] as Found)).toBe(schedules(whole));
  });

  it.each([0, 1, 2])("finds the same when states are gone into again (%i)", async (bound) => {
    const program = await outcome("who-is-first");
    const [pruned, all] = [await explore(program, { bound }), await explore(program, { bound, prune: false })];
    expect([pruned.outcomes, schedules(pruned)]).toEqual([all.outcomes, schedules(all)]);
  });
});

describe("a search", () => {
  it("that ends early knows what it has seen, and is not complete", async () => {
    const seen = await explore(await outcome("philosophers"), {}, 30);
    expect([seen.explorer.done, seen.explorer.complete, seen.found.length > 0]).toEqual([false, false, true]);
  });

  it("gives up runs that do not end", async () => {
    const seen = await explore(await source("endless.c"), { longest: 2, preempt: "loops" }, 40);
    expect(seen.found.some(({ end }) => end.kind === "cut")).toBe(true);
    expect(seen.explorer.complete).toBe(false);
  });

  it("goes into states that differ in what was used, where a guest is told that", async () => {
    const seen = await explore(await source("counts-switches.c"));
    expect(printed(seen)).toEqual(["0\n", "1\n", "2\n"]);
    const all = await explore(await source("counts-switches.c"), { prune: false });
    expect([seen.outcomes, schedules(seen)]).toEqual([all.outcomes, schedules(all)]);
  });

  it("knows that /proc tells it, too", async () => {
    const program = await source("tells-faults.c");
    const [seen, all] = [await explore(program), await explore(program, { prune: false })];
    expect([seen.outcomes, schedules(seen)]).toEqual([all.outcomes, schedules(all)]);
  });

  it("tells outcomes apart by their bytes, not by how they look", async () => {
    const seen = await explore(await source("raw-bytes.c"));
    expect(seen.found.map(({ stdout }) => stdout)).toEqual(["\ufffd\ufffd", "\ufffd\ufffd"]);
  });

  it("runs programs that are executed", async () => {
    const seen = await explore(await guest("vfork.c"));
    expect(seen.explorer.complete).toBe(true);
  });
});
