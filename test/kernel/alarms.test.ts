import { expect, it } from "vitest";
import { Alarms } from "../../runtime/kernel/alarms.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { OFF, Timer } from "../../runtime/kernel/timer.ts";

const timer = (pid: number) => new Timer({ pid } as Process, "real", 14);

it("the soonest rings first, and of two at the same time the one that was set first", () => {
  const alarms = new Alarms();
  const [one, two, three] = [timer(1), timer(2), timer(3)];
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

it("a timer is set once: the later word counts", () => {
  const alarms = new Alarms();
  const [one, two] = [timer(1), timer(2)];
  alarms.change(one, 10);
  alarms.change(two, 20);
  alarms.change(one, 50);
  expect([alarms.next, one.at]).toEqual([20, 50]);
  alarms.change(two, OFF);
  alarms.change(two, OFF);
  expect(alarms.next).toBe(50);
});

it("one that expires again is put back, behind those of the same time", () => {
  const alarms = new Alarms();
  const [one, two] = [timer(1), timer(2)];
  alarms.change(one, 10);
  alarms.change(two, 20);
  const due = alarms.takeDue(10) as Timer;
  due.at = 20;
  alarms.putBack(due);
  expect([alarms.takeDue(20), alarms.takeDue(20)]).toEqual([two, one]);
});

it("ten thousand are set, moved and taken at once", () => {
  const alarms = new Alarms();
  const timers = Array.from({ length: 10_000 }, (_, i) => timer(i));
  for (const [i, each] of timers.entries()) alarms.change(each, (i * 7919) % 10_007);
  for (const each of timers) alarms.change(each, 20_000 - each.at);
  let last = 0;
  for (let due = alarms.takeDue(OFF); due !== undefined; due = alarms.takeDue(OFF)) {
    expect(due.at).toBeGreaterThanOrEqual(last);
    last = due.at;
  }
  expect(alarms.next).toBeUndefined();
});
