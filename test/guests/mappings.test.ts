/** Shared memory as guests see it, and what their users are told of it. `host.test.ts` compares the rest with the host. */
import { Directory, File } from "@bjorn3/browser_wasi_shim";
import { describe, expect, it } from "vitest";
import { memoryUsage } from "../../runtime/kernel/memory-usage.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { type RunOptions, run, source, Watched } from "./run-guest.ts";

const quiet = { watchCalls: false } as const;
const withSeed = (seed: number): RunOptions => ({ policy: new Random(seed), seed });

describe("parent and child that count in shared memory", () => {
  it.each<[string, RunOptions]>([
    ["copied on write", {}],
    ["copied at the fork", { memory: "eager" }],
    ["in one place", { places: 1 }],
  ])("count every time, when memory is %s", async (_how, options) => {
    const { stdout } = await run(await source("shared-race.c"), {
      ...quiet,
      ...options,
      args: ["3000"],
      preempt: "loops",
    });
    expect(stdout).toBe("they counted to 6000\n");
  });

  it("lose counts when they may be preempted between a load and a store, but not under a semaphore", async () => {
    const race = await source("shared-race.c");
    const seen = [];
    for (const seed of [1, 2, 3]) {
      const { stdout } = await run(race, { ...quiet, ...withSeed(seed), args: ["40"], preempt: "memory" });
      seen.push(Number(/\d+/.exec(stdout)?.[0]));
    }
    expect(seen.every((count) => count >= 2 && count <= 80) && seen.some((count) => count < 80)).toBe(true);
    const counter = await source("shared-counter.c");
    const { stdout } = await run(counter, { ...quiet, ...withSeed(1), args: ["20"], preempt: "memory" });
    expect(stdout).toBe("child private 20\nshared 40 private 20\n");
  });
});

describe("programs that share by name, and never fork", () => {
  const mounts = async () => [
    { at: "/programs", files: new Directory([["adder", new File(await source("shared-adder.c"))]]) },
  ];

  it.each<[string, RunOptions]>([
    ["copied on write", {}],
    ["copied at the fork", { memory: "eager" }],
    ["in one place each", { places: 1, ...withSeed(3) }],
  ])("see each other, when memory is %s", async (_how, options) => {
    const program = await source("shared-adders.c");
    const { stdout } = await run(program, { ...quiet, ...options, mounts: await mounts() });
    expect(stdout).toBe("they added 100\n");
  });

  it("are told of in a deadlock by the word that they wait for", async () => {
    const program = await source("shared-adders.c");
    const { outcome } = await run(program, { mounts: await mounts(), args: ["wait"] });
    expect(outcome).toMatchObject({
      kind: "deadlock",
      waiters: [{ waitsFor: ["the word at 0x0 of shared memory to change"] }],
    });
  });
});

it("a forbidden store is told with the page and the reason", async () => {
  const { trace } = await run(await source("forbidden-stores.c"));
  expect(trace.filter((line) => line.includes("--- SIGSEGV"))).toEqual([
    expect.stringMatching(/it has stored to memory that is read-only, at 0x[0-9a-f]+000 to 0x[0-9a-f]+fff$/),
    expect.stringMatching(/read-only/),
  ]);
});

it("shared pages count once in the world, and as shared in each process", async () => {
  const watched = await Watched.create(await source("shared-race.c"), { ...quiet, args: ["10"] });
  const { machine } = watched.system;
  while (machine.kernel.world.processes.size < 2) machine.step();
  machine.step();
  for (const { shared, private: own, resident } of memoryUsage(machine.kernel.world).values()) {
    expect(shared).toBeGreaterThan(0);
    expect(own + shared).toBe(resident);
  }
});
