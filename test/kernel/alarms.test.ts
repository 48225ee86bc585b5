import { expect, it } from "vitest";
import { Alarms } from "../../runtime/kernel/alarms.ts";
import type { Process } from "../../runtime/kernel/process.ts";

const [one, two, three] = [1, 2, 3].map((pid) => ({ pid }) as Process) as [Process, Process, Process];

it("the soonest rings first, and of two at the same time the one that was set first", () => {
  const alarms = new Alarms();
  alarms.change(one, 30);
  alarms.change(two, 10);
  alarms.change(three, 30);
  expect(alarms.next).toBe(10);
  expect(alarms.takeDue(9)).toBeUndefined();
  expect([alarms.takeDue(30), alarms.takeDue(30), alarms.takeDue(30), alarms.takeDue(30)]).toEqual([
    two,
    one,
    three,
    undefined,
  ]);
});

it("a process has one: the later word counts", () => {
  const alarms = new Alarms();
  alarms.change(one, 10);
  alarms.change(one, 50);
  expect([alarms.next, alarms.of(one), alarms.of(two)]).toEqual([50, 50, undefined]);
  alarms.change(one, undefined);
  expect(alarms.next).toBeUndefined();
});
