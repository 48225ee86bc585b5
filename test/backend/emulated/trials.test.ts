import { describe, expect, it } from "vitest";
import { byChoices } from "../../../runtime/backend/emulated/few-switches.ts";
import { Trials } from "../../../runtime/backend/emulated/trials.ts";
import { bySteps, bySwitches } from "../../../runtime/scheduler/guide.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";
import { guest, instrumentCache, replay, runWithSeed, source } from "../../guests/run-guest.ts";

const program = await guest("outcomes/philosophers.c");
const copy = await source("copy-input.c");

async function trialsOf(seed: number) {
  const recorded = await runWithSeed(program, seed);
  const schedule = parseSchedule(recorded.schedule);
  const trials = await Trials.create({ program, name: "guest", cache: instrumentCache, schedule });
  return { recorded, trials, schedule, trial: await trials.run(byChoices(schedule)) };
}

describe("a trial", () => {
  it.each([1, 2, 3, 7, 8, 9])(
    "is the run that was recorded, by its choices, its switches and its steps: seed %i",
    async (seed) => {
      const { recorded, trials, schedule, trial } = await trialsOf(seed);
      const { made, unusual } = schedule;
      expect(trial.result).toEqual({ stdout: recorded.stdout, stderr: recorded.stderr, end: recorded.outcome });
      expect(trial.choices).toEqual({ made, unusual });
      for (const guide of [byChoices(schedule), bySwitches(trial.switches), bySteps(trial.steps)]) {
        expect(await trials.run(guide)).toEqual(trial);
      }
      expect(trials.runs).toBe(4);
    },
  );

  it("without an opinion is one without preemptions", async () => {
    const { trials } = await trialsOf(1);
    const quiet = await trials.run(bySwitches([]));
    expect([quiet.switches, quiet.preemptions]).toEqual([[], 0]);
  });

  it("has the input that all have, which is asked for once", async () => {
    let asked = 0;
    const input = {
      *[Symbol.iterator]() {
        for (const text of ["ab", "c\n"]) {
          asked++;
          yield new TextEncoder().encode(text);
        }
      },
    };
    const seen = await runWithSeed(copy, 1, { input: ["ab", "c\n"] });
    const trials = await Trials.create({
      program: copy,
      name: "guest",
      cache: instrumentCache,
      schedule: parseSchedule(seen.schedule),
      input,
    });
    for (let i = 0; i < 3; i++) expect((await trials.run(bySwitches([]))).result.stdout).toBe("abc\n");
    expect(asked).toBe(2);
    expect(await trials.search(0, () => true, 1000)).toEqual({ complete: false });
  });
});

describe("a look at a step", () => {
  it("says who had it, which calls it made, and where it was", async () => {
    const { trials, trial } = await trialsOf(7);
    const calls: string[] = [];
    for (let step = 1; step <= trial.steps.length; step++) {
      const { pid, calls: made, from, to } = await trials.look(bySteps(trial.steps), step);
      expect(pid).toBe(trial.steps[step - 1]);
      if (step > 1) expect(from.length + to.length).toBeGreaterThan(0);
      calls.push(...made.map((call) => `[${pid}] ${call}`));
    }
    expect(calls).toContain("[2] fork()");
    expect(calls).toContain("[3] fd_read(3, 1 bytes)");
  });
});

describe("a search", () => {
  it("finds a run within its bound, or says that there is none", async () => {
    const { trials } = await trialsOf(1);
    const isDeadlock = ({ end }: { end: { kind: string } }) => end.kind === "deadlock";
    expect(await trials.search(0, isDeadlock, 10_000)).toEqual({ complete: true });
    const { found } = await trials.search(1, isDeadlock, 10_000);
    const trial = await trials.run(byChoices(found ?? { made: 0, unusual: [] }));
    expect([trial.result.end.kind, trial.preemptions]).toEqual(["deadlock", 1]);
    expect((await replay(program, (await runWithSeed(program, 1)).schedule)).outcome.kind).toBe("ended");
  });

  it("says that it has not seen all where it had no steps left", async () => {
    const { trials } = await trialsOf(1);
    expect(await trials.search(9, () => false, 10)).toEqual({ complete: false });
  });
});
