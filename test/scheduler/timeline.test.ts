/** Steps, seeks and marks, with guests without Wasm; real ones are in `test/backend/emulated/time-travel.test.ts`. */
import { describe, expect, it } from "vitest";
import { Signal } from "../../runtime/abi/signal.ts";
import { type Branch, lengthOf, type Step } from "../../runtime/scheduler/history.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import { copier, ENDED, letters, make, stuck } from "./timelines.ts";

describe("a timeline", () => {
  it("goes on as the machine does, and back again", () => {
    const { timeline, text, world } = make(letters, new RoundRobin(), { every: 4 });
    const moments = [[world(), text()]];
    let outcome = timeline.step();
    for (; outcome === undefined; outcome = timeline.step()) moments.push([world(), text()]);
    moments.push([world(), text()]);
    expect([outcome, timeline.position, timeline.length]).toEqual([ENDED, moments.length - 1, moments.length - 1]);
    for (let at = timeline.length; at > 0; at--) {
      expect([world(), text()]).toEqual(moments[at]);
      timeline.stepBack();
    }
    for (const at of [7, 2, timeline.length, 0, 9, 8, 10]) {
      timeline.seek(at);
      expect([timeline.position, world(), text()]).toEqual([at, ...(moments[at] as string[])]);
    }
    expect(timeline.run()).toEqual(ENDED);
    expect([world(), text()]).toEqual(moments.at(-1));
  });

  it("says the same at its end, however often it is asked to go on", () => {
    const { timeline } = make(letters);
    expect(timeline.run()).toEqual(ENDED);
    const { length } = timeline;
    expect([timeline.step(), timeline.step(), timeline.run(), timeline.until("fork")]).toEqual([
      ENDED,
      ENDED,
      ENDED,
      ENDED,
    ]);
    expect([timeline.length, timeline.position]).toEqual([length, length]);
    timeline.seek(3);
    expect(timeline.run()).toEqual(ENDED);
  });

  it("stands still in a deadlock", () => {
    const { timeline } = make(stuck);
    expect(timeline.run()).toMatchObject({ kind: "deadlock" });
    const { length } = timeline;
    expect(timeline.step()).toMatchObject({ kind: "deadlock" });
    expect(timeline.length).toBe(length);
    expect(() => timeline.branch(2)).toThrow(
      `Cannot let process 2 run in step ${length}: the run stands still (deadlock)`,
    );
    timeline.stepBack();
    expect(timeline.step()).toMatchObject({ kind: "deadlock" });
  });

  it("tells of each step once, with what happened in it", () => {
    const told: [number, Step, Branch][] = [];
    const listen = (step: Step, number: number, branch: Branch) => told.push([number, step, branch]);
    const { timeline } = make(letters, new RoundRobin(), { listen, every: 2, marks: 3 });
    timeline.run();
    const { length, here } = timeline;
    expect(told.map(([number]) => number)).toEqual(Array.from({ length }, (_, number) => number));
    for (const at of [0, 5, 2, length, 1]) timeline.seek(at);
    timeline.run();
    expect(told.length).toBe(length);
    told.forEach(([number, step, branch]) => {
      expect([timeline.stepAt(number), branch]).toEqual([step, here]);
    });
    const forks = told.flatMap(([, { events }]) => events.filter(({ kind }) => kind === "fork"));
    expect(forks).toEqual([
      { kind: "fork", pid: 2, child: 3, vfork: false },
      { kind: "fork", pid: 2, child: 4, vfork: false },
    ]);
  });

  it("goes on to what is looked for", () => {
    const { timeline, text } = make(letters);
    expect(timeline.until("fork")).toBeUndefined();
    expect(timeline.eventsOf(timeline.position - 1).some(({ kind }) => kind === "fork")).toBe(true);
    expect(timeline.until("output")).toBeUndefined();
    expect(text()).not.toBe("");
    timeline.seek(0);
    expect(timeline.until(({ pid }) => pid === 4)).toBeUndefined();
    expect(timeline.stepAt(timeline.position - 1).pid).toBe(4);
    expect(timeline.until("exit", 1)).toBeUndefined();
    expect(timeline.until("handle")).toEqual(ENDED);
  });

  it("takes what the host does for a step, and does it again", () => {
    const { timeline, text, type } = make(copier, new RoundRobin(), { every: 1 });
    expect(timeline.run()).toMatchObject({ kind: "wants-input" });
    type("ab");
    const typed = timeline.position;
    expect(timeline.run()).toMatchObject({ kind: "wants-input" });
    type(undefined);
    expect(timeline.run()).toEqual(ENDED);
    expect(text()).toBe("ab");
    timeline.seek(typed - 1);
    expect(text()).toBe("");
    expect(timeline.run()).toEqual(ENDED);
    expect([text(), timeline.branches.length]).toEqual(["ab", 1]);
  });

  it("what the host does in the past begins a branch", () => {
    const { timeline, text, type } = make(copier);
    timeline.run();
    const asked = timeline.position;
    type("old");
    timeline.run();
    const first = timeline.here;
    timeline.seek(asked);
    type("new!");
    expect(timeline.run()).toMatchObject({ kind: "wants-input" });
    expect(text()).toBe("new!");
    const second = timeline.here;
    expect(timeline.branches).toEqual([first, second]);
    expect(second).toMatchObject({ parent: first, from: asked, by: { kind: "input" } });
    timeline.seek(lengthOf(first), first);
    expect(text()).toBe("old");
  });
});

