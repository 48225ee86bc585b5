/** setjmp and longjmp from end to end: the same as on the host, in every order of events, however stacks are captured. */

import { describe, expect, it } from "vitest";
import { BUSY_HOST } from "./busy-host.ts";
import { HOST_COMPILER, runSourceOnHost } from "./on-host.ts";
import { expected, type RunOptions, run, runWithSeed, source, Watched } from "./run-guest.ts";

const stdout = await expected("jumps");
const program = await source("jumps.c");
const QUIET: RunOptions = { watchCalls: false };

describe("programs that jump", () => {
  it("print what the host's library lets them print", async () => {
    const seen = await run(program, { watchCalls: true });
    expect(seen.stdout).toBe(stdout);
    expect(seen).toMatchObject({ stderr: "", exitCode: 0, outcome: { kind: "ended" } });
  });

  it.skipIf(HOST_COMPILER === undefined)("which is this", BUSY_HOST, () => {
    expect(runSourceOnHost("jumps.c")).toEqual({ stdout, stderr: "", exitCode: 0 });
  });

  it.each<[string, RunOptions]>([
    ["preempted in loops", { preempt: "loops" }],
    ["with memory that is forked as a whole", { memory: "eager" }],
    ["in one place", { places: 1 }],
    ["with stacks captured by the oracle", { capture: "asyncify" }],
  ])("print the same %s", async (_, options) => {
    expect((await run(program, { ...QUIET, ...options })).stdout).toBe(stdout);
  });

  it("print the same however they are optimized", async () => {
    for (const level of ["-O0", "-O2"])
      expect((await run(await source("jumps.c", [level]), QUIET)).stdout).toBe(stdout);
  });

  it.each([1, 2, 3])("print the same whatever the order of events (seed %i)", async (seed) => {
    expect((await runWithSeed(program, seed, { ...QUIET, preempt: "loops" })).stdout).toBe(stdout);
  });

  it("go on from snapshots taken on the way: what was put aside is part of the world", async () => {
    const { system, output } = await Watched.create(program, QUIET);
    for (let steps = 1; system.machine.step() === undefined; steps++) {
      if (steps % 5 === 0 && steps < 2000) system.restore(system.snapshot());
    }
    expect(output.stdout).toBe(stdout);
  });
});
