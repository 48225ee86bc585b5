import { describe, expect, it } from "vitest";
import type { OneRun } from "../../../runtime/scheduler/policies/one-run.ts";
import { Outside } from "../../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { RandomNumbers } from "../../../runtime/scheduler/random-numbers.ts";
import { scheduleOf } from "../schedule-of.ts";

describe.each<[name: string, make: (seed: number) => OneRun]>([
  ["round-robin", (seed) => new RoundRobin(seed)],
  ["random", (seed) => new Random(seed)],
  ["replay", (seed) => new Replay(scheduleOf({ made: 0, unusual: [] }, seed))],
  ["outside", (seed) => new Outside(seed)],
])("%s", (_, make) => {
  it("decides one run", () => {
    const policy = make(7);
    expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
  });

  it("gives guests the random numbers of its seed, so that a replay gives the same", () => {
    const [policy, numbers] = [make(7), new RandomNumbers(7)];
    for (let i = 0; i < 5; i++) expect(policy.nextRandom()).toBe(numbers.next());
  });
});
