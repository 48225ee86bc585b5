import fc from "fast-check";
import { expect, it, test } from "vitest";
import { Outside } from "../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { Recorder } from "../../runtime/scheduler/recorder.ts";
import { formatSchedule, parseSchedule } from "../../runtime/scheduler/schedule.ts";
import { runOf, scheduleOf } from "./schedule-of.ts";

const NONE = { made: 0, unusual: [] };

/** What a policy may be asked: who of these, and whether the one that ran last could go on. */
const questions = fc.array(
  fc
    .tuple(
      fc.uniqueArray(fc.integer({ min: 2, max: 40 }), { minLength: 2, maxLength: 30 }),
      fc.boolean(),
      fc.integer({ min: 2, max: 40 }),
    )
    .map(([pids, goesOn, ran]) => {
      const runnable = [...pids].sort((one, other) => one - other);
      const current = goesOn ? runnable[ran % runnable.length] : undefined;
      return { runnable, current, last: current ?? ran };
    }),
  { maxLength: 50 },
);

it.each<[string, (seed: number) => Policy]>([
  ["random", (seed) => new Random(seed)],
  ["round-robin", (seed) => new RoundRobin(seed)],
])("writes down what another policy decides, so that Replay decides the same, random numbers too: %s", (_, make) => {
  fc.assert(
    fc.property(questions, fc.integer({ min: 0, max: 0xffffffff }), (asked, seed) => {
      const decide = (policy: Policy) =>
        asked.map(({ runnable, current, last }) => [policy.nextProcess(runnable, current, last), policy.nextRandom()]);
      const recorder = new Recorder(make(seed), runOf(seed));
      const recorded = decide(recorder);
      const word = formatSchedule(recorder.schedule);
      const again = new Recorder(new Replay(parseSchedule(word)), runOf(seed));
      expect(decide(again)).toEqual(recorded);
      expect(again.choices).toEqual(recorder.choices);
      expect(() => again.end()).not.toThrow();
    }),
  );
});

test("only what is not the usual choice is written down, the rest is counted", () => {
  const recorder = new Recorder(new RoundRobin(), runOf());
  recorder.nextProcess([2, 3], 2, 2);
  recorder.nextProcess([2, 3], undefined, 2);
  expect(recorder.choices).toEqual({ made: 2, unusual: [] });
});

test("what is decided outside is written down when it is decided, and nothing of what is open", () => {
  const recorder = new Recorder(new Outside(7), runOf());
  recorder.nextProcess([2, 3], 2, 2);
  expect(recorder.choices).toEqual(NONE);
  recorder.decided({ runnable: [2, 3], current: 2, usual: 2 }, 3);
  recorder.decided({ runnable: [2, 3], current: 3, usual: 3 }, 3);
  expect(recorder.choices).toEqual({ made: 2, unusual: [{ at: 0, choice: 1 }] });
});

test("with each run it begins anew", () => {
  const recorder = new Recorder(new Random(1), runOf());
  expect(recorder.beginRun()).toBe(true);
  for (let i = 0; i < 9; i++) recorder.nextProcess([2, 3], 2, 2);
  expect(recorder.choices.made).toBe(9);
  expect(recorder.beginRun()).toBe(false);
  expect(recorder.choices).toEqual(NONE);
});

test("it hands out copies: what was asked for does not grow later", () => {
  const recorder = new Recorder(new Outside(), runOf());
  const { choices } = recorder;
  recorder.decided({ runnable: [2, 3], current: 2, usual: 2 }, 3);
  expect(choices).toEqual(NONE);
});

test("the end of a run is told to the policy that decides", () => {
  const recorder = new Recorder(new Replay(scheduleOf({ made: 1, unusual: [] })), runOf());
  expect(() => recorder.end()).toThrow("the run has ended after 0 decisions, the schedule has 1");
  expect(() => new Recorder(new Random(1), runOf()).end()).not.toThrow();
});
