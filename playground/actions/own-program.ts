/** The person's own program: the one that is kept, or a new one that forks already. */
import { lessonOf } from "../lessons/catalogue.ts";
import { runProject } from "../program/run-project.ts";
import { leftPanel } from "../state/layout.ts";
import { DEFAULT_SETTINGS, EMPTY_PROJECT, project } from "../state/project.ts";
import { storage } from "../state/storage.ts";

/** What a new program begins as: lessons' programs, which are there without a compiler. */
const BEGINNINGS = { c: "one-call-two-returns", assemblyscript: "who-goes-first" };

/** Takes the place of what was kept, which stays at hand as the program before. */
export function newProgram(language: "c" | "assemblyscript"): void {
  const { files } = lessonOf(BEGINNINGS[language]) ?? EMPTY_PROJECT;
  storage.open({ title: "My program", lesson: undefined, files, wasm: undefined, settings: DEFAULT_SETTINGS });
  show();
}

/** Opens the one that is kept, or the one before it; a new one, where nothing is. */
export async function openOwn(which: "last" | "before" = "last"): Promise<void> {
  const kept = await (which === "last" ? storage.restore() : storage.before());
  if (kept === undefined) return newProgram("c");
  if (which === "last") project.value = kept;
  else storage.open(kept);
  show();
}

function show(): void {
  leftPanel.value = "program";
  void runProject("wait");
}
