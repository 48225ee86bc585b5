import { expect, it } from "vitest";
import { Resumed } from "../../../runtime/scheduler/policies/resumed.ts";
import { parseSchedule } from "../../../runtime/scheduler/schedule.ts";

const resumed = (choices: string) => new Resumed(parseSchedule(`prong2:abcdef:syscalls:7:${choices}`));

it("repeats what was decided, and then goes round", () => {
  const policy = resumed("ba");
  const made = [2, 3, 3, undefined, undefined].map((current) => policy.nextProcess([2, 3, 4], current, current ?? 3));
  expect(made).toEqual([3, 2, 3, 4, 4]);
});

it("says when it does not fit", () => {
  expect(() => resumed("c").nextProcess([2, 3], 2, 2)).toThrow("the schedule chose number 3 there");
});
