/** Limits, times, timers and identity, from within: what programs print of them. The host's kernel prints the same (host.test.ts). */
import { describe, expect, it } from "vitest";
import { Machine } from "../../runtime/scheduler/machine.ts";
import { expected, run, source, Watched } from "./run-guest.ts";

describe("a program sees", () => {
  it.each(["identity", "limits", "timers", "times"])("%s", async (name) => {
    const seen = await run(await source(`${name}.c`), { preempt: "loops", watchCalls: false });
    expect(seen.stdout).toBe(await expected(name));
    expect(seen.exitCode).toBe(0);
  });
});

it("the same again, also when the world is put aside in between", async () => {
  const program = await source("timers.c");
  const options = { preempt: "loops", watchCalls: false } as const;
  const { system, output } = await Watched.create(program, options);
  expect(system.machine).toBeInstanceOf(Machine);
  for (let step = 0; step < 400; step++) system.machine.step();
  const snapshot = system.snapshot();
  const before = output.stdout;
  await system.finish();
  const whole = output.stdout;
  system.restore(snapshot);
  await system.finish();
  expect(output.stdout).toBe(whole + whole.slice(before.length));
});

it("an endless loop ends at its limit, also of a process that a policy never switches from", async () => {
  const { outcome } = await run(await source("cpu-limit.c"), { preempt: "loops", watchCalls: false });
  expect(outcome).toEqual({ kind: "ended", end: { signal: 24 } });
});
