/**
 * What is due happens: alarm clocks (POSIX.1-2024 alarm) and other timers send their signals, and who has used up its time is
 * told so (RLIMIT_CPU). They go by virtual time, which moves while a process computes only where it can be preempted
 * (`preempt: "loops"`).
 */
import { RLIMIT_CPU } from "../abi/resource.ts";
import { Signal } from "../abi/signal.ts";
import { nextNoticed } from "./deadlines.ts";
import { ADD } from "./footprint.ts";
import type { Kernel } from "./kernel.ts";
import type { Process } from "./process.ts";
import { raise, send } from "./signals.ts";
import { clockOf, expire, MadeTimer, OFF, type Timer, timersOf } from "./timer.ts";
import { chargeTime, cpuTime, lookAtClock } from "./usage.ts";

const SECOND = 1_000_000_000;

/** How far virtual time moves while a process computes for a whole turn, in nanoseconds: as far as it really does, nearly. */
const TURN = 10_000_000;

/** Sets the caller's alarm clock, or turns it off (0). Answers how many seconds the one before still had, at least 1; 0: there was none. */
export function alarm(kernel: Kernel, process: Process, seconds: number): number {
  const now = lookAtClock(kernel, process);
  const { real } = timersOf(process);
  const before = real.at;
  real.interval = 0;
  kernel.world.alarms.change(real, seconds === 0 ? OFF : now + (seconds >>> 0) * SECOND);
  return before === OFF ? 0 : Math.max(1, Math.round((before - now) / SECOND)); // rounded as Linux does
}

/** What is due by now happens. No process is in the middle of its code. */
export function passTime(kernel: Kernel): void {
  const { runQueue, clock } = kernel.world;
  runQueue.expire(clock.elapsed);
  ringAlarms(kernel);
}

/** Time passes to the next deadline because the policy wants it to, or nobody can run. No process is in the middle of its code. */
export function letTimePass(kernel: Kernel): void {
  const { world, footprint } = kernel;
  world.clock.advanceTo(nextNoticed(world) ?? 0);
  footprint?.touchEverything();
  kernel.emit({ kind: "time", elapsed: world.clock.elapsed });
  passTime(kernel);
}

/** A process has computed for a whole turn, and was stopped. */
export function passTurn(kernel: Kernel, process: Process): void {
  const { clock } = kernel.world;
  clock.advanceTo(clock.elapsed + TURN);
  kernel.footprint?.touch("clock", ADD);
  chargeTime(kernel, process, TURN);
  passTime(kernel);
}

/** Lets all alarms ring that are due. Whoever runs must have been stopped first: it may be the end of a process. */
export function ringAlarms(kernel: Kernel): void {
  const { alarms, charged, clock } = kernel.world;
  for (let due = alarms.takeDue(clock.elapsed); due !== undefined; due = alarms.takeDue(clock.elapsed)) {
    const missed = expire(due, clock.elapsed);
    if (due.at !== OFF) alarms.putBack(due);
    ring(kernel, due, missed);
  }
  if (charged.size === 0) return;
  kernel.world.usageTold = true;
  for (const process of charged) checkTime(kernel, process);
  charged.clear();
}

/** A process has used time: its timers that go by that, and its limit. */
function checkTime(kernel: Kernel, process: Process): void {
  const { timers } = process;
  if (timers !== undefined) {
    for (const timer of [timers.virtual, timers.profiling, ...timers.made.values()]) {
      const now = clockOf(timer, kernel.world.clock.elapsed);
      if (timer.clock !== "real" && timer.at <= now) ring(kernel, timer, expire(timer, now));
    }
  }
  if (process.limits.has(RLIMIT_CPU)) checkLimit(kernel, process);
}

/** SIGKILL at the hard limit; SIGXCPU at the soft one, which then moves on by a second (Linux). */
function checkLimit(kernel: Kernel, process: Process): void {
  const used = cpuTime(process);
  const { limits } = process;
  const hard = limits.hard[RLIMIT_CPU] as bigint;
  if (used >= Number(hard) * SECOND) {
    raise(kernel, process, Signal.SIGKILL, "all its time is used up");
  } else if (used >= limits.get(RLIMIT_CPU) * SECOND) {
    process.limits = limits.with(RLIMIT_CPU, { soft: (limits.soft[RLIMIT_CPU] as bigint) + 1n, hard });
    raise(kernel, process, Signal.SIGXCPU, "its time is used up");
  }
}

function ring(kernel: Kernel, timer: Timer, missed: number): void {
  if (timer instanceof MadeTimer) {
    const info = timer.signal === 0 ? undefined : timer.nextSignal(missed);
    if (info !== undefined) send(kernel, timer.process, info, `timer ${timer.id}`);
  } else {
    raise(kernel, timer.process, timer.signal, timer.signal === Signal.SIGALRM ? "alarm" : "interval timer");
  }
}
