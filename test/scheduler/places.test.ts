import { expect, test } from "vitest";
import type { KernelEvent } from "../../runtime/kernel/event.ts";
import type { Decision } from "../../runtime/scheduler/moment.ts";
import { Places } from "../../runtime/scheduler/places.ts";

const call = (pid: number, retry = false): KernelEvent => ({ kind: "call", pid, syscall: 0, retry, text: "" });
const goesOn = (current: number): Decision => ({ runnable: [2, 3], current, usual: current });
const asleep: Decision = { runnable: [2, 3], current: undefined, usual: 3 };

function placesAfter(...events: KernelEvent[]): Places {
  const places = new Places();
  for (const event of events) places.listen(event);
  return places;
}

test("a place is who had the last turn, after how many calls and preemptions, and whether it could go on", () => {
  const places = placesAfter(call(2), call(3), { kind: "preempt", pid: 2 }, { kind: "switch", from: 2, to: 3 });
  expect(places.of(goesOn(2), 2)).toBe("2.2");
  expect(places.of(goesOn(3), 3)).toBe("3.1");
  expect(places.of(asleep, 2)).toBe("2.2z");
  expect(places.of(asleep, undefined)).toBe("0.0z");
});

test("a call that is made again is no point of its own: how often it is depends on others", () => {
  expect(placesAfter(call(2), call(2, true), call(2, true)).of(goesOn(2), 2)).toBe("2.1");
});

test("what others do is no matter", () => {
  const [one, other] = [placesAfter(call(2), call(2)), placesAfter(call(3), call(2), call(3), call(3), call(2))];
  expect(one.of(goesOn(2), 2)).toBe(other.of(goesOn(2), 2));
});

test("no two decisions of a run have the same place", () => {
  const places = placesAfter(call(2));
  const named = [1, 2, 3].map(() => places.of(goesOn(2), 2));
  expect(named).toEqual(["2.1", "2.1.1", "2.1.2"]);
  places.listen(call(2));
  expect(places.of(goesOn(2), 2)).toBe("2.2");
});
