/** What one changes in a lesson's program is there again when one comes back to it. Answers how to end that. */
import { effect, untracked } from "@preact/signals";
import { keepDraft } from "../state/lesson-state.ts";
import { project } from "../state/project.ts";
import { lessonOf } from "./catalogue.ts";
import { sameFiles } from "./same-files.ts";

export function keepDrafts(): () => void {
  return effect(() => {
    const { lesson: id, files, wasm } = project.value;
    const lesson = lessonOf(id);
    if (lesson === undefined || wasm !== undefined) return;
    if (lesson.solved !== undefined && sameFiles(files, lesson.solved)) return; // who looks at the solution keeps what they had
    untracked(() => keepDraft(lesson.id, sameFiles(files, lesson.files) ? undefined : files));
  });
}
