import { describe, expect, it } from "vitest";
import { Clock } from "../../runtime/kernel/clock.ts";

describe("Clock", () => {
  it("begins at the same moment in every world", () => {
    expect(new Date(Number(new Clock().realtime() / 1_000_000n)).toISOString()).toBe("2026-01-01T00:00:00.000Z");
  });

  it("moves a little whenever somebody looks, so that a loop that waits for a time ends", () => {
    const clock = new Clock();
    const seen = [clock.tick(), clock.tick(), clock.tick()];
    expect(seen).toEqual([...seen].sort((one, other) => one - other));
    expect(new Set(seen).size).toBe(3);
  });

  it("keeps realtime and elapsed time together", () => {
    const clock = new Clock();
    const before = clock.realtime();
    clock.advanceTo(5_000_000_000);
    expect([clock.elapsed, clock.realtime() - before]).toEqual([5_000_000_000, 5_000_000_000n]);
  });

  it("never goes backwards", () => {
    const clock = new Clock();
    clock.advanceTo(100);
    clock.advanceTo(50);
    expect(clock.elapsed).toBe(100);
  });
});
