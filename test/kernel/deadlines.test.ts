import { describe, expect, it } from "vitest";
import { CLOCK } from "../../runtime/abi/ids.ts";
import { Signal } from "../../runtime/abi/signal.ts";
import { alarm, letTimePass } from "../../runtime/kernel/alarm.ts";
import { candidates, nextDeadline, nextNoticed } from "../../runtime/kernel/deadlines.ts";
import { setTimer } from "../../runtime/kernel/interval-timers.ts";
import type { Process } from "../../runtime/kernel/process.ts";
import { timersOf } from "../../runtime/kernel/timer.ts";
import { sleepOn } from "../../runtime/kernel/wait-queue.ts";
import { ignore } from "./ignore-signals.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

const SECOND = 1e9;

function handle({ signals }: Process, signal: number): void {
  signals.dispositions = signals.dispositions.with(signal, { handler: 7, mask: 0n, flags: 0 });
}

it("the next deadline is a sleeper's or a timer's, whichever is sooner", () => {
  const { kernel, world, first } = makeKernel();
  expect(nextDeadline(world)).toBeUndefined();
  sleepOn(spawn(kernel, first), [], 3 * SECOND);
  expect(nextDeadline(world)).toBe(3 * SECOND);
  setTimer(kernel, timersOf(first).real, 2 * SECOND, 0);
  expect([nextDeadline(world), nextNoticed(world)]).toEqual([2 * SECOND, 2 * SECOND]);
});

describe("a repeating timer is noticed", () => {
  it("once, until somebody takes its signal", () => {
    const { kernel, world, first } = makeKernel();
    handle(first, Signal.SIGALRM);
    setTimer(kernel, timersOf(first).real, 2 * SECOND, SECOND);
    letTimePass(kernel);
    expect([nextDeadline(world), nextNoticed(world)]).toEqual([3 * SECOND, undefined]);
    first.signals.pending.take(first.signals.pending.set);
    expect(nextNoticed(world)).toBe(3 * SECOND);
  });

  it("never, where the signal is ignored", () => {
    const { kernel, world, first } = makeKernel();
    ignore(first, Signal.SIGALRM);
    setTimer(kernel, timersOf(first).real, 2 * SECOND, SECOND);
    expect(nextNoticed(world)).toBeUndefined();
  });

  it("so time that passes goes on to what comes after it", () => {
    const { kernel, world, first } = makeKernel();
    handle(first, Signal.SIGALRM);
    setTimer(kernel, timersOf(first).real, 2 * SECOND, SECOND);
    letTimePass(kernel);
    sleepOn(spawn(kernel, first), [], 10 * SECOND);
    letTimePass(kernel);
    expect([world.clock.elapsed, nextDeadline(world)]).toEqual([10 * SECOND, 11 * SECOND]);
  });
});

describe("the clock can be chosen", () => {
  it("where time may pass at any decision, and something is due", () => {
    const { kernel, world, first } = makeKernel();
    expect(candidates(world)).toEqual([2]);
    world.clock.passes = "any";
    expect(candidates(world)).toEqual([2]);
    alarm(kernel, first, 1);
    expect(candidates(world)).toEqual([2, CLOCK]);
  });

  it("but not where it passes only while nobody can run", () => {
    const { kernel, world, first } = makeKernel();
    alarm(kernel, first, 1);
    expect(candidates(world)).toEqual([2]);
  });
});
