/** Two runs are the same at every step: of all guests; and where they are not, it is said where. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runTwice, type TwiceOptions } from "../../../runtime/backend/emulated/run-twice.ts";
import { TextStreams } from "../../../runtime/frontend/text-streams.ts";
import type { KernelEvent } from "../../../runtime/kernel/event.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { compileGuests, guestNames, ROOT } from "../../frontend/compile/compile-guest.ts";
import { guest, instrumentCache, SMALL, source } from "../../guests/run-guest.ts";
import { IS_LONG } from "../../is-long.ts";

const twice = (program: Uint8Array, options: Partial<TwiceOptions> = {}) =>
  runTwice({ name: "guest", cache: instrumentCache, streams: new TextStreams(), ...options, program });

const [sh, ps, tools] = await Promise.all(["sh", "ps", "tools"].map((name) => guest(`programs/${name}.c`, SMALL)));
const TOOLS = ["cat", "echo", "kill", "ls", "mkdir", "rm", "sleep", "true", "wc"];
const programs = { sh, ps, ...Object.fromEntries(TOOLS.map((name) => [name, tools])) } as Record<string, Uint8Array>;

/** What some are to do; the others know. */
const ARGS: Readonly<Record<string, readonly string[]>> = {
  "programs/tools.c": ["no such tool"],
  "alternate.c": ["2", "3"],
  "copy-input.c": ["3"],
  "map-script.c": ["0 m 0 1 4;0 s 0 3 77;0 f 1;1 s 0 5 9;1 m 1 0 2;0 p 0;1 p 0"],
  "orders.c": ["unlink"],
  "sessions.c": ["group-errors"],
  "signal-hostile.c": ["6"],
  "script.c": ["PhUhA(r01A1p)(z0b01k8U)d0z1n(oX{x}T)wwwO"],
};

const inFolder = (folder: string) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".c"));
const folders = ["", "hostile", "outcomes"];
const guests = (await Promise.all(folders.map(guestNames))).flat();
const sources = inFolder("test/guests/sources").sort();
const scripts = ["words", "commands", "redirections", "processes"];
const usertests = (await guestNames("usertests")).filter((name) => name.endsWith(".c"));

const rows: readonly { name: string; make: () => Promise<Uint8Array>; args?: readonly string[] | undefined }[] = [
  ...guests.map((name) => ({ name, make: () => guest(name), args: ARGS[name] })),
  ...sources.map((name) => ({ name, make: () => source(name), args: ARGS[name] })),
  { name: "programs/ps.c", make: async () => ps as Uint8Array },
  { name: "programs/tools.c", make: async () => tools as Uint8Array, args: ARGS["programs/tools.c"] },
  ...scripts.map((name) => ({
    name: `programs/sh.c with ${name}`,
    make: async () => sh as Uint8Array,
    args: ["-c", readFileSync(join(ROOT, "test/guests/sources/shell", `${name}.sh`), "utf8")],
  })),
  { name: "usertests", make: async () => (await compileGuests(usertests)).wasm },
];

/** Some guests take all memory that there is. */
const LITTLE = { memory: 32 * 2 ** 20 };

/** As far as is looked in a test that is not long: most have ended by then. Who ran and what was written is compared at each step. */
const LIMITS = IS_LONG ? { every: 1, most: 20_000 } : { every: 16, most: 250 };

describe("a run is the same twice, at each step that is looked at:", () => {
  it.each(rows.map((row) => [row.name, row] as const))("%s", async (_, { make, args = [] }) => {
    const program = await make();
    const policies = [() => new RoundRobin(), () => new Random(5)];
    for (const policy of IS_LONG ? policies : policies.slice(1)) {
      const options = { args, programs, policy, preempt: "loops", limits: LITTLE } as const;
      const { difference, steps } = await twice(program, { ...LIMITS, ...options });
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
