/** Two runs are the same at every step: of all guests; and where they are not, it is said where. */
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runTwice, type TwiceOptions } from "../../../runtime/backend/emulated/run-twice.ts";
import { TextStreams } from "../../../runtime/frontend/text-streams.ts";
import type { KernelEvent } from "../../../runtime/kernel/event.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { guestNames, ROOT } from "../../frontend/compile/compile-guest.ts";
import { guest, instrumentCache, source } from "../../guests/run-guest.ts";
import { IS_LONG } from "../../is-long.ts";

const twice = (program: Uint8Array, options: Partial<TwiceOptions> = {}) =>
  runTwice({ name: "guest", cache: instrumentCache, streams: new TextStreams(), ...options, program });

/** Those that are more than one file, or need others. */
const NOT_ALONE = new Set(["programs/sh.c"]);

const folders = ["", "hostile", "outcomes", "programs"];
const guests = (await Promise.all(folders.map(guestNames))).flat().filter((name) => !NOT_ALONE.has(name));
const allSources = readdirSync(join(ROOT, "test/guests/sources")).filter((name) => name.endsWith(".c"));
const sources = IS_LONG ? allSources : allSources.filter((_, i) => i % 4 === 0);

/** Some guests take all memory that there is. */
const LITTLE = { memory: 64 * 2 ** 20 };

/** As far as is looked in a test that is not long. */
const LIMITS = IS_LONG ? { every: 1, most: 20_000 } : { every: 8, most: 250 };

describe("a run is the same twice, at each step that is looked at:", () => {
  it.each([
    ...guests.map((name) => [name, () => guest(name)] as const),
    ...sources.map((name) => [name, () => source(name)] as const),
  ])("%s", async (_, make) => {
    const program = await make();
    const policies = [() => new RoundRobin(), () => new Random(5)];
    for (const policy of IS_LONG ? policies : policies.slice(1)) {
      const { difference, steps } = await twice(program, { ...LIMITS, policy, preempt: "loops", limits: LITTLE });
      expect(difference).toBeUndefined();
      expect(steps).toBeGreaterThan(0);
    }
  });
});

describe("both runs", () => {
  it("get the same input, and their output and events come once", async () => {
    const streams = new TextStreams();
    const chunks = ["one ", "two\n"].map((text) => new TextEncoder().encode(text));
    const events: KernelEvent[] = [];
    const seen = await twice(await source("copy-input.c"), {
      args: ["2"],
      streams,
      readInput: async () => chunks.shift(),
      listen: (event) => events.push(event),
    });
    expect(seen).toMatchObject({ outcome: { kind: "ended", end: { code: 0 } }, difference: undefined });
    expect(streams.stdout).toBe("one two\n");
    expect(events.filter(({ kind }) => kind === "start")).toHaveLength(1);
    expect(events.some(({ kind }) => kind === "call")).toBe(false);
  });

  it("may end in a deadlock", async () => {
    expect(await twice(await guest("wrong-fork.c"))).toMatchObject({
      outcome: { kind: "deadlock" },
      difference: undefined,
    });
  });

  it("end where there are too many steps", async () => {
    expect(await twice(await guest("sieve.c"), { most: 5 })).toMatchObject({ steps: 5, outcome: undefined });
  });
});

describe("where they differ it is said at which step,", () => {
  it("by how long a turn lasted, or whose it was", async () => {
    let seed = 0;
    const { difference, outcome } = await twice(await guest("sieve.c"), {
      args: ["20"],
      policy: () => new Random(seed++),
    });
    expect(outcome).toBeUndefined();
    expect(difference).toMatchObject({ step: expect.any(Number), call: expect.any(String) });
  });

  it("by what is in the world, and after which call", async () => {
    let seed = 0;
    const { difference } = await twice(await source("draws.c"), {
      policy: () => new RoundRobin(seed++),
      preempt: "loops",
    });
    expect(difference).toMatchObject({ what: "the world", pid: 2, call: expect.stringMatching(/^fd_read/) });
  });
});

it.each([0, -1, Number.NaN])("worlds are not compared every %s steps", async (every) => {
  await expect(twice(await guest("sieve.c"), { every })).rejects.toThrow(
    `Cannot compare every ${every} steps: expected at least 1`,
  );
});
