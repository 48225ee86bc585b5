/** From what the person works on to all outcomes: it is compiled as it is now, as a run would be, and searched; and what was found is opened. */
import { signal } from "@preact/signals";
import * as client from "../run/client.ts";
import type { Look, Recorded } from "../run/orders.ts";
import type { SearchHow } from "../run/search-client.ts";
import { search } from "../state/exploration.ts";
import { type Project, project } from "../state/project.ts";
import { compiling, ranProject, searched } from "./compile-state.ts";
import { giveUp, prepareRun } from "./run-project.ts";

/** What is compiled now, to be searched. */
export const preparing = signal<Project | undefined>(undefined);
/** What was to be searched, and cannot be compiled. */
export const unsearchable = signal<Project | undefined>(undefined);

/** Takes the place of a run or a search that still compiles; the run that there is stays. */
export async function searchProject(how: SearchHow): Promise<void> {
  const wanted = project.value;
  unsearchable.value = undefined;
  preparing.value = wanted;
  // Nobody types in all of its runs: they are as those without a terminal.
  const run = await prepareRun({ ...wanted, settings: { ...wanted.settings, terminal: false } }, true);
  if (preparing.value === wanted) preparing.value = undefined;
  if (run === undefined || run === "must-fetch") {
    if (compiling.value.kind === "failed") unsearchable.value = wanted;
    return;
  }
  searched.value = wanted;
  client.explore(run, how);
}

/** Opens a run that was found. */
export function openFound(recorded: Recorded, look: Look): void {
  if (search.value === undefined) return;
  giveUp(); // what still compiles would take its place
  const { options, races } = search.value;
  ranProject.value = searched.value;
  // Races are looked for between accesses to memory, so schedules say who runs there.
  client.open(races ? { ...options, preempt: "memory" } : options, recorded, look);
}
