import { expect, test } from "vitest";
import { stepToGoBackTo } from "../../../playground/lessons/step-to-go-back-to.ts";
import type { SeenStep } from "../../../playground/run/orders.ts";

const PLAIN: SeenStep = { pid: 2, act: undefined, choices: [], events: [], outcome: undefined, output: [], elapsed: 0 };
const FORK: SeenStep = { ...PLAIN, events: [{ kind: "fork", pid: 2, child: 3, vfork: false }] };
const WRITE: SeenStep = { ...PLAIN, output: [{ stream: "stdout", bytes: new Uint8Array([65]) }] };
const END: SeenStep = { ...PLAIN, outcome: { kind: "ended", end: { code: 0 } } };
const STUCK: SeenStep = { ...PLAIN, outcome: { kind: "deadlock", waiters: [], end: undefined } };
const ASKS: SeenStep = { ...PLAIN, outcome: { kind: "wants-input" } };

test.each([
  ["from behind the only fork of a run that has ended", [PLAIN, FORK, END], 2, "fork", 1],
  ["from the end of a deadlock, to its first output", [WRITE, WRITE, STUCK], 3, "output", 0],
  ["not with a fork still before one", [FORK, PLAIN, FORK, END], 1, "fork", undefined],
  ["not where the run goes on", [FORK, PLAIN], 2, "fork", undefined],
  ["not where it waits for input", [FORK, ASKS], 2, "fork", undefined],
  ["not to what never happened", [PLAIN, END], 2, "fork", undefined],
  ["not to the end", [PLAIN, END], 2, "end", undefined],
  ["not before the first step", [], 0, "fork", undefined],
] as const)("one is brought back %s", (_, steps, from, until, expected) => {
  expect(stepToGoBackTo(steps, from, until)).toBe(expected);
});
