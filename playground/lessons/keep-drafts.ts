/** What one changes in a lesson's program, and in how it is run, is there again when one comes back to it. Answers how to end that. */
import { effect, untracked } from "@preact/signals";
import { keepDraft } from "../state/lesson-state.ts";
import { project } from "../state/project.ts";
import { sameFiles } from "../state/same-files.ts";
import { sameSettings } from "../state/same-project.ts";
import { storage } from "../state/storage.ts";
import { lessonOf } from "./catalogue.ts";
import { settingsOf } from "./lesson.ts";

export function keepDrafts(): () => void {
  return effect(() => {
    const { lesson: id, files, wasm, settings } = project.value;
    const lesson = lessonOf(id);
    if (storage.isOthers(project.value)) return; // who opens a link to a lesson keeps what they had
    if (lesson === undefined || wasm !== undefined) return;
    if (lesson.solved !== undefined && sameFiles(files, lesson.solved)) return; // who looks at the solution keeps what they had
    const draft = sameFiles(files, lesson.files) ? undefined : files;
    untracked(() => keepDraft(lesson.id, draft, sameSettings(settings, settingsOf(lesson)) ? undefined : settings));
  });
}
