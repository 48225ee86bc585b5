import { expect, test } from "vitest";
import { Outside } from "../../../runtime/scheduler/policies/outside.ts";
import { Replay } from "../../../runtime/scheduler/policies/replay.ts";
import { NOBODY, type Policy } from "../../../runtime/scheduler/policy.ts";
import { RandomNumbers } from "../../../runtime/scheduler/random-numbers.ts";
import { scheduleOf } from "../schedule-of.ts";

test.each([
  [[2, 3], 2, 2],
  [[2, 3, 5], undefined, 4],
  [[7, 9], undefined, undefined],
])("nobody is chosen of %j, when %s runs and %s ran last", (runnable, current, last) => {
  const policy: Policy = new Outside(7);
  expect(policy.nextProcess(runnable, current, last)).toBe(NOBODY);
});

test("random numbers are those of the seed, 0 unless told otherwise", () => {
  for (const seed of [undefined, 0, 7, 0xffffffff]) {
    const [policy, numbers] = [new Outside(seed), new RandomNumbers(seed ?? 0)];
    const draw = (next: () => number) => Array.from({ length: 5 }, next);
    expect(draw(() => policy.nextRandom())).toEqual(draw(() => numbers.next()));
  }
});

test("random numbers are those that a replay of what was decided draws", () => {
  const [policy, replay] = [new Outside(7), new Replay(scheduleOf({ made: 0, unusual: [] }, 7))];
  policy.nextProcess(); // a question draws nothing
  expect([policy.nextRandom(), policy.nextRandom()]).toEqual([replay.nextRandom(), replay.nextRandom()]);
});

test("there is one run to make", () => {
  const policy = new Outside();
  expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
});
