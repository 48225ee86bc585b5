import { describe, expect, it, test } from "vitest";
import { RoundRobin } from "../../../runtime/scheduler/policies/round-robin.ts";
import { RandomNumbers } from "../../../runtime/scheduler/random-numbers.ts";

const QUANTUM = 1000;

describe("who runs next", () => {
  it("is the one that runs now, after a fork: the parent goes on first, as on Linux", () => {
    expect(new RoundRobin().nextProcess([2, 3], 2)).toBe(2);
    expect(new RoundRobin().nextProcess([2, 3], 3)).toBe(3);
  });

  it("is the next in pid order, when the one that ran went to sleep, ended or yielded", () => {
    const policy = new RoundRobin();
    const chosen: number[] = [];
    for (let i = 0; i < 7; i++) chosen.push(policy.nextProcess([2, 3, 5], undefined));
    expect(chosen).toEqual([2, 3, 5, 2, 3, 5, 2]);
  });

  it("is the next in pid order also when the last one is not there any more", () => {
    const policy = new RoundRobin();
    policy.nextProcess([2, 3, 5], 3);
    expect(policy.nextProcess([2, 5], undefined)).toBe(5);
    expect(policy.nextProcess([2, 3], undefined)).toBe(2);
  });

  it("is the next after the one that ran last, even if it was not this policy that chose that one", () => {
    const policy = new RoundRobin();
    policy.nextProcess([2, 3], 2, 2);
    expect(policy.nextProcess([2, 3], undefined, 3)).toBe(2); // 3 ran alone meanwhile, and yields
  });

  it("is another one after a quantum, so that polling for another's progress ends", () => {
    const policy = new RoundRobin();
    let decisions = 0;
    while (policy.nextProcess([2, 3], 2) === 2) decisions++;
    expect(decisions).toBe(QUANTUM + 1);
    expect(policy.nextProcess([2, 3], 3)).toBe(3);
  });

  it("gives each of many that never wait the same number of turns", () => {
    const policy = new RoundRobin();
    const turns = new Map<number, number>();
    let current: number | undefined;
    for (let i = 0; i < 30 * (QUANTUM + 1); i++) {
      current = policy.nextProcess([2, 3, 7], current);
      turns.set(current, (turns.get(current) ?? 0) + 1);
    }
    expect([...turns.values()]).toEqual([10 * (QUANTUM + 1), 10 * (QUANTUM + 1), 10 * (QUANTUM + 1)]);
  });
});

test("random numbers are those of the seed, 0 unless told otherwise", () => {
  expect(new RoundRobin(7).nextRandom()).toBe(new RandomNumbers(7).next());
  expect(new RoundRobin().nextRandom()).toBe(new RandomNumbers(0).next());
});

test("there is one run to make", () => {
  const policy = new RoundRobin();
  expect([policy.beginRun(), policy.beginRun()]).toEqual([true, false]);
});
