import { expect, it } from "vitest";
import { modelOf } from "../../../playground/timeline/model.ts";
import { laneWords, lifeWords, textLines } from "../../../playground/timeline/text.ts";
import { seenSteps } from "./seen-steps.ts";

it("tells each process's life", async () => {
  const model = modelOf(undefined, await seenSteps("zombies-and-orphans.c"));
  expect(model.lanes.map((lane) => lifeWords(lane, model.length))).toEqual([
    "process 2, zombies-and-orphans: the first process. It runs in 22 steps, is ready in 2 and sleeps in 7. It exits with 0 in step 31.",
    "process 3, zombies-and-orphans: forked by process 2 in step 2. It runs in 1 step, is ready in 2 and is a zombie in 5. It exits with 3 in step 5 and is reaped by process 2 in step 10.",
    "process 4, zombies-and-orphans: forked by process 2 in step 15. It runs in 3 steps, is ready in 1 and is a zombie in 2. It exits with 0 in step 19 and is reaped by process 2 in step 21.",
    "process 5, zombies-and-orphans: forked by process 4 in step 18. It runs in 5 steps, is ready in 2 and sleeps in 2. It exits with 0 in step 27.",
  ]);
});

it("tells it of processes that are still there", async () => {
  const steps = await seenSteps("zombies-and-orphans.c");
  const model = modelOf(undefined, steps.slice(0, 7));
  expect(model.lanes.map((lane) => lifeWords(lane, model.length))).toEqual([
    "process 2, zombies-and-orphans: the first process. It runs in 6 steps and sleeps in 1. It can run.",
    "process 3, zombies-and-orphans: forked by process 2 in step 2. It runs in 1 step, is ready in 2 and is a zombie in 2. It exits with 3 in step 5, and nobody has waited for it.",
  ]);
});

it("says how it is with a process in a step, where that is news", async () => {
  const model = modelOf(undefined, await seenSteps("zombies-and-orphans.c"));
  const [first, child] = model.lanes;
  expect([
    first && laneWords(first, 0),
    first && laneWords(first, 4),
    child && laneWords(child, 0),
    child && laneWords(child, 3),
    child && laneWords(child, 6),
  ]).toEqual([
    "",
    "process 2 sleeps in fd_read(3, 1 bytes): waits for pipe 1 to have data",
    "",
    "process 3 could run",
    "process 3 is a zombie: it has ended, and nobody has waited for it yet",
  ]);
});

it("has a line a step, each with the position that it leads to", async () => {
  const model = modelOf(undefined, await seenSteps("hello-fork.c"));
  expect(textLines(model, 2, 4)).toEqual([
    { position: 3, text: "process 2 forks process 3" },
    { position: 4, text: "process 2 sleeps in wait4(3, 0): waits for a child to end" },
  ]);
});
