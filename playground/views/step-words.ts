/**
 * What happened in a step, in words: "process 3 writes 6 bytes to pipe 1". People count steps from 1 on: step 12 is the one that
 * leads to position 12, and `steps[11]`.
 */
import {
  CLOCK,
  describeEnd,
  errnoMessage,
  type KernelEvent,
  type Pid,
  readAnswer,
  signalName,
  traceLine,
} from "../../runtime/index.ts";
import type { SeenStep, Standing } from "../run/orders.ts";
import { actWords, bytesWords, counted, listed, timeWords } from "./words.ts";

/** Calls that the C library makes by itself: they are told only where a step has nothing else. */
const QUIET =
  /^(use_cwd|args_\w+|environ_\w+|fd_fdstat_get|fd_prestat\w*|signal_take|signal_return|proc_exit|exit|fork|vfork|_?fork)\b/;

/** What may have written output. */
const OUTPUT = /^fd_p?write\(/;

/** So many things are told of a step; the others are counted. */
const MOST = 4;

/** "step 12 of 40: process 3 writes 6 bytes to pipe 1", for the position behind it. */
export function positionWords(steps: readonly SeenStep[], position: number): string {
  const step = steps[position - 1];
  if (step === undefined)
    return steps.length === 0 ? "no step yet" : `at the beginning of ${counted(steps.length, "step")}`;
  return `step ${position} of ${steps.length}: ${stepWords(step)}`;
}

/** The sentence, without a full stop. */
export function stepWords(step: SeenStep): string {
  const { pid, act } = step;
  if (act !== undefined) return actWords(act);
  const others = step.events.flatMap((event) => otherPhrase(event, pid));
  if (pid === undefined || pid === CLOCK) return listed([...worldPhrases(step), ...others]) || "nobody can run";
  const phrases = phrasesOf(step, pid);
  const [told, left] = [phrases.slice(0, MOST), phrases.length - MOST];
  if (left > 0) told.push(`does ${left === 1 ? "one more thing" : `${left} more things`}`);
  return [`process ${pid} ${listed(told)}`, ...others].join("; ");
}

/** The trace of a step, a line for each call, answer and event that a trace has. */
export function stepLines(step: SeenStep): string[] {
  return step.events.flatMap((event) => traceLine(event) ?? []);
}

function worldPhrases({ events, outcome }: SeenStep): string[] {
  const time = events.find((event) => event.kind === "time");
  if (time !== undefined) return [`time passes to ${timeWords(time.elapsed)}`];
  return [outcome === undefined ? "time passes, as nobody can run" : standingWords(outcome)];
}

/** How the run stands where it cannot just go on. */
export function standingWords(standing: Standing): string {
  switch (standing.kind) {
    case "ended":
      return `every process has ended: the first one ${describeEnd(standing.end)}`;
    case "deadlock":
      return `${standing.waiters.length === 1 ? "the last process waits" : `${standing.waiters.length} processes wait`} for what can never come: a deadlock`;
    case "wants-input":
      return waitWords(standing);
  }
}

/** As the terminal's panel says what typing would do. */
function waitWords({ hope, within }: Extract<Standing, { kind: "wants-input" }>): string {
  const time = within === undefined ? [] : [`${timeWords(within)} to pass`];
  if (hope === "rescue")
    return `nobody reads what is typed${time.map((until) => `: everybody waits for ${until}`).join()}`;
  const what = hope === "signal" ? "a signal, which can be typed" : "input";
  return `everybody waits for ${[what, ...time].join(", or for ")}`;
}

/** What the process does whose turn it is. */
function phrasesOf({ events, output }: SeenStep, pid: Pid): string[] {
  const told: string[] = [];
  const quiet: string[] = [];
  const written = output.reduce((sum, { bytes }) => sum + bytes.length, 0);
  const copied = events.filter((event) => event.kind === "fault" && event.cause === "fork").length;
  let call = "";
  let isTold = false; // whether something has been told of the call that is being made
  let calls: string[] = [];
  const tellCalls = () => {
    if (calls.length > 0) told.push(`calls ${listed(calls)}`);
    calls = [];
  };
  for (const event of events) {
    if (event.kind === "call" && event.pid === pid) {
      [call, isTold] = [event.text, written > 0 && OUTPUT.test(event.text)];
    } else if (event.kind === "answer" && event.pid === pid) {
      const phrase = answerPhrase(event, call);
      if (QUIET.test(call)) quiet.push(phrase ?? `calls ${call}`);
      else if (phrase === undefined && isResult(event) && !isTold) calls.push(call);
      else if (phrase !== undefined) {
        tellCalls();
        told.push(phrase);
      }
    } else {
      const phrase = ownPhrase(event, pid);
      if (phrase === undefined) continue;
      tellCalls();
      told.push(phrase);
      isTold = true;
    }
  }
  tellCalls();
  if (written > 0) told.push(`writes ${bytesWords(written)} of output`);
  if (copied > 0) told.push(`copies ${counted(copied, "page")} on write`);
  if (told.length > 0) return told;
  return quiet.length > 0 ? quiet : ["computes"];
}

function isResult({ answer }: Extract<KernelEvent, { kind: "answer" }>): boolean {
  return readAnswer(answer).kind === "result";
}

/** What an answer tells beyond that there is one. */
function answerPhrase(
  { answer, waitsFor, stored }: Extract<KernelEvent, { kind: "answer" }>,
  call: string,
): string | undefined {
  const answered = readAnswer(answer);
  switch (answered.kind) {
    case "waits":
      return `sleeps in ${call}: waits for ${waitsFor.join(" or ") || "time to pass"}`;
    case "again":
      return QUIET.test(call) ? `begins ${call}` : undefined;
    case "interrupted":
      return `is interrupted in ${call}, which is made again after the handler`;
    case "error":
      // Not a failure of the program's: its C library gives the kernel a region then, and asks again.
      if (answered.errno === "ENOSPC" && /^mmap\(|^mremap\(/.test(call)) return `calls ${call}, which wants room first`;
      if (answered.errno === "EINTR") return `is interrupted in ${call}, which fails: EINTR (${errnoMessage(-answer)})`;
      return `calls ${call}, which fails: ${answered.errno} (${errnoMessage(-answer)})`;
    case "result":
      return /^fd_read\(/.test(call) && / count=0\b/.test(stored)
        ? `comes to the end of what ${call} reads`
        : undefined;
    default:
      return undefined;
  }
}

function ownPhrase(event: KernelEvent, pid: Pid): string | undefined {
  switch (event.kind) {
    case "start":
      return `begins to run ${event.args.join(" ")}`;
    case "fork":
      return event.vfork ? `forks process ${event.child}, which borrows its memory` : `forks process ${event.child}`;
    case "exec":
      return event.pid === pid ? `runs ${event.args.join(" ")}` : undefined;
    case "exit":
      return event.pid === pid ? endPhrase(event) : undefined;
    case "transfer":
      return `${event.what}s ${bytesWords(event.to - event.from)} ${event.what === "read" ? "from" : "to"} ${event.name}`;
    case "reap":
      return event.by === pid && event.pid !== pid ? `reaps process ${event.pid}` : undefined;
    case "signal":
      if (event.from === pid)
        return `sends ${signalName(event.signal)} to ${event.pid === pid ? "itself" : `process ${event.pid}`}`;
      return event.pid === pid ? `gets ${signalName(event.signal)} (${event.why})` : undefined;
    case "handle":
      return event.pid === pid ? `runs its handler for ${signalName(event.signal)}` : undefined;
    case "stop":
      return event.pid === pid ? `is stopped by ${signalName(event.signal)}` : undefined;
    case "preempt":
      return "is interrupted, as it has computed for as long as it may";
    case "refused":
      return `cannot run ${event.path}: ${event.why}`;
    case "borrowed-write":
      return `changes ${bytesWords(event.length)} of the memory that process ${event.lender} has lent it`;
    case "race":
      return `races with process ${event.race.first.pid} for shared memory`;
    default:
      return undefined;
  }
}

/** What happens to those whose turn it is not. */
function otherPhrase(event: KernelEvent, runner: Pid | undefined): string[] {
  if (!("pid" in event) || event.pid === runner) return [];
  const who = `process ${event.pid}`;
  switch (event.kind) {
    case "exit":
      return [`${who} ${endPhrase(event)}`];
    case "signal":
      return event.from === runner && runner !== undefined
        ? []
        : [
            `${who} gets ${signalName(event.signal)}${event.from === undefined ? ` (${event.why})` : ` from process ${event.from}`}`,
          ];
    case "stop":
      return [`${who} is stopped`];
    case "continue":
      return [`${who} goes on`];
    case "reparent":
      return [`${who} is an orphan now`];
    case "reap":
      return event.by === runner ? [] : [`${who} is reaped by process ${event.by}`];
    default:
      return [];
  }
}

function endPhrase({ end }: Extract<KernelEvent, { kind: "exit" }>): string {
  return "code" in end ? describeEnd(end) : `is ${describeEnd(end)}`;
}
