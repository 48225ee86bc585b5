import { describe, expect, it } from "vitest";
import { Outside } from "../../runtime/scheduler/policies/outside.ts";
import { Random } from "../../runtime/scheduler/policies/random.ts";
import { Replay } from "../../runtime/scheduler/policies/replay.ts";
import { RoundRobin } from "../../runtime/scheduler/policies/round-robin.ts";
import { ProgramWanted } from "../../runtime/scheduler/program-wanted.ts";
import { choicesOf } from "../../runtime/scheduler/recorder.ts";
import { scheduleOf } from "./schedule-of.ts";
import type { Guest } from "./scripted-guests.ts";
import { copier, ENDED, letters, make } from "./timelines.ts";

/** A parent that goes on after its fork, until it waits: its child's turn is decided when it yields. */
const yields: Guest = function* () {
  const child = (yield ["fork"]) === 0;
  for (let i = 0; i < 2; i++) yield ["sched_yield"];
  if (!child) yield ["wait4", -1, 0, 0, 0];
  yield ["proc_exit", 0];
};

describe("who runs next", () => {
  it("is not to be decided while there is one process, nor where the run has ended", () => {
    const { timeline } = make(letters);
    expect(timeline.choosable()).toBeUndefined();
    expect(() => timeline.choose(2)).toThrow("Cannot let process 2 run next in step 0: nothing is to be decided there");
    timeline.run();
    expect(timeline.choosable()).toBeUndefined();
    expect(() => timeline.choose(2)).toThrow("nothing is to be decided there");
  });

  it("is not to be decided while a call is half done", () => {
    const { timeline } = make(yields);
    timeline.until("fork");
    timeline.stepBack();
    expect([timeline.position, timeline.choosable()]).toEqual([1, undefined]);
  });

  it("was decided at the end of the step before, where its process could have gone on", () => {
    const { timeline } = make(yields);
    timeline.run();
    const handed = Array.from({ length: timeline.length }, (_, step) => step).filter((step) => {
      timeline.seek(step);
      return (timeline.choosable()?.step ?? step) < step;
    });
    expect(handed.length).toBeGreaterThan(0);
    for (const step of handed) {
      timeline.seek(step);
      const next = timeline.choosable();
      expect(next).toMatchObject({ step: step - 1, chosen: timeline.stepAt(step).pid });
      expect(timeline.stepAt(step - 1).choices[next?.decision ?? 0]).toMatchObject({ pid: next?.chosen });
    }
  });

  it("is known before it is decided: at the end of what is known", () => {
    const { timeline } = make(letters);
    timeline.until("fork");
    expect(timeline.position).toBe(timeline.length);
    expect(timeline.choosable()).toMatchObject({
      runnable: [2, 3],
      usual: 2,
      chosen: undefined,
      step: timeline.position,
    });
    timeline.choose(3);
    expect(timeline.branches.length).toBe(1);
    expect(timeline.stepAt(timeline.position - 1).pid).toBe(3);
  });
});

describe("who is chosen has the turn, and the run stands behind it", () => {
  it.each([
    ["closed", () => new RoundRobin()],
    ["random", () => new Random(4)],
    ["open", () => new Outside()],
  ])("at every step, whoever it is (%s)", (_, policy) => {
    const { timeline, world } = make(letters, policy(), { every: 3, marks: 4 });
    timeline.run();
    const { here, length } = timeline;
    let chosen = 0;
    for (let position = 0; position < length; position++) {
      timeline.seek(position, here);
      const next = timeline.choosable();
      for (const pid of next?.runnable ?? []) {
        timeline.seek(position, here);
        const known = timeline.stepAt(position).pid;
        timeline.choose(pid);
        expect(timeline.stepAt(timeline.position - 1).pid).toBe(pid);
        expect([position, position + 1]).toContain(timeline.position);
        for (let before = 0; before < (next?.step ?? 0); before++) {
          expect(timeline.stepAt(before)).toBe(timeline.stepAt(before, here));
        }
        if (pid === known) expect(timeline.here).toBe(here);
        else chosen++;
        const stands = world();
        const { position: there, here: branch } = timeline;
        expect(timeline.run()).toEqual(ENDED);
        timeline.seek(there, branch);
        expect(world()).toBe(stands);
      }
    }
    expect(chosen).toBeGreaterThan(5);
  });

  it("and again on the branch that it was chosen on before", () => {
    const { timeline } = make(letters);
    timeline.run();
    const { here } = timeline;
    timeline.seek(0);
    timeline.until(({ choices }) => choices.length > 0);
    timeline.stepBack();
    const { position } = timeline;
    const other = timeline.choosable()?.runnable.find((pid) => pid !== timeline.choosable()?.chosen) as number;
    timeline.choose(other);
    const { branches, here: branch } = timeline;
    timeline.seek(position, here);
    timeline.choose(other);
    expect([timeline.here, timeline.branches]).toEqual([branch, branches]);
  });

  it("and a schedule of that branch is the same run", () => {
    const { timeline, text } = make(letters, new Random(9));
    timeline.run();
    timeline.seek(5);
    for (let count = 0; count < 4; count++) {
      while (timeline.choosable() === undefined) timeline.step();
      timeline.choose(timeline.choosable()?.runnable.at(-1) as number);
    }
    timeline.run();
    const again = make(letters, new Replay(scheduleOf(choicesOf(timeline.choices()), 9)));
    expect(again.timeline.run()).toEqual(ENDED);
    expect(again.text()).toBe(text());
  });

  it("behind what the host did since that was decided", () => {
    const { timeline, type } = make(yields);
    timeline.run();
    const step = Array.from({ length: timeline.length }, (_, number) => number).find((number) => {
      timeline.seek(number);
      return (timeline.choosable()?.step ?? number) < number;
    }) as number;
    timeline.seek(step);
    type("x");
    const next = timeline.choosable();
    expect(next).toMatchObject({ step: step - 1, chosen: 3 });
    const other = next?.runnable.find((pid) => pid !== next.chosen) as number;
    timeline.choose(other);
    const acts = Array.from({ length: timeline.position }, (_, number) => timeline.stepAt(number).act?.kind);
    expect(acts.filter((act) => act === "input").length).toBe(1);
    expect(timeline.run()).toEqual(ENDED);
  });
});

it("where a program must be prepared first, that is answered, and nothing has happened", () => {
  const { timeline } = make(letters);
  timeline.until(({ choices }) => choices.length > 0);
  timeline.stepBack();
  const [before, next] = [timeline.position, timeline.choosable()];
  const wanted = { kind: "wants-program", bytes: new Uint8Array(), name: "x" } as const;
  timeline.branch = () => {
    throw new ProgramWanted("x must be prepared first", wanted);
  };
  expect(timeline.choose(next?.runnable.find((pid) => pid !== next.chosen) as number)).toBe(wanted);
  expect(timeline.position).toBe(before);
});

it("who cannot run cannot be chosen, and nothing has happened", () => {
  const { timeline, world } = make(letters);
  timeline.until(({ choices }) => choices.length > 0);
  timeline.stepBack();
  const before = [timeline.position, timeline.here, world()];
  expect(() => timeline.choose(77)).toThrow(
    `Cannot let process 77 run next in step ${timeline.position}: expected one of [2, 3]`,
  );
  expect([timeline.position, timeline.here, world()]).toEqual(before);
});

it("nobody is to be chosen where all wait for the host", () => {
  const { timeline, type } = make(copier);
  timeline.run();
  expect(timeline.choosable()).toBeUndefined();
  type("a");
  expect(timeline.choosable()).toBeUndefined();
});
