/** Signals, numbered as Linux numbers them, and what each does to a process that has not said otherwise (signal(7)). */

export type DefaultAction = "terminate" | "core" | "ignore" | "stop" | "continue";

/** One row a signal: number, name, default action, how a shell names the death of a process by it. */
export const SIGNAL_ROWS = [
  [1, "SIGHUP", "terminate", "Hangup"],
  [2, "SIGINT", "terminate", "Interrupt"],
  [3, "SIGQUIT", "core", "Quit"],
  [4, "SIGILL", "core", "Illegal instruction"],
  [5, "SIGTRAP", "core", "Trace/breakpoint trap"],
  [6, "SIGABRT", "core", "Aborted"],
  [7, "SIGBUS", "core", "Bus error"],
  [8, "SIGFPE", "core", "Floating point exception"],
  [9, "SIGKILL", "terminate", "Killed"],
  [10, "SIGUSR1", "terminate", "User defined signal 1"],
  [11, "SIGSEGV", "core", "Segmentation fault"],
  [12, "SIGUSR2", "terminate", "User defined signal 2"],
  [13, "SIGPIPE", "terminate", "Broken pipe"],
  [14, "SIGALRM", "terminate", "Alarm clock"],
  [15, "SIGTERM", "terminate", "Terminated"],
  [16, "SIGSTKFLT", "terminate", "Stack fault"],
  [17, "SIGCHLD", "ignore", "Child exited"],
  [18, "SIGCONT", "continue", "Continued"],
  [19, "SIGSTOP", "stop", "Stopped (signal)"],
  [20, "SIGTSTP", "stop", "Stopped"],
  [21, "SIGTTIN", "stop", "Stopped (tty input)"],
  [22, "SIGTTOU", "stop", "Stopped (tty output)"],
  [23, "SIGURG", "ignore", "Urgent I/O condition"],
  [24, "SIGXCPU", "core", "CPU time limit exceeded"],
  [25, "SIGXFSZ", "core", "File size limit exceeded"],
  [26, "SIGVTALRM", "terminate", "Virtual timer expired"],
  [27, "SIGPROF", "terminate", "Profiling timer expired"],
  [28, "SIGWINCH", "ignore", "Window changed"],
  [29, "SIGIO", "terminate", "I/O possible"],
  [30, "SIGPWR", "terminate", "Power failure"],
  [31, "SIGSYS", "core", "Bad system call"],
] as const;

export type SignalName = (typeof SIGNAL_ROWS)[number][1];

/** `Signal.SIGKILL === 9`. */
export const Signal = Object.freeze(Object.fromEntries(SIGNAL_ROWS.map(([number, name]) => [name, number]))) as {
  readonly [Name in SignalName]: number;
};

/** The highest signal number: 32 to 64 are real-time signals. */
export const SIGNAL_MAX = 64;

/** The name of a signal number: `SIGKILL`, `SIGRT34`, or the number itself where there is none. */
export function signalName(signal: number): string {
  const row = SIGNAL_ROWS[signal - 1];
  if (row !== undefined) return row[1];
  return signal > SIGNAL_ROWS.length && signal <= SIGNAL_MAX ? `SIGRT${signal}` : String(signal);
}

/** What a signal does to a process that neither handles nor ignores it; real-time signals terminate. */
export function defaultAction(signal: number): DefaultAction {
  return SIGNAL_ROWS[signal - 1]?.[2] ?? "terminate";
}

/** How a shell names a death by this signal. */
export function signalMessage(signal: number): string {
  return SIGNAL_ROWS[signal - 1]?.[3] ?? `Signal ${signal}`;
}

/** Sets of signals are 64 bits, as in a guest's `sigset_t`: bit n - 1 is signal n. */
export type SignalSet = bigint;

const BITS: readonly SignalSet[] = Array.from({ length: SIGNAL_MAX + 1 }, (_, n) =>
  n === 0 ? 0n : 1n << BigInt(n - 1),
);

/** The set of these signals. */
export function signalSet(...signals: readonly number[]): SignalSet {
  return signals.reduce((set, signal) => set | (BITS[signal] as SignalSet), 0n);
}

/** The names of those in a set, in the order of their numbers. */
export function signalNames(set: SignalSet): string[] {
  if (set === 0n) return [];
  return BITS.flatMap((bit, signal) => ((set & bit) === 0n ? [] : [signalName(signal)]));
}

/** Is a signal in a set? */
export function hasSignal(set: SignalSet, signal: number): boolean {
  return (set & (BITS[signal] as SignalSet)) !== 0n;
}

/** The first signal of a set: those of faults before all others (Linux), then the lowest number; 0 where there is none. */
export function firstSignal(set: SignalSet): number {
  if (set === 0n) return 0;
  const faults = set & FAULTS;
  const from = faults === 0n ? set : faults;
  for (let signal = 1; signal <= SIGNAL_MAX; signal++) if (hasSignal(from, signal)) return signal;
  return 0;
}

/** The first real-time signal: these queue, where the others are only pending or not. Two below are the C library's (glibc). */
export const SIGRTMIN = 34;

const FAULTS = signalSet(Signal.SIGSEGV, Signal.SIGBUS, Signal.SIGILL, Signal.SIGTRAP, Signal.SIGFPE, Signal.SIGSYS);
/** What can neither be caught, ignored nor blocked. */
export const UNSTOPPABLE = signalSet(Signal.SIGKILL, Signal.SIGSTOP);
/** What stops a process by default; one that is continued forgets them. */
export const STOPPING = signalSet(Signal.SIGSTOP, Signal.SIGTSTP, Signal.SIGTTIN, Signal.SIGTTOU);
