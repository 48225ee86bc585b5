/**
 * Timers: what sends a signal when its clock has come to a time, once or again and again. A process has up to three of
 * `setitimer` (the first of them is its alarm clock, too) and those that it made with `timer_create`.
 */
import { Signal } from "../abi/signal.ts";
import { SI_TIMER } from "../abi/signal-flags.ts";
import type { TimerSignal } from "./pending-signals.ts";
import type { Process } from "./process.ts";
import { cpuTime } from "./usage.ts";

/** By what a timer goes: virtual time, or what its process has used of it. */
export type TimerClock = "real" | "user" | "cpu";

/** The most that an overrun counts. */
const DELAYTIMER_MAX = 0x7fffffff;

/** A timer that is not set. */
export const OFF = Number.POSITIVE_INFINITY;

export class Timer {
  readonly process: Process;
  readonly clock: TimerClock;
  /** The signal it sends; 0 sends none. */
  readonly signal: number;
  /** When it expires, in nanoseconds of its clock. */
  at = OFF;
  /** How long until it expires again; 0: not again. */
  interval = 0;
  /** Of timers due at the same time, the one that was set first expires first. */
  order = 0;

  constructor(process: Process, clock: TimerClock, signal: number) {
    this.process = process;
    this.clock = clock;
    this.signal = signal;
  }
}

/** A timer of `timer_create`. */
export class MadeTimer extends Timer {
  readonly id: number;
  /** What a handler is told with the signal. */
  readonly value: number;
  /** Are absolute times dates (CLOCK_REALTIME)? */
  isDated = false;
  /** The signal that it sent last. */
  private sent: TimerSignal | undefined = undefined;
  /** How often it expired again before the signal before that was taken. */
  private overrun = 0;

  constructor(process: Process, clock: TimerClock, id: number, notify: { signal: number; value: number }) {
    super(process, clock, notify.signal);
    this.id = id;
    this.value = notify.value;
  }

  /**
   * The signal to be sent when it has expired, and `missed` times besides; undefined while the last one is still on its way, which
   * counts them then: a timer has one signal at most (POSIX.1-2024 timer_getoverrun).
   */
  nextSignal(missed: number): TimerSignal | undefined {
    const { sent, signal, value, id } = this;
    if (sent?.taken === false) {
      sent.overrun = Math.min(DELAYTIMER_MAX, sent.overrun + missed + 1);
      return undefined;
    }
    this.overrun = sent?.overrun ?? 0;
    const overrun = Math.min(DELAYTIMER_MAX, missed);
    this.sent = { signal, code: SI_TIMER, pid: 0, uid: 0, status: 0, value, timer: id, overrun, taken: true };
    return this.sent;
  }

  /** Is a signal of it on its way, which nobody has taken yet? */
  get isRinging(): boolean {
    return this.sent?.taken === false;
  }

  /** Of the signal that was taken last. */
  get lastOverrun(): number {
    return this.sent?.taken === true ? this.sent.overrun : this.overrun;
  }
}

/** The timers of a process that has, or had, some. */
export class ProcessTimers {
  readonly real: Timer;
  readonly virtual: Timer;
  readonly profiling: Timer;
  readonly made = new Map<number, MadeTimer>();
  nextId = 0;

  constructor(process: Process) {
    this.real = new Timer(process, "real", Signal.SIGALRM);
    this.virtual = new Timer(process, "user", Signal.SIGVTALRM);
    this.profiling = new Timer(process, "cpu", Signal.SIGPROF);
  }
}

/** The timers of a process, made when they are first asked for. */
export function timersOf(process: Process): ProcessTimers {
  process.timers ??= new ProcessTimers(process);
  return process.timers;
}

/** What the clock of a timer says. */
export function clockOf(timer: Timer, elapsed: number): number {
  if (timer.clock === "real") return elapsed;
  return timer.clock === "user" ? timer.process.usage.user : cpuTime(timer.process);
}

/** A timer has expired: it is off, or set for the next time to come. Answers how many times it missed in between. */
export function expire(timer: Timer, now: number): number {
  if (timer.interval === 0) {
    timer.at = OFF;
    return 0;
  }
  const missed = Math.floor((now - timer.at) / timer.interval);
  timer.at += (missed + 1) * timer.interval;
  return missed;
}
