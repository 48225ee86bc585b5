/** A timeline to be read: each process's life in a sentence or two, and steps as lines. */
import { describeEnd } from "../../runtime/index.ts";
import { stepWords } from "../views/step-words.ts";
import { counted, listed } from "../views/words.ts";
import type { Lane, LaneState } from "./lane.ts";
import type { TimelineModel } from "./model.ts";

/** "process 3, hello: forked by process 2 in step 4. It runs in 3 steps, ... It exits with 7 in step 9 and is reaped in step 11." */
export function lifeWords(lane: Lane, length: number): string {
  const { parent, pid, born, end, programs } = lane;
  const begin = parent === undefined ? "the first process" : `forked by process ${parent.pid} in step ${born}`;
  const names = [...new Set(programs.map(({ name }) => name))];
  const [running = 0, ready = 0, asleep = 0, stopped = 0, zombie = 0] = lane.counts(born, length);
  const did = [
    `runs in ${counted(running, "step")}`,
    ...(ready === 0 ? [] : [`is ready in ${ready}`]),
    ...(asleep === 0 ? [] : [`sleeps in ${asleep}`]),
    ...(stopped === 0 ? [] : [`is stopped in ${stopped}`]),
    ...(zombie === 0 ? [] : [`is a zombie in ${zombie}`]),
  ];
  return `process ${pid}, ${names.join(", then ")}: ${begin}. It ${listed(did)}. ${endWords(lane, end)}`;
}

function endWords(lane: Lane, end: Lane["end"]): string {
  if (end === undefined) return `${STANDS[lane.state ?? "ready"]}.`;
  const how = "code" in end.end ? describeEnd(end.end) : `is ${describeEnd(end.end)}`;
  const reaped = lane.marks.of("reap")[0];
  const after =
    reaped !== undefined
      ? ` and ${reaped.text} in step ${reaped.step + 1}`
      : lane.gone === undefined
        ? ", and nobody has waited for it"
        : "";
  return `It ${how} in step ${end.step + 1}${after}.`;
}

const STANDS: Readonly<Record<LaneState, string>> = {
  running: "It runs",
  ready: "It can run",
  asleep: "It sleeps",
  stopped: "It is stopped",
  zombie: "It is a zombie",
};

export interface TextLine {
  /** Where one comes to by it: the position behind the step. */
  readonly position: number;
  readonly text: string;
}

/** The steps from one on and before another. */
export function textLines({ steps }: TimelineModel, from: number, to: number): TextLine[] {
  return steps.slice(from, to).map((step, index) => ({ position: from + index + 1, text: stepWords(step) }));
}

/** How it is with a process in a step, for who points at its lane; empty where that is no news, as it runs or is not there. */
export function laneWords(lane: Lane, step: number): string {
  const span = lane.spanAt(step);
  const who = `process ${lane.pid}`;
  switch (span?.state) {
    case "ready":
      return `${who} could run`;
    case "asleep":
      return `${who} sleeps${span.call === "" ? "" : ` in ${span.call}`}: waits for ${span.why}`;
    case "stopped":
      return `${who} is stopped by ${span.why}`;
    case "zombie":
      return `${who} is a zombie: it has ended, and nobody has waited for it yet`;
    default:
      return "";
  }
}
