import { expect, it } from "vitest";
import { Lead } from "../../../runtime/scheduler/policies/lead.ts";

it("makes the choices it was given, and then goes round", () => {
  const lead = new Lead([1, 0, 2]);
  const made = [2, undefined, 3, 3, undefined, undefined].map((current) => lead.nextProcess([2, 3, 4], current, 3));
  expect(made).toEqual([3, 2, 4, 3, 4, 4]);
});

it("says when there is no such choice", () => {
  expect(() => new Lead([2]).nextProcess([2, 3], undefined, undefined)).toThrow(
    "Cannot make choice 3 of 2 runnable processes",
  );
});
