/**
 * To open a lesson: its program is what one works on then, as one has left it. It stands before its first step, as one is asked
 * first what it will do; a program at a terminal runs until it wants something.
 */

import { lessonOf } from "../lessons/catalogue.ts";
import { type Lesson, settingsOf } from "../lessons/lesson.ts";
import { runProject } from "../program/run-project.ts";
import { leftPanel } from "../state/layout.ts";
import { keepDraft, workOn } from "../state/lesson-state.ts";
import { type ProjectFile, project } from "../state/project.ts";

export function openLesson(id: string): void {
  const lesson = lessonOf(id);
  if (lesson === undefined) throw new RangeError(`Cannot open the lesson ${id}: there is none of that name`);
  leftPanel.value = "lesson";
  const { draft, settings } = workOn(id);
  open(lesson, draft ?? lesson.files, settings);
}

/** The lesson's program as it was given. */
export function startAgain(lesson: Lesson): void {
  keepDraft(lesson.id, undefined);
  open(lesson, lesson.files);
}

/** The program as it is when all is done. */
export function showSolution(lesson: Lesson): void {
  if (lesson.solved === undefined) return;
  leftPanel.value = "program";
  open(lesson, lesson.solved);
}

function open(lesson: Lesson, files: readonly ProjectFile[], settings = settingsOf(lesson)): void {
  project.value = { title: lesson.title, lesson: lesson.id, files, wasm: undefined, settings };
  void runProject(settings.terminal ? "run" : "wait");
}