describe("there is no such step:", () => {
  it.each([-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY, 3, 1e9])("%s", (number) => {
    const { timeline, world } = make(letters);
    expect(() => timeline.eventsOf(number)).toThrow(`Cannot look at step ${number}: no step is known yet`);
    timeline.step();
    timeline.step();
    const before = world();
    expect(() => timeline.seek(number)).toThrow(`Cannot seek to step ${number}: expected a whole number from 0 to 2`);
    expect(() => timeline.stepAt(number)).toThrow(`Cannot look at step ${number}: expected a whole number from 0 to 1`);
    expect([timeline.position, world()]).toEqual([2, before]);
  });

  it("before the first", () => {
    expect(() => make(letters).timeline.stepBack()).toThrow("Cannot step back from step 0: nothing was before it");
  });
});

it.each([
  [{ every: 0 }, "Cannot make a mark every 0 steps: expected a whole number from 1 on"],
  [{ every: Number.NaN }, "Cannot make a mark every NaN steps: expected a whole number from 1 on"],
  [{ every: 2.5 }, "Cannot make a mark every 2.5 steps: expected a whole number from 1 on"],
  [{ marks: 1 }, "Cannot keep 1 marks: expected at least 2"],
])("settings that make no sense are refused: %j", (options, why) => {
  expect(() => make(letters, new RoundRobin(), options)).toThrow(why);
});

it("what fails in a step leaves everything as it was before it", () => {
  class Failing extends RoundRobin {
    override nextProcess(...asked: Parameters<RoundRobin["nextProcess"]>): number {
      if (asked[0].length === 3) throw new Error("three are too many");
      return super.nextProcess(...asked);
    }
  }
  const { timeline, world } = make(letters, new Failing());
  let before = "";
  const goOn = () => {
    for (;;) {
      before = world();
      timeline.step();
    }
  };
  expect(goOn).toThrow("three are too many");
  const { position } = timeline;
  expect([position, timeline.length, world()]).toEqual([position, position, before]);
  expect(() => timeline.step()).toThrow("three are too many");
  timeline.seek(0);
  timeline.seek(position);
  expect(world()).toBe(before);
});

it("a step that was rehearsed has not been made, whatever was done to the world", () => {
  const { timeline, machine, world, text } = make(letters);
  timeline.run();
  timeline.seek(6);
  const before = [world(), text()];
  const seen = timeline.rehearse(6, () => {
    const process = machine.kernel.world.processes.get(2);
    if (process !== undefined) process.state = { kind: "stopped", by: Signal.SIGSTOP };
    return text();
  });
  expect([timeline.position, world(), text()]).toEqual([6, ...before]);
  timeline.step();
  expect(text()).toBe(seen);
});
