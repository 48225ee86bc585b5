import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Computing } from "../../../playground/run/computing.ts";
import type { Order, Report } from "../../../playground/run/orders.ts";
import { computes } from "../../../playground/state/run-state.ts";

const GOES_ON = new Map<number, Order>([[1, { kind: "go-on", until: "end" }]]);
const STEPS: Report = { kind: "steps", branch: 0, steps: [] };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  computes.value = undefined;
});

/** What is said after as many milliseconds in which nothing is heard. */
function said(computing: Computing, report: Report, orders: ReadonlyMap<number, Order>, silent = 2000) {
  computing.hear(report, orders);
  vi.advanceTimersByTime(silent);
  return computes.value;
}

test("a step that takes long is said, of whoever was told to make it, until something is heard", () => {
  const computing = new Computing();
  computing.watch(GOES_ON);
  expect(said(computing, { kind: "runs", pid: 3 }, GOES_ON, 900)).toBeUndefined();
  expect(said(computing, STEPS, GOES_ON, 900)).toBeUndefined();
  expect(said(computing, STEPS, GOES_ON)).toEqual({ pid: 3 });
  expect(said(computing, STEPS, GOES_ON, 0)).toBeUndefined();
  expect(said(computing, { kind: "runs", pid: undefined }, GOES_ON)).toEqual({ pid: undefined });
});

test("nobody computes while nothing is ordered, or a program is prepared", () => {
  const computing = new Computing();
  const asks = new Map<number, Order>([[1, { kind: "ask", question: { kind: "recorded", branch: 0 } }]]);
  expect(said(computing, STEPS, new Map())).toBeUndefined();
  expect(said(computing, STEPS, asks)).toBeUndefined();
  expect(said(computing, { kind: "prepares", name: "sh" }, GOES_ON)).toBeUndefined();
});
