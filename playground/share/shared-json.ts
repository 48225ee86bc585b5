/**
 * What is shared as JSON, and back. What comes back was written by anybody, so that each value is looked at: this answers what the page
 * could have written itself, or throws an Error that names the value.
 */
import { parseSchedule, type Window } from "../../runtime/index.ts";
import type { Recorded } from "../run/orders.ts";
import type { Project } from "../state/project.ts";
import { readProject } from "../state/project-json.ts";
import { count, type Json, list, object, optional, text, wrong } from "../state/read-json.ts";
import { fromBase64, toBase64 } from "./base64.ts";

export interface Shared {
  readonly project: Project;
  /** Undefined: only the program is shared. */
  readonly recorded: Recorded | undefined;
  /** What is looked at: the id of the view, and the pid that is selected. */
  readonly view: string | undefined;
  readonly selected: number | undefined;
}

type Act = Recorded["acts"][number]["act"];

const MOST_ACTS = 100_000;
const LARGEST_WINDOW = 10_000;

/** A project's program is not in it: it is no text. */
export function toJson({ project, recorded, view, selected }: Shared): Json {
  const { wasm: _, ...rest } = project;
  return { project: rest, recorded: recorded && toJsonRecorded(recorded), view, selected };
}

export function readShared(json: unknown, wasm: Uint8Array | undefined): Shared {
  const { project, recorded, view, selected } = object(json, "it");
  return {
    project: readProject(project, wasm),
    recorded: recorded === undefined ? undefined : readRecorded(object(recorded, "its run")),
    view: optional(view, (value) => text(value, "its view")),
    selected: optional(selected, (value) => count(value, "its process")),
  };
}

/** An endless number is null in JSON, and so it is said here. */
function toJsonRecorded({ acts, length, position, ...rest }: Recorded): Json {
  const steps = acts.map(({ step, act }) =>
    act.kind === "input" ? { step, act: { ...act, bytes: letters(act.bytes) } } : { step, act },
  );
  return {
    ...rest,
    acts: steps,
    ...(length === undefined ? {} : { length: orNull(length) }),
    position: orNull(position),
  };
}

function readRecorded({ schedule, acts, length, position, window }: Json): Recorded {
  const word = text(schedule, "its schedule");
  parseSchedule(word);
  const done = list(acts, "what was typed", MOST_ACTS).map((value) => {
    const { step, act } = object(value, "what was typed");
    return { step: count(step, "a step in which something was typed"), act: readAct(object(act, "what was typed")) };
  });
  return {
    schedule: word,
    acts: done,
    ...(length === undefined ? {} : { length: endless(length, "how long it ran") }),
    position: endless(position, "its step"),
    ...(window === undefined ? {} : { window: readWindow(window) }),
  };
}

function readAct({ kind, bytes, window }: Json): Act {
  if (kind === "pass") return { kind };
  if (kind === "input") {
    if (bytes === null) return { kind, bytes: undefined };
    return { kind, bytes: fromBase64(text(bytes, "what was typed")) };
  }
  if (kind !== "resize") throw wrong("what was done", kind, "input, pass or resize");
  return { kind, window: readWindow(window) };
}

function readWindow(value: unknown): Window {
  const { rows, columns } = object(value, "a window");
  return { rows: size(rows), columns: size(columns) };
}

function letters(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : toBase64(bytes);
}

function orNull(number: number): number | null {
  return number === Number.POSITIVE_INFINITY ? null : number;
}

function size(value: unknown): number {
  const number = count(value, "the size of a window");
  if (number > LARGEST_WINDOW) throw wrong("the size of a window", value, `at most ${LARGEST_WINDOW}`);
  return number;
}

function endless(value: unknown, what: string): number {
  return value === null ? Number.POSITIVE_INFINITY : count(value, what);
}
