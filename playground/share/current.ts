/** What is on the page now, to be given away: as a link, as a test, as a picture. */

import { ranProject, searched } from "../program/compile-state.ts";
import type { Recorded, RunOptions } from "../run/orders.ts";
import { recordedOf } from "../run/recorded.ts";
import { textOf } from "../run/seen-step.ts";
import { search } from "../state/exploration.ts";
import type { View } from "../state/layout.ts";
import { project } from "../state/project.ts";
import { beginning, drawn, options, position, selected, steps } from "../state/run-state.ts";
import { sameProject } from "../state/same-project.ts";
import { modelOf } from "../timeline/model.ts";
import { svgOf } from "../timeline/svg.ts";
import { exportTest } from "./export-test.ts";
import { writeLink } from "./share-link.ts";

/** A program that was changed since it ran, or is to run otherwise now, is given away without that run. */
export function currentLink(view: View): string {
  const made = recorded();
  const { settings } = project.value;
  // Runs of a search have no terminal, whatever their program has.
  const how = made === undefined ? settings : { ...settings, terminal: options.value?.terminal !== undefined };
  const shared = { project: { ...project.value, settings: how }, recorded: made, view, selected: selected.value };
  return `${location.href.replace(/#.*$/, "")}#${writeLink(shared)}`;
}

/** Why a link has the program alone, if it has: it has not run, or was changed since. */
export function whyNoRun(): "never-ran" | "changed" | undefined {
  const made = ranProject.value;
  if (options.value === undefined || made === undefined) return "never-ran";
  return sameProject(project.value, made) ? undefined : "changed";
}

/** Throws an Error where nothing has run. */
export function currentTest(): string {
  const run = options.value;
  const made = recorded();
  if (run === undefined || made === undefined) {
    const why = whyNoRun() === "changed" ? "it was changed since it ran; run it first" : "run the program first";
    throw new Error(`Cannot write a test: ${why}`);
  }
  return exportTest({
    project: project.value,
    options: run,
    recorded: made,
    stdout: textOf(steps.value, "stdout"),
    stderr: textOf(steps.value, "stderr"),
    standing: drawn.value.moment?.position === steps.value.length ? drawn.value.moment.standing : undefined,
    canBeSearched: canBeSearched(run),
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
  if (begun === undefined || drawn.value.moment === undefined || whyNoRun() !== undefined) return undefined;
  return recordedOf(begun, steps.value, position.value, options.value?.terminal);
}

/** Were all orders found in which this could run? */
function canBeSearched(run: RunOptions): boolean {
  const [made, looked] = [ranProject.value, searched.value];
  if (search.value?.found?.complete !== true || made === undefined || looked === undefined) return false;
  const { races, options } = search.value;
  const isAsFine = races || run.preempt !== "memory" || options.preempt === "memory";
  return isAsFine && sameProject(made, looked);
}
