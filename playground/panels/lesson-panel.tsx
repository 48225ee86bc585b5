/** The lesson that one works on, bound to the page's signals; without one, the choice of a first. */

import { goTo } from "../actions/go-to.ts";
import { openLesson, showSolution, startAgain } from "../actions/open-lesson.ts";
import { LESSONS, lessonOf } from "../lessons/catalogue.ts";
import { settingsOf } from "../lessons/lesson.ts";
import { LessonView } from "../lessons/lesson-view.tsx";
import type { Target, View } from "../lessons/markup.ts";
import { WelcomeView } from "../lessons/welcome-view.tsx";
import { dialog } from "../state/layout.ts";
import { answerQuestion, works } from "../state/lesson-state.ts";
import { project } from "../state/project.ts";
import { sameFiles } from "../state/same-files.ts";
import { sameSettings } from "../state/same-project.ts";

interface LessonPanelProps {
  /** Brings a view to the front. */
  readonly onSee: (view: View) => void;
}

export function LessonPanel({ onSee }: LessonPanelProps) {
  const { lesson: id, files, wasm, settings } = project.value;
  const lesson = lessonOf(id);
  if (lesson === undefined) return <WelcomeView onBegin={openLesson} onMenu={openMenu} />;
  const follow = (target: Target) => {
    if (target.kind === "see") onSee(target.view);
    else if (target.kind === "go") goTo(target.until);
    else if (target.kind === "lesson") openLesson(target.id);
  };
  return (
    <LessonView
      lessons={LESSONS}
      lesson={lesson}
      works={works.value}
      isChanged={wasm !== undefined || !sameFiles(files, lesson.files) || !sameSettings(settings, settingsOf(lesson))}
      onOpen={openLesson}
      onMenu={openMenu}
      onAnswer={(option) => answerQuestion(lesson.id, option)}
      onFollow={follow}
      onSolve={() => showSolution(lesson)}
      onStartAgain={() => startAgain(lesson)}
    />
  );
}

function openMenu(): void {
  dialog.value = "lessons";
}
