/** What goes wrong with fork, and the errors that one meets: links in it open lessons and views. */

import { openLesson } from "../actions/open-lesson.ts";
import { lessonOf } from "../lessons/catalogue.ts";
import { SafetyView } from "../lessons/safety-view.tsx";
import { leftPanel } from "../state/layout.ts";

export function Notes() {
  return (
    <SafetyView
      titleOf={(id) => lessonOf(id)?.title ?? id}
      onFollow={(target) => {
        if (target.kind !== "lesson") return;
        leftPanel.value = "lesson";
        openLesson(target.id);
      }}
    />
  );
}
