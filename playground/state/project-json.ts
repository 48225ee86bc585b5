/** A project out of what was kept or shared: one that the page could have made itself, or an Error that names what is wrong. */
import type { Project, ProjectFile, Settings } from "./project.ts";
import { count, type Json, list, object, oneOf, optional, text, wrong } from "./read-json.ts";

const MOST_FILES = 100;

/** Its program is apart: it is no text. */
export function readProject(json: unknown, wasm: Uint8Array | undefined): Project {
  const { title, lesson, files, settings } = object(json, "its project");
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

export function readSettings({ args, preempt, time, terminal, seed }: Json): Settings {
  return {
    args: list(args, "its arguments", MOST_FILES).map((arg) => text(arg, "an argument")),
    preempt: oneOf(preempt, ["syscalls", "loops", "memory"], "where processes are interrupted"),
    time: oneOf(time, ["idle", "any"], "when time passes"),
    terminal: oneOf(terminal, [true, false], "whether it has a terminal"),
    seed: count(seed, "its seed"),
  };
}
