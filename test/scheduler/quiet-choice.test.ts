import { describe, expect, it } from "vitest";
import { CLOCK } from "../../runtime/abi/ids.ts";
import { QuietChoice } from "../../runtime/scheduler/quiet-choice.ts";

describe("the quiet choice", () => {
  it.each([
    ["who could go on", { runnable: [2, 3], current: 2, usual: 2 }, 2],
    ["who was preempted, though another comes next by custom", { runnable: [2, 3], current: 2, usual: 3 }, 2],
    ["the usual one where nobody could go on", { runnable: [2, 3], current: undefined, usual: 3 }, 3],
  ])("is %s", (_, decision, pid) => {
    expect(new QuietChoice().of(decision)).toBe(pid);
  });

  it.each([
    [2, [2, 3, 5], 3],
    [5, [2, 3, 5], 2],
    [5, [2, 3, 5, CLOCK], 2],
  ])("is another after %i has gone on a thousand times, so that polling ends", (current, runnable, next) => {
    const choice = new QuietChoice();
    const decision = { runnable, current, usual: current };
    let decisions = 0;
    for (; decisions < 10_000 && choice.of(decision) === current; decisions++) choice.decided(current);
    expect([choice.of(decision), decisions]).toEqual([next, 1001]);
    choice.decided(next);
    expect(choice.of({ ...decision, current: next, usual: next })).toBe(next);
  });
});
