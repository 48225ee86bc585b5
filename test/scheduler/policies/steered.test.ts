import { describe, expect, it, test } from "vitest";
import { copyGraph } from "../../../runtime/kernel/snapshot.ts";
import { Outside } from "../../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { Helm, Steered } from "../../../runtime/scheduler/policies/steered.ts";
import { NOBODY, type Policy } from "../../../runtime/scheduler/policy.ts";
import { scheduleOf } from "../schedule-of.ts";

function steer(policy: Policy) {
  const helm = new Helm();
  return { helm, steered: new Steered(policy, helm) };
}

const ask = (policy: Policy, count: number) =>
  Array.from({ length: count }, () => policy.nextProcess([2, 3, 5], undefined, undefined));

describe("a steered policy", () => {
  it("decides as the other does, where nobody knows better", () => {
    const { steered } = steer(new Random(3));
    expect(ask(steered, 20)).toEqual(ask(new Random(3), 20));
  });

  it("decides as is known, and then as the other would have after that many questions", () => {
    const { steered, helm } = steer(new Random(3));
    helm.begin([5, undefined, 5]);
    const usual = ask(new Random(3), 10);
    expect(ask(steered, 10)).toEqual([5, usual[1], 5, ...usual.slice(3)]);
    expect(helm.made.slice(0, 1)).toEqual([{ runnable: [2, 3, 5], current: undefined, usual: 2, pid: 5 }]);
    helm.begin([]);
    expect(helm.made).toEqual([]);
  });

  it("leaves open what the other does", () => {
    const { steered, helm } = steer(new Outside());
    helm.begin([3]);
    expect(steered.nextProcess([2, 3], 2, 2)).toBe(NOBODY);
    expect(helm.decide({ runnable: [2, 3], current: 2, usual: 2 }, 2)).toBe(3);
  });

  it("does not ask again who is outside of the world", () => {
    class Asking extends RoundRobin {
      readonly asks = true;
      asked = 0;
      override nextProcess(...given: Parameters<RoundRobin["nextProcess"]>): number {
        this.asked++;
        return super.nextProcess(...given);
      }
    }
    const policy = new Asking();
    const { steered, helm } = steer(policy);
    helm.begin([5, 3]);
    expect([ask(steered, 2), policy.asked]).toEqual([[5, 3], 0]);
    ask(steered, 1);
    expect(policy.asked).toBe(1);
  });

  it("goes on by turns when a schedule was left that it repeats", () => {
    const { steered, helm } = steer(new Replay(scheduleOf({ made: 2, unusual: [] })));
    helm.begin([2, 3]);
    expect(ask(steered, 4)).toEqual([2, 3, 2, 3]);
  });

  it("refuses who cannot run", () => {
    const { steered, helm } = steer(new RoundRobin());
    helm.begin([4]);
    expect(() => ask(steered, 1)).toThrow("Cannot decide that process 4 runs: expected one of [2, 3, 5]");
  });
});

test("what is at the helm is no part of the world", () => {
  const { steered, helm } = steer(new Random(1));
  const copy = copyGraph(steered);
  helm.begin([5]);
  expect(ask(copy, 1)).toEqual([5]);
});

test("random numbers are the other's, and so is how many runs there are", () => {
  const [{ steered }, other] = [steer(new Random(7)), new Random(7)];
  expect([steered.nextRandom(), steered.beginRun(), steered.beginRun()]).toEqual([other.nextRandom(), true, false]);
});
