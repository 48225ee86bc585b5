import { beforeAll, describe, expect, it, test } from "vitest";
import type { SeenStep } from "../../../playground/run/orders.ts";
import { modelOf, type TimelineModel } from "../../../playground/timeline/model.ts";
import { pictureOf } from "../../../playground/timeline/picture.ts";
import type { View } from "../../../playground/timeline/view.ts";
import type { KernelEvent } from "../../../runtime/index.ts";
import { seenSteps, stepWith } from "./seen-steps.ts";

const VIEW: View = { scale: 10, left: 0, width: 400, top: 0, height: 200, row: 30 };

/** Two processes that hand a byte to and fro, so many times. */
function pingPong(rounds: number): SeenStep[] {
  const steps = [
    stepWith({ pid: 2, events: [{ kind: "start", pid: 2, args: ["/bin/ping"] }] }),
    stepWith({ pid: 2, events: [{ kind: "fork", pid: 2, child: 3, vfork: false }] }),
  ];
  const moves = (pid: number, what: "read" | "write", inode: number, at: number): KernelEvent => ({
    kind: "transfer",
    pid,
    what,
    inode,
    name: `pipe ${inode}`,
    from: at,
    to: at + 1,
  });
  for (let round = 0; round < rounds; round++) {
    steps.push(
      stepWith({
        pid: 2,
        events: [moves(2, "write", 1, round)],
        output: [{ stream: "stdout", bytes: new Uint8Array(1) }],
      }),
      stepWith({ pid: 3, events: [moves(3, "read", 1, round), moves(3, "write", 2, round)] }),
      stepWith({ pid: 2, events: [moves(2, "read", 2, round)] }),
    );
  }
  return steps;
}

describe("a picture of a real run", () => {
  let model: TimelineModel;
  beforeAll(async () => {
    model = modelOf(undefined, await seenSteps("zombies-and-orphans.c"));
  });

  it("has bars, a path for each state", () => {
    const [, child] = pictureOf(model, VIEW).lanes;
    expect(child?.bars).toEqual({
      paths: { ready: "M20 53H40", running: "M40 53H50", zombie: "M50 49H100V57H50Z" },
      area: undefined,
      joints: undefined,
    });
  });

  it("has forks that leave the parent's lane in the step of the fork", () => {
    const forks = pictureOf(model, VIEW).lanes.map(({ fork }) => fork?.path);
    expect(forks).toEqual([
      undefined,
      "M15 23V41Q15 53 20 53H20",
      "M145 23V71Q145 83 150 83H150",
      "M175 83V101Q175 113 180 113H180",
    ]);
  });

  it("has marks in the middle of their steps", () => {
    const marks = pictureOf(model, VIEW).lanes.flatMap(({ lane, marks }) =>
      marks.map(({ kind, x }) => `${lane.pid} ${kind} at ${x}`),
    );
    expect(marks.sort()).toEqual([
      "2 exit at 305",
      "2 fork at 145",
      "2 fork at 15",
      "2 output at 125",
      "2 output at 295",
      "2 output at 85",
      "3 exit at 45",
      "3 reap at 95",
      "4 exit at 185",
      "4 fork at 175",
      "4 reap at 205",
      "5 exit at 265",
    ]);
  });

  it("has arrows from step to step", () => {
    const arrows = pictureOf(model, VIEW).arrows.map(
      ({ kind, from, to, arrow }) => `${kind} ${from.pid} ${arrow.sent} ${to.pid} ${arrow.came}`,
    );
    expect(arrows).toEqual(["wait 3 4 2 9", "wait 4 18 2 20", "pipe 2 21 5 23", "pipe 5 25 2 27"]);
  });

  it("has only what is seen", () => {
    const picture = pictureOf(model, { ...VIEW, left: 100, width: 40, top: 40, height: 20 });
    expect(picture.lanes.map(({ lane }) => lane.pid)).toEqual([3]);
    expect(picture.ticks.map(({ label }) => label)).toEqual(["10", "15"]);
  });
});

test("every number of steps drawn together shows how often a process ran", () => {
  const model = modelOf(undefined, pingPong(2000));
  const { lanes } = pictureOf(model, { ...VIEW, scale: 0.05 });
  // Columns of 40 steps: process 2 runs in two of three, process 3 in one.
  const heights = lanes.map(({ bars }) =>
    [...(bars.area ?? "").matchAll(/v([\d.]+)/g)].map(([, high]) => Number(high)),
  );
  const middle = (all: number[]) => all.slice(5, -5).reduce((sum, high) => sum + high, 0) / (all.length - 10);
  expect(heights.map((all) => all.length)).toEqual([151, 151]);
  expect(middle(heights[0] as number[])).toBeCloseTo(8, 0);
  expect(middle(heights[1] as number[])).toBeCloseTo(4, 0);
});

test("however long a run is, a picture has no more elements than it has room for", () => {
  const model = modelOf(undefined, pingPong(20_000));
  for (const scale of [0.006, 0.05, 0.5, 1.9, 2.1, 9]) {
    const { lanes, arrows, ticks } = pictureOf(model, { ...VIEW, scale, left: scale * 30_000 });
    const marks = lanes.flatMap(({ marks }) => marks);
    expect([marks.length < 80, arrows.length < 180, ticks.length < 12]).toEqual([true, true, true]);
  }
});

test("where steps are narrow, the most telling mark of those that are near is drawn", () => {
  const model = modelOf(undefined, [
    stepWith({ pid: 2, events: [{ kind: "start", pid: 2, args: ["/bin/sh"] }] }),
    stepWith({ pid: 2, events: [{ kind: "handle", pid: 2, signal: 2 }] }),
    stepWith({ pid: 2, events: [{ kind: "exec", pid: 2, args: ["/bin/ls"] }] }),
    stepWith({ pid: 2, events: [{ kind: "fork", pid: 2, child: 3, vfork: false }] }),
  ]);
  const kinds = (scale: number) => pictureOf(model, { ...VIEW, scale }).lanes[0]?.marks.map(({ kind }) => kind);
  expect([kinds(20), kinds(6), kinds(3)]).toEqual([["fork", "exec", "handler"], ["fork", "handler"], ["fork"]]);
});

test("what happens to nobody stands in one row, below the numbers", () => {
  const echo = [{ stream: "stdout" as const, bytes: new Uint8Array(2) }];
  const steps = [
    stepWith({ pid: 2, events: [{ kind: "start", pid: 2, args: ["/bin/sh"] }] }),
    stepWith({ act: { kind: "input", bytes: new Uint8Array(1) }, output: echo }),
  ];
  const { world } = pictureOf(modelOf(undefined, steps), { ...VIEW, scale: 24 }, 27);
  expect(world.map(({ kind, x, y }) => `${kind} ${x} ${y}`)).toEqual(["input 32 27", "output 40 27"]);
});
