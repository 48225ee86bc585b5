import { expect, test } from "vitest";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { Replay, ScheduleMismatch } from "../../../runtime/scheduler/policies/replay.ts";

test("each choice is the place of a process among the runnable ones", () => {
  const policy = new Replay({ seed: 1, choices: [0, 1, 1] });
  expect([policy.nextProcess([2, 3]), policy.nextProcess([2, 3]), policy.nextProcess([4, 9])]).toEqual([2, 3, 9]);
});

test("the random numbers are those of the seed", () => {
  expect(new Replay({ seed: 7, choices: [] }).nextRandom()).toBe(new Random(7).nextRandom());
});

test("there is one run to make", () => {
  const policy = new Replay({ seed: 7, choices: [] });
  expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
});

test("a run that goes on after the schedule's end does not fit it", () => {
  const policy = new Replay({ seed: 7, choices: [1] });
  policy.nextProcess([2, 3]);
  expect(() => policy.nextProcess([2, 3])).toThrow(
    new ScheduleMismatch(
      "Cannot replay prong1:7:1: decision 2 has 2 runnable processes, the schedule has ended. " +
        "Run the same program with the same arguments, files and version that it was recorded with.",
    ),
  );
});

test("a run with fewer runnable processes than the recorded one does not fit it", () => {
  expect(() => new Replay({ seed: 7, choices: [2] }).nextProcess([2, 3])).toThrow(
    "Cannot replay prong1:7:2: decision 1 has 2 runnable processes, the schedule chose number 3 there.",
  );
});
