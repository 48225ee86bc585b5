/**
 * Alarm clocks (POSIX.1-2024 alarm): one for each process, which sends it SIGALRM when its time has come. They go by virtual time,
 * which moves while a process computes only where it can be preempted (`preempt: "loops"`).
 */
import { Signal } from "../abi/signal.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { raise } from "./signals.ts";

const SECOND = 1_000_000_000;

/** Sets the caller's alarm clock, or turns it off (0). Answers how many seconds the one before still had, at least 1; 0: there was none. */
export function alarm(kernel: Kernel, process: Process, seconds: number): number {
  const { alarms, clock } = kernel.world;
  const now = clock.tick();
  const before = alarms.of(process);
  alarms.change(process, seconds === 0 ? undefined : now + (seconds >>> 0) * SECOND);
  return before === undefined ? 0 : Math.max(1, Math.round((before - now) / SECOND)); // rounded as Linux does
}

/** Lets all alarms ring that are due. Whoever runs must have been stopped first: it may be the end of a process. */
export function ringAlarms(kernel: Kernel): void {
  const { alarms, clock } = kernel.world;
  for (let due = alarms.takeDue(clock.elapsed); due !== undefined; due = alarms.takeDue(clock.elapsed)) {
    raise(kernel, due, Signal.SIGALRM, "alarm");
  }
}
