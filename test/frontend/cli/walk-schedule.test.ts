import { describe, expect, it } from "vitest";
import { UsageError } from "../../../runtime/frontend/cli/usage-error.ts";
import { walkSchedule } from "../../../runtime/frontend/cli/walk-schedule.ts";
import { ScheduleMismatch } from "../../../runtime/scheduler/policies/replay.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";
import { guest, runWithSeed, source, Watched } from "../../guests/run-guest.ts";

const sieve = await guest("sieve.c");
const copy = await source("copy-input.c");
const nobody = { readInput: async () => undefined };
const recorded = await runWithSeed(sieve, 3, { args: ["12"] });

async function open(word = recorded.schedule) {
  const schedule = parseSchedule(word);
  return { watched: await Watched.create(sieve, { args: ["12"], schedule }), schedule };
}

describe("a schedule, step by step", () => {
  it("is the run that it was recorded of, and each step has a number", async () => {
    const { watched, schedule } = await open();
    const told: number[] = [];
    const outcome = await walkSchedule(watched.system, schedule, nobody, { told: (step) => told.push(step) });
    expect(outcome).toEqual(recorded.outcome);
    expect([watched.output.stdout, watched.trace]).toEqual([recorded.stdout, recorded.trace]);
    expect(told).toEqual(told.map((_, i) => i + 1));
  });

  it("stops after the step that is asked for, with all that was printed so far", async () => {
    const traces: string[] = [];
    for (const to of [1, 20, 40]) {
      const { watched, schedule } = await open();
      const told: number[] = [];
      const options = { to, told: (step: number) => told.push(step) };
      expect(await walkSchedule(watched.system, schedule, nobody, options)).toBeUndefined();
      expect(told.at(-1)).toBe(to);
      const trace = watched.trace.join("\n");
      expect(recorded.trace.join("\n").startsWith(trace)).toBe(true);
      traces.push(trace);
    }
    expect(traces).toEqual([...traces].sort((one, other) => one.length - other.length));
    expect(new Set(traces).size).toBe(3);
  });

  it("can stop after the last step, and after none that comes later", async () => {
    const { watched, schedule } = await open();
    let steps = 0;
    await walkSchedule(watched.system, schedule, nobody, { told: (step) => (steps = step) });
    const last = await open();
    expect(await walkSchedule(last.watched.system, schedule, nobody, { to: steps })).toBeUndefined();
    expect(last.watched.output.stdout).toBe(recorded.stdout);
    const beyond = await open();
    await expect(walkSchedule(beyond.watched.system, schedule, nobody, { to: steps + 1 })).rejects.toThrow(
      new UsageError(`Cannot stop after step ${steps + 1}: the run has ended after ${steps} steps`),
    );
  });

  it("brings input when all wait for it", async () => {
    const chunks = ["ab", "c\n"].map((text) => new TextEncoder().encode(text));
    const watched = await Watched.create(copy);
    const { schedule } = await Watched.create(copy);
    const readInput = async () => chunks.shift();
    await walkSchedule(watched.system, parseSchedule(schedule), { readInput }, {});
    expect(watched.output.stdout).toBe("abc\n");
  });

  it("that is too short or too long does not fit", async () => {
    for (const word of [recorded.schedule.replace(/[^:]*$/, "1"), `${recorded.schedule}3`]) {
      const { watched, schedule } = await open(word);
      await expect(walkSchedule(watched.system, schedule, nobody, {})).rejects.toThrow(ScheduleMismatch);
    }
  });
});
