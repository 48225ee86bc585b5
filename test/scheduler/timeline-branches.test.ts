/** Another way from some step on. */

import { describe, expect, it } from "vitest";
import { type Branch, lengthOf } from "../../runtime/scheduler/history.ts";
import { Outside } from "../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import type { Choice } from "../../runtime/scheduler/policies/steered.ts";
import type { Policy } from "../../runtime/scheduler/policy.ts";
import { choicesOf } from "../../runtime/scheduler/recorder.ts";
import { scheduleOf } from "./schedule-of.ts";
import { ENDED, letters, make } from "./timelines.ts";

describe("a branch", () => {
  /** Up to the first step in which something is decided, and so many can run. */
  function toDecision(policy: Policy = new RoundRobin(), count = 2) {
    const made = make(letters, policy, { every: 3 });
    made.timeline.until(({ choices: [choice] }) => choice !== undefined && choice.runnable.length >= count);
    made.timeline.stepBack();
    const { position } = made.timeline;
    const [choice] = made.timeline.stepAt(position).choices;
    if (choice === undefined) throw new Error("something is decided there");
    const other = choice.runnable.find((pid) => pid !== choice.pid) as number;
    return { ...made, position, choice, other };
  }

  it.each([
    ["closed", () => new RoundRobin()],
    ["random", () => new Random(4)],
    ["open", () => new Outside()],
  ])("lets another process run, and keeps what came of it before (%s)", (_, policy) => {
    const { timeline, text, position, other } = toDecision(policy());
    const first = timeline.here;
    expect(timeline.run()).toEqual(ENDED);
    const before = text();
    timeline.seek(position);
    const branch = timeline.branch(other);
    expect(branch).toMatchObject({ parent: first, from: position, by: other });
    expect(timeline.stepAt(position).choices[0]?.pid).toBe(other);
    expect(timeline.run()).toEqual(ENDED);
    expect(text()).not.toBe(before);
    timeline.seek(lengthOf(first), first);
    expect(text()).toBe(before);
    timeline.seek(position, branch);
    expect(timeline.stepAt(position, first).choices[0]?.pid).not.toBe(other);
  });

  it("is not begun where the run goes on as it did, and begun once where it was begun before", () => {
    const { timeline, position, choice, other } = toDecision();
    const first = timeline.here;
    expect([timeline.branch(choice.pid), timeline.branches.length]).toEqual([first, 1]);
    timeline.seek(position);
    const branch = timeline.branch(other);
    timeline.step();
    timeline.seek(position, first);
    expect([timeline.branch(other), timeline.branches.length]).toEqual([branch, 2]);
    timeline.seek(position);
    expect([timeline.branch(choice.pid), timeline.branches.length]).toEqual([first, 2]); // and back
  });

  it("that leaves where another has left is beside it, and all of them are gone on", () => {
    const { timeline, position, choice, other } = toDecision(undefined, 3);
    const [first, third] = [timeline.here, choice.runnable.find((pid) => ![choice.pid, other].includes(pid)) as number];
    const ways = [other, third, choice.pid, third, other, choice.pid].map((pid) => {
      timeline.seek(position);
      return timeline.branch(pid);
    });
    const [one, two] = ways as [Branch, Branch];
    expect(ways).toEqual([one, two, first, two, one, first]);
    expect(timeline.branches).toEqual([first, one, two]);
    expect([one.parent, two.parent]).toEqual([first, first]);
  });

  it("at the end of what is known needs no other", () => {
    const { timeline, other, position } = toDecision();
    const again = make(letters, new RoundRobin());
    again.timeline.until(() => false, position);
    expect(again.timeline.length).toBe(position);
    expect(again.timeline.branch(other)).toBe(again.timeline.here);
    expect(again.timeline.stepAt(position).choices[0]?.pid).toBe(other);
    expect(timeline.branches.length).toBe(1);
  });

  it("has all decisions that lead to its end", () => {
    const { timeline, text, other, position } = toDecision(new Random(9));
    timeline.branch(other);
    timeline.run();
    const schedule = scheduleOf(choicesOf(timeline.choices()), 9);
    const { timeline: again, text: sameText } = make(letters, new Replay(schedule));
    expect(again.run()).toEqual(ENDED);
    expect(sameText()).toBe(text());
    expect(timeline.choices(timeline.branches[0]).length).toBeLessThanOrEqual(position + 1);
  });

  it("leaves a schedule that was repeated, and goes on as usual", () => {
    const { timeline } = make(letters);
    timeline.run();
    const schedule = scheduleOf(choicesOf(timeline.choices()));
    const { timeline: again, text } = make(letters, new Replay(schedule));
    again.until(({ choices: [choice] }) => choice !== undefined);
    again.stepBack();
    const { runnable, pid } = again.stepAt(again.position).choices[0] as Choice;
    again.branch(runnable.find((one) => one !== pid) as number);
    expect(again.run()).toEqual(ENDED);
    expect(text().trim().split(" ").sort()).toEqual("a0 a1 a2 b0 b1 b2 p0 p1 p2".split(" "));
  });

  it("can be forgotten, with those that began on it, but not from where it leads to", () => {
    const { timeline, position, other } = toDecision();
    const first = timeline.here;
    const branch = timeline.branch(other);
    timeline.until(({ choices }) => choices.length > 0);
    timeline.stepBack();
    const [choice] = timeline.stepAt(timeline.position).choices;
    timeline.branch(choice?.runnable.find((pid) => pid !== choice.pid) as number);
    expect(timeline.branches.length).toBe(3);
    expect(() => timeline.forget(branch)).toThrow(`Cannot forget the branch that leads to step ${timeline.position}`);
    timeline.seek(position, first);
    timeline.forget(branch);
    expect(timeline.branches).toEqual([first]);
    expect(() => timeline.forget(first)).toThrow("Cannot forget the branch that leads to");
    expect(() => timeline.seek(0, branch)).toThrow(
      "Cannot seek to step 0: its branch is none of this timeline's, or was forgotten",
    );
  });

  describe("that cannot be: nothing has happened then", () => {
    it("to a process that cannot run", () => {
      const { timeline, position, world, choice } = toDecision();
      const before = world();
      const why = `Cannot let process ${choice.pid} run in step ${position}: only one decision is to be made in it`;
      const wanted = `Cannot decide that process 77 runs: expected one of [${choice.runnable.join(", ")}]`;
      expect(() => timeline.branch(77)).toThrow(wanted);
      expect([timeline.position, world(), timeline.branches.length]).toEqual([position, before, 1]);
      expect(() => timeline.branch(choice.pid, 99)).toThrow(why);
      expect([timeline.position, world(), timeline.branches.length]).toEqual([position, before, 1]);
    });

    it("where nothing is to be decided, known or not", () => {
      const { timeline, world } = make(letters);
      const before = world();
      const why = "Cannot let process 2 run in step 0: nothing is to be decided in it";
      expect(() => timeline.branch(2)).toThrow(why);
      expect([timeline.position, timeline.length, world()]).toEqual([0, 0, before]);
      timeline.step();
      timeline.seek(0);
      expect(() => timeline.branch(2)).toThrow(why);
      expect([timeline.position, timeline.length, world(), timeline.branches.length]).toEqual([0, 1, before, 1]);
      expect(timeline.run()).toEqual(ENDED);
    });

    it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])("at decision %s", (decision) => {
      const { timeline, choice, position } = toDecision();
      expect(() => timeline.branch(choice.pid, decision)).toThrow(
        `Cannot let process ${choice.pid} run in step ${position} at decision ${decision}: expected 0, 1, 2 ...`,
      );
    });
  });
});
