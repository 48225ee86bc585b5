/** How it is with a process at a moment: a word for it, a mark, and a sentence. All views say it the same way. */
import { INIT_PID, type Pid } from "../../runtime/abi/ids.ts";
import { type End, type ProcessScene, signalName } from "../../runtime/index.ts";

export type StateKind = "next" | "ready" | "waiting" | "stopped" | "zombie" | "gone";

export interface ProcessState {
  readonly kind: StateKind;
  /** "waits for pipe 1 to have data". */
  readonly text: string;
}

type Standing = Pick<ProcessScene, "state" | "waitsFor" | "until" | "end">;

/** Of a process that is in the scene. */
export function describeState(process: Standing, isNext: boolean): ProcessState {
  const { state, end } = process;
  if (state === "zombie") return { kind: "zombie", text: `zombie: ${pastEnd(end)}` };
  if (state === "stopped") return { kind: "stopped", text: describeStop(process) };
  if (state === "waiting") return { kind: "waiting", text: describeWait(process) };
  return isNext ? { kind: "next", text: "runs next" } : { kind: "ready", text: "ready to run" };
}

interface Gone {
  readonly end: End | undefined;
  readonly reapedBy: Pid | undefined;
}

/** Of one that is in the scene no more: it has been waited for, or nobody had to. */
export function describeGone({ end, reapedBy }: Gone): ProcessState {
  const by = reapedBy === INIT_PID ? ", reaped by 1" : reapedBy === undefined ? "" : `, reaped by ${reapedBy}`;
  return { kind: "gone", text: `${pastEnd(end)}${by}` };
}

/** "exited with 7", "killed by SIGKILL". */
export function pastEnd(end: End | undefined): string {
  if (end === undefined) return "ended";
  return "code" in end ? `exited with ${end.code}` : `killed by ${signalName(end.signal)}`;
}

/** "/bin/sh -c ls" as people say it: without the folder, and not too long. */
export function commandOf(args: readonly string[] | undefined, most = 32): string {
  if (args === undefined || args.length === 0) return "";
  const text = [(args[0] ?? "").replace(/^.*\//, ""), ...args.slice(1)].join(" ");
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
}

function describeWait({ waitsFor, until }: Standing): string {
  const deadline = until === undefined ? "" : `${(until / 1e9).toFixed(3)} s`;
  if (waitsFor.length === 0) return deadline === "" ? "waits" : `sleeps until ${deadline}`;
  return `waits for ${waitsFor.join(" or ")}${deadline === "" ? "" : `, at most until ${deadline}`}`;
}

/** The kernel says it as "SIGCONT (stopped by SIGTSTP)". */
function describeStop({ waitsFor }: Standing): string {
  const by = /stopped by (\w+)/.exec(waitsFor.join(" "))?.[1];
  return by === undefined ? "stopped, until SIGCONT" : `stopped by ${by}, until SIGCONT`;
}

/** Whose turn the next step is, as far as it is known. */
export function nextPid(steps: readonly { readonly pid: Pid | undefined }[], position: number): Pid | undefined {
  return steps[position]?.pid;
}
