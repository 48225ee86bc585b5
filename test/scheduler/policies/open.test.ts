import { describe, expect, it } from "vitest";
import { Open } from "../../../runtime/scheduler/policies/open.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { NOBODY } from "../../../runtime/scheduler/policy.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";

const decision = { runnable: [2, 3], current: 2, usual: 2 };

describe("an open policy", () => {
  it("leaves it open who runs, and says whom another would run", () => {
    const policy = new Open(new RoundRobin());
    expect(policy.opinion).toBeUndefined();
    expect(policy.nextProcess([2, 3], undefined, 2)).toBe(NOBODY);
    expect(policy.opinion).toBe(3);
    policy.decided(decision, 2);
    expect(policy.opinion).toBeUndefined();
  });

  it("has no opinion that the other has not: after a quantum it is the next one's turn", () => {
    const [policy, other] = [new Open(new RoundRobin()), new RoundRobin()];
    for (let i = 0; i < 2500; i++) {
      policy.nextProcess([2, 3], 2, 2);
      expect(policy.opinion).toBe(other.nextProcess([2, 3], 2, 2));
      policy.decided(decision, policy.opinion ?? 0);
    }
  });

  it("has forgotten a schedule once it was left, and draws its random numbers still", () => {
    const policy = new Open(new Replay(parseSchedule("prong2:abcdef:syscalls:7:bb")));
    policy.nextProcess([2, 3], 2, 2);
    expect(policy.opinion).toBe(3);
    policy.decided(decision, 2);
    policy.nextProcess([2, 3], 2, 2);
    expect(policy.opinion).toBe(2);
    const random = new Random(7);
    expect([policy.nextRandom(), policy.nextRandom()]).toEqual([random.nextRandom(), random.nextRandom()]);
  });
});
