/** Signals from end to end: programs that print the same on the host's kernel, in every order of events, however they are run. */

import { describe, expect, it } from "vitest";
import { BUSY_HOST } from "./busy-host.ts";
import { HOST_COMPILER, runSourceOnHost } from "./on-host.ts";
import { CAPTURE, expected, type RunOptions, replay, run, runWithSeed, source, Watched } from "./run-guest.ts";

const PROGRAMS = [
  "signal-handlers",
  "signal-interrupts",
  "signal-waits",
  "signal-children",
  "signal-groups",
  "signal-faults",
] as const;

/** Where one must be preempted to hear of a signal. */
const LOOPS = new Set<string>(["signal-faults"]);

const WAYS: readonly (readonly [string, RunOptions])[] = [
  ["preempted in loops", { preempt: "loops" }],
  ["with memory that is forked as a whole", { memory: "eager" }],
  ["in one place", { places: 1 }],
];

const base = (name: string): RunOptions => ({ watchCalls: false, ...(LOOPS.has(name) ? { preempt: "loops" } : {}) });

describe.each(PROGRAMS)("%s", (name) => {
  it("prints what the host's kernel lets it print", async () => {
    const stdout = await expected(name);
    const seen = await run(await source(`${name}.c`), { ...base(name), watchCalls: true });
    expect(seen.stdout).toBe(stdout);
    expect(seen).toMatchObject({ stderr: "", exitCode: 0, outcome: { kind: "ended" } });
  });

  it.skipIf(HOST_COMPILER === undefined)("which is this", BUSY_HOST, async () => {
    expect(runSourceOnHost(`${name}.c`)).toEqual({ stdout: await expected(name), stderr: "", exitCode: 0 });
  });

  it.each(WAYS)("prints the same %s", async (_, options) => {
    const seen = await run(await source(`${name}.c`), { ...base(name), ...options });
    expect(seen.stdout).toBe(await expected(name));
  });

  it("prints the same whatever the order of events, and the same again from the schedule", async () => {
    const program = await source(`${name}.c`);
    for (const seed of [1, 2, 3, 4]) {
      const seen = await runWithSeed(program, seed, base(name));
      expect(seen.stdout, `seed ${seed}`).toBe(await expected(name));
      if (seed === 1) expect(await replay(program, seen.schedule, base(name))).toEqual(seen);
    }
  });

  it.skipIf(CAPTURE === "asyncify" || LOOPS.has(name))(
    "prints the same with stacks captured by the oracle",
    async () => {
      const seen = await run(await source(`${name}.c`), { ...base(name), capture: "asyncify" });
      expect(seen.stdout).toBe(await expected(name));
    },
  );

  it("goes on from snapshots taken on the way", async () => {
    const program = await source(`${name}.c`);
    const watched = await Watched.create(program, base(name));
    const { system, output } = watched;
    let steps = 0;
    for (;;) {
      if (system.machine.step() !== undefined) break;
      if (++steps % 7 === 0) system.restore(system.snapshot());
    }
    expect(output.stdout).toBe(await expected(name));
  });
});
