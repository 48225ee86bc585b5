/** The run as it is drawn. */
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { drawRun } from "../../../playground/panels/draw-run.ts";
import type { Moment } from "../../../playground/run/orders.ts";
import { drawn, goesOn, moment, position } from "../../../playground/state/run-state.ts";

/** How long it takes to draw. */
const DRAWING = 100;

const at = (step: number) => ({ branch: 0, position: step, choosable: [] }) as unknown as Moment;

let end = () => {};

beforeEach(() => {
  vi.useFakeTimers();
  moment.value = undefined;
  goesOn.value = "no";
  end = drawRun(
    (done) => setTimeout(done, DRAWING),
    () => Date.now(),
  );
});

afterEach(() => {
  moment.value = undefined;
  end();
  vi.useRealTimers();
});

it("is drawn at once, at each step, where it stands still or the person goes through it", () => {
  for (let step = 0; step < 50; step++) {
    moment.value = at(step);
    expect(position.value).toBe(step);
  }
});

it("is drawn half of the time while it goes on: the page rests for as long as it has drawn", async () => {
  goesOn.value = "running";
  const seen = new Set<number>();
  for (let step = 0; step < 1000; step++) {
    moment.value = at(step);
    seen.add(position.value);
    await vi.advanceTimersByTimeAsync(1);
  }
  expect(seen.size).toBe(1000 / (2 * DRAWING));
});

it("is drawn as it is in the end, also when the last news came while the page rested", async () => {
  goesOn.value = "running";
  for (let step = 0; step < 10; step++) moment.value = at(step);
  expect(position.value).toBe(0);
  goesOn.value = "no";
  expect(position.value).toBe(9);
  goesOn.value = "running";
  moment.value = at(10);
  await vi.advanceTimersByTimeAsync(1000);
  expect(drawn.value.moment).toBe(moment.value);
});
