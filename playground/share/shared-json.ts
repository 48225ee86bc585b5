/**
 * What is shared as JSON, and back. What comes back was written by anybody, so that each value is looked at: this answers what the page
 * could have written itself, or throws an Error that names the value.
 */
import { parseSchedule, type Window } from "../../runtime/index.ts";
import type { Recorded } from "../run/orders.ts";
import type { Project, ProjectFile, Settings } from "../state/project.ts";
import { fromBase64, toBase64 } from "./base64.ts";
import type { Shared } from "./share-link.ts";

type Act = Recorded["acts"][number]["act"];
type Json = Readonly<Record<string, unknown>>;

const MOST_FILES = 100;
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
    project: readProject(object(project, "its project"), wasm),
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

function readProject({ title, lesson, files, settings }: Json, wasm: Uint8Array | undefined): Project {
  if (wasm === undefined && Array.isArray(files) && files.length === 0) throw new Error("there is no program in it");
  return {
    title: text(title, "its title"),
    lesson: optional(lesson, (value) => text(value, "its lesson")),
    files: list(files, "its files", MOST_FILES).map((file) => readFile(object(file, "a file"))),
    wasm,
    settings: readSettings(object(settings, "its settings")),
  };
}

function readFile({ path, text: content }: Json): ProjectFile {
  const name = text(path, "the name of a file");
  if (!/^[^/\\\0]{1,200}$/.test(name) || name === "." || name === "..") {
    throw wrong("the name of a file", name, "a name without folders");
  }
  return { path: name, text: text(content, `the text of ${name}`) };
}

function readSettings({ args, preempt, time, terminal, seed }: Json): Settings {
  return {
    args: list(args, "its arguments", MOST_FILES).map((arg) => text(arg, "an argument")),
    preempt: oneOf(preempt, ["syscalls", "loops", "memory"], "where processes are interrupted"),
    time: oneOf(time, ["idle", "any"], "when time passes"),
    terminal: oneOf(terminal, [true, false], "whether it has a terminal"),
    seed: count(seed, "its seed"),
  };
}

function letters(bytes: Uint8Array | undefined): string | null {
  return bytes === undefined ? null : toBase64(bytes);
}

function orNull(number: number): number | null {
  return number === Number.POSITIVE_INFINITY ? null : number;
}

function object(value: unknown, what: string): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw wrong(what, value, "an object");
  return value as Json;
}

function list(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value) || value.length > most) throw wrong(what, value, `a list of at most ${most}`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw wrong(what, value, "text");
  return value;
}

function count(value: unknown, what: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw wrong(what, value, "0, 1, 2 ...");
  return value as number;
}

function size(value: unknown): number {
  const number = count(value, "the size of a window");
  if (number > LARGEST_WINDOW) throw wrong("the size of a window", value, `at most ${LARGEST_WINDOW}`);
  return number;
}

function endless(value: unknown, what: string): number {
  return value === null ? Number.POSITIVE_INFINITY : count(value, what);
}

function oneOf<T>(value: unknown, these: readonly T[], what: string): T {
  if (!these.includes(value as T)) throw wrong(what, value, `one of ${these.join(", ")}`);
  return value as T;
}

function optional<T>(value: unknown, read: (value: unknown) => T): T | undefined {
  return value === undefined || value === null ? undefined : read(value);
}

function wrong(what: string, value: unknown, wanted: string): Error {
  return new Error(`${what} is ${(JSON.stringify(value) ?? "missing").slice(0, 60)}, and not ${wanted}`);
}
