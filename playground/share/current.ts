/** What is on the page now, to be given away: as a link, as a test, as a picture. */

import { ran } from "../program/compile-state.ts";
import type { Recorded, RunOptions } from "../run/orders.ts";
import { recordedOf } from "../run/recorded.ts";
import { search } from "../state/exploration.ts";
import type { View } from "../state/layout.ts";
import { project } from "../state/project.ts";
import { beginning, drawn, options, position, selected, steps } from "../state/run-state.ts";
import { modelOf } from "../timeline/model.ts";
import { svgOf } from "../timeline/svg.ts";
import { exportTest } from "./export-test.ts";
import { writeLink } from "./share-link.ts";

/** A program that was changed since it ran is given away without that run. */
export function currentLink(view: View): string {
  const shared = { project: project.value, recorded: recorded(), view, selected: selected.value };
  return `${location.href.replace(/#.*$/, "")}#${writeLink(shared)}`;
}

/** Throws an Error where nothing has run. */
export function currentTest(): string {
  const run = options.value;
  const made = recorded();
  if (run === undefined || made === undefined) throw new Error(`Cannot write a test: ${whyNot()}`);
  return exportTest({
    project: project.value,
    options: run,
    recorded: made,
    stdout: textOf("stdout"),
    stderr: textOf("stderr"),
    standing: drawn.value.moment?.position === steps.value.length ? drawn.value.moment.standing : undefined,
    canBeSearched: search.value?.found?.complete === true && isSameRun(search.value.options, run),
  });
}

/** Throws an Error where nothing has run. */
export function currentPicture(): string {
  if (steps.value.length === 0) throw new Error("Cannot draw the timeline: run the program first");
  return svgOf(modelOf(undefined, steps.value), { title: project.value.title });
}

/** For files: `one-call-two-returns`. */
export function currentName(): string {
  const name = project.value.title.toLowerCase().replace(/[^a-z0-9]+/g, "-");
  return name.replace(/^-|-$/g, "") || "program";
}

function recorded(): Recorded | undefined {
  const begun = beginning.value;
  if (begun === undefined || drawn.value.moment === undefined || isChanged()) return undefined;
  return recordedOf(begun, steps.value, position.value, options.value?.terminal);
}

function isChanged(): boolean {
  const { wasm, files } = project.value;
  if (wasm !== undefined) return options.value?.program !== wasm;
  return (
    files.length !== ran.value.length || files.some(({ path, text }, at) => !isSameFile(ran.value[at], path, text))
  );
}

function isSameFile(file: { path: string; text: string } | undefined, path: string, text: string): boolean {
  return file?.path === path && file.text === text;
}

function whyNot(): string {
  return options.value === undefined ? "run the program first" : "it was changed since it ran; run it first";
}

function isSameRun(one: RunOptions, other: RunOptions): boolean {
  return one.program === other.program;
}

function textOf(stream: "stdout" | "stderr"): string {
  const decoder = new TextDecoder();
  const chunks = steps.value.flatMap(({ output }) => output).filter((chunk) => chunk.stream === stream);
  return chunks.map(({ bytes }) => decoder.decode(bytes, { stream: true })).join("") + decoder.decode();
}
