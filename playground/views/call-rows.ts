/**
 * The system calls of a run as rows, in the order in which things happen: a call with its answer, a call that puts its caller to
 * sleep, the same call when it is answered later on, and what else a trace tells: signals, exec, ends.
 */
import { type KernelEvent, type Pid, readAnswer, SYSCALL_TABLE, traceLine } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { foldSteps } from "./fold-steps.ts";

export interface CallAnswer {
  /** In which step it came. */
  readonly step: number;
  /** "3", "-1 EAGAIN". */
  readonly text: string;
  /** What an errno means, or what was stored in the caller's memory. */
  readonly about: string;
  readonly isError: boolean;
}

export interface CallRow {
  /** `resumed`: it slept, or is the child's part of a fork. `news` is no call. */
  readonly kind: "call" | "resumed" | "news";
  readonly step: number;
  /** Undefined of what is nobody's: time passes. */
  readonly pid: Pid | undefined;
  /** Which row of the table it is; undefined of news. */
  readonly syscall: number | undefined;
  /** `fd_read(3, 4 bytes)`. */
  readonly text: string;
  /** Undefined as long as it has none, and of calls that do not return. */
  answer: CallAnswer | undefined;
  /** What its caller slept for: "pipe 1 to have data". */
  sleeps: string | undefined;
}

export interface CallRows {
  readonly rows: CallRow[];
  /** Which of them are a process's calls. */
  readonly byPid: Map<Pid, number[]>;
  /** Names of calls that were made, and how often. */
  readonly names: Map<string, number>;
  /** The call that a process is in. */
  readonly open: Map<Pid, CallRow>;
}

/** Answers all rows of the known steps: the same object for the same run, with more in it. */
export function callRowsReader(): (steps: readonly SeenStep[]) => CallRows {
  return foldSteps(
    () => ({ rows: [], byPid: new Map(), names: new Map(), open: new Map() }),
    (calls, { events }, step) => {
      for (const event of events) add(calls, event, step);
    },
  );
}

/** `fd_read`; empty of news. */
export function nameOf({ syscall }: Pick<CallRow, "syscall">): string {
  return syscall === undefined ? "" : (SYSCALL_TABLE[syscall]?.name ?? "");
}

/** The last call that a process made before a step; the child's part of its fork, if it has made none since. */
export function lastCall({ rows, byPid }: CallRows, pid: Pid, position: number): CallRow | undefined {
  const own = byPid.get(pid) ?? [];
  let [low, high] = [0, own.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[own[middle] as number]?.step ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return rows[own[low - 1] ?? -1];
}

function add(calls: CallRows, event: KernelEvent, step: number): void {
  switch (event.kind) {
    case "call":
      if (!event.retry) addCall(calls, event, step);
      break;
    case "answer":
      addAnswer(calls, event, step);
      break;
    case "fork": {
      // One call, two returns: this is the second one.
      const { syscall, text } = calls.open.get(event.pid) ?? { syscall: 0, text: "fork()" };
      const answer = { step, text: "0", about: "in the child", isError: false };
      addRow(calls, { kind: "resumed", step, pid: event.child, syscall, text, answer, sleeps: undefined });
      break;
    }
    case "fault":
      break; // the memory view tells
    default: {
      const line = traceLine(event);
      if (line === undefined) return;
      const pid = "pid" in event ? event.pid : undefined;
      if (event.kind === "exit" || event.kind === "exec") calls.open.delete(event.pid);
      const text = line.replace(/^(\[\d+\] )?--- /, "");
      calls.rows.push({ kind: "news", step, pid, syscall: undefined, text, answer: undefined, sleeps: undefined });
    }
  }
}

function addCall(calls: CallRows, { pid, syscall, text }: Extract<KernelEvent, { kind: "call" }>, step: number): void {
  const row: CallRow = { kind: "call", step, pid, syscall, text, answer: undefined, sleeps: undefined };
  addRow(calls, row);
  calls.open.set(pid, row);
  const name = nameOf(row);
  calls.names.set(name, (calls.names.get(name) ?? 0) + 1);
}

function addAnswer(calls: CallRows, event: Extract<KernelEvent, { kind: "answer" }>, step: number): void {
  const row = calls.open.get(event.pid);
  if (row === undefined) return;
  if (!event.final) {
    if (readAnswer(event.answer).kind === "waits") row.sleeps = event.waitsFor.join(" or ") || "time to pass";
    return;
  }
  calls.open.delete(event.pid);
  const answer = describeAnswer(event, step);
  if (row.sleeps === undefined || row.step === step) row.answer = answer;
  else addRow(calls, { ...row, kind: "resumed", step, answer, sleeps: undefined });
}

function addRow(calls: CallRows, row: CallRow): void {
  const pid = row.pid ?? 0;
  const own = calls.byPid.get(pid);
  if (own === undefined) calls.byPid.set(pid, [calls.rows.length]);
  else own.push(calls.rows.length);
  calls.rows.push(row);
}

/** Says it as a trace does, and as C programs see it: an error is -1, and errno. */
function describeAnswer(event: Extract<KernelEvent, { kind: "answer" }>, step: number): CallAnswer {
  const answered = readAnswer(event.answer);
  const whole = traceLine(event)?.replace(/^\[\d+\] <== /, "") ?? "";
  if (answered.kind === "error") {
    const about = whole.replace(/^\S+ \(([^)]*)\).*$/s, "$1");
    return { step, text: `-1 ${answered.errno}`, about, isError: true };
  }
  if (answered.kind === "result") {
    return {
      step,
      text: String(answered.value),
      about: whole.slice(String(answered.value).length).trim(),
      isError: false,
    };
  }
  return { step, text: whole, about: "", isError: false };
}
