import { expect, test } from "vitest";
import { Lane } from "../../../playground/timeline/lane.ts";

const makeLane = () => new Lane(0, 2, undefined, 3, "shell");

test("what it does until it does something else", () => {
  const lane = makeLane();
  lane.enter("ready", 3);
  lane.enter("running", 5);
  lane.enter("asleep", 6, "a child to end", "wait4(-1, 0)");
  expect([2, 3, 4, 5, 6, 100].map((step) => lane.spanAt(step)?.state)).toEqual([
    undefined,
    "ready",
    "ready",
    "running",
    "asleep",
    "asleep",
  ]);
});

test("what is said again of the same step takes the place of what was said", () => {
  const lane = makeLane();
  lane.enter("running", 3);
  lane.enter("ready", 4);
  lane.enter("running", 4);
  expect(lane.spans.map(({ from, state }) => `${from} ${state}`)).toEqual(["3 running"]);
});

test("to sleep for something else is another span", () => {
  const lane = makeLane();
  lane.enter("asleep", 3, "pipe 1 to have data");
  lane.enter("asleep", 5, "pipe 2 to have data");
  lane.enter("asleep", 7, "pipe 2 to have data");
  expect(lane.spans.map(({ from }) => from)).toEqual([3, 5]);
});

test("nothing is left of it from where it leaves on", () => {
  const lane = makeLane();
  lane.enter("running", 3);
  lane.enter("zombie", 4);
  lane.leave(6);
  expect([3, 4, 5, 6].map((step) => lane.spanAt(step)?.state)).toEqual(["running", "zombie", "zombie", undefined]);
  expect(lane.counts(0, 100)).toEqual([1, 0, 0, 0, 2]);
});

test("who is gone in the step after it ran was never a zombie", () => {
  const lane = makeLane();
  lane.enter("running", 3);
  lane.enter("zombie", 4);
  lane.leave(4);
  expect([lane.spans.length, lane.counts(0, 9)]).toEqual([1, [1, 0, 0, 0, 0]]);
});
