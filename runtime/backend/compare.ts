/**
 * Compares two runs of one program, in the emulator and on a host: what they printed, how they ended and, where that is not the
 * same, the first call that was answered otherwise.
 */
import type { Pid } from "../abi/ids.ts";
import { type RecordedCall, type RecordedEnd, type RecordedProcess, type Recording, withoutPids } from "./recording.ts";

/** The same thing in both runs. */
export interface Both<T> {
  readonly emulated: T;
  readonly native: T;
}

export interface Difference {
  /** What is not the same; for output, the first line that differs, counted from 1. */
  readonly seen:
    | { readonly what: "stdout" | "stderr"; readonly line: number; readonly text: Both<string | undefined> }
    | { readonly what: "end"; readonly end: Both<RecordedEnd> };
  /** The first call that was not the same, if there is one: else only the order of events was another. */
  readonly call: DifferentCall | undefined;
}

export interface DifferentCall {
  /** Which process: `RecordedProcess.name`. */
  readonly process: string;
  /** Which of its calls, counted from 1. */
  readonly number: number;
  /** Undefined where there was none any more. */
  readonly call: Both<RecordedCall | undefined>;
}

/**
 * Calls that may differ in how often they are made, or in what they answer, without meaning anything: looks at the clock, chance,
 * how handlers are run, where a preopened directory is.
 */
const BESIDE_THE_POINT = new Set([
  ..."signal_take signal_return sched_yield clock_time_get random_get use_cwd mmap_region getpid getppid".split(" "),
  ..."fd_prestat_get fd_prestat_dir_name fd_fdstat_get environ_get environ_sizes_get args_get args_sizes_get".split(
    " ",
  ),
]);

/** What of a run is the same in every run with the same outcome. */
export function outcomeOf({ stdout, stderr, end, processes }: Recording): string {
  const pids = pidsOf(processes);
  return outcomeText(withoutPids(stdout, pids), withoutPids(stderr, pids), end);
}

/** The same, of an outcome of which it is known what pids are in it. */
export function outcomeText(stdout: string, stderr: string, end: RecordedEnd): string {
  return JSON.stringify([stdout, stderr, end]);
}

/** Undefined where both had the same outcome. */
export function compare(emulated: Recording, native: Recording): Difference | undefined {
  const pids: Both<ReadonlySet<Pid>> = { emulated: pidsOf(emulated.processes), native: pidsOf(native.processes) };
  for (const what of ["stdout", "stderr"] as const) {
    if (emulated[what] === native[what]) continue;
    const one = withoutPids(emulated[what], pids.emulated).split("\n");
    const other = withoutPids(native[what], pids.native).split("\n");
    const length = Math.max(one.length, other.length);
    for (let line = 0; line < length; line++) {
      if (one[line] === other[line]) continue;
      const text = { emulated: one[line], native: other[line] };
      return { seen: { what, line: line + 1, text }, call: firstCall(emulated, native, pids) };
    }
  }
  if (JSON.stringify(emulated.end) === JSON.stringify(native.end)) return undefined;
  return {
    seen: { what: "end", end: { emulated: emulated.end, native: native.end } },
    call: firstCall(emulated, native, pids),
  };
}

function pidsOf(processes: readonly RecordedProcess[]): Set<Pid> {
  return new Set(processes.map(({ pid }) => pid));
}

/** Of all processes' first different calls, the one that was made after the fewest others. */
function firstCall(emulated: Recording, native: Recording, pids: Both<ReadonlySet<Pid>>): DifferentCall | undefined {
  const names = new Set([...emulated.processes, ...native.processes].map(({ name }) => name));
  let first: DifferentCall | undefined;
  for (const name of names) {
    const one = tellingCalls(emulated.processes.find((process) => process.name === name));
    const other = tellingCalls(native.processes.find((process) => process.name === name));
    const at = one.concat(other).findIndex((_, i) => !isSame(one[i], other[i], pids));
    if (at === -1 || (one[at] === undefined && other[at] === undefined)) continue;
    if (first === undefined || at + 1 < first.number) {
      first = { process: name, number: at + 1, call: { emulated: one[at], native: other[at] } };
    }
  }
  return first;
}

function tellingCalls(process: RecordedProcess | undefined): readonly RecordedCall[] {
  return (process?.calls ?? []).filter(({ name }) => !BESIDE_THE_POINT.has(name));
}

function isSame(one: RecordedCall | undefined, other: RecordedCall | undefined, pids: Both<ReadonlySet<Pid>>): boolean {
  if (one === undefined || other === undefined) return one === other;
  if (withoutPids(one.text, pids.emulated) !== withoutPids(other.text, pids.native)) return false;
  return sameAnswer(one.answer, pids.emulated) === sameAnswer(other.answer, pids.native);
}

/** An answer, or that it was a pid. */
function sameAnswer(answer: number | undefined, pids: ReadonlySet<Pid>): string {
  return answer !== undefined && pids.has(answer) ? "a pid" : String(answer);
}
