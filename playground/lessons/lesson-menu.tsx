/** All lessons in a dialog, with how far one is in each. */
import type { ComponentChildren } from "preact";
import type { Works } from "../state/lesson-state.ts";
import { Dialog } from "../views/dialog.tsx";
import type { Lesson } from "./lesson.ts";
import "./lesson-menu.css";

interface LessonMenuProps {
  readonly lessons: readonly Lesson[];
  readonly works: Works;
  /** The lesson that one works on. */
  readonly current: string | undefined;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
  /** What else one could work on. */
  readonly children?: ComponentChildren;
}

export function LessonMenu({ lessons, works, current, onOpen, onClose, children }: LessonMenuProps) {
  return (
    <Dialog title="Lessons" onClose={onClose}>
      <ol class="lesson-menu">
        {lessons.map(({ id, title, summary, goals }, index) => {
          const reached = goals.filter((goal) => works[id]?.reached.includes(goal.id)).length;
          return (
            <li key={id}>
              <button
                type="button"
                class="lesson-menu-lesson"
                aria-current={id === current ? "true" : undefined}
                autofocus={id === current}
                onClick={() => {
                  onClose();
                  onOpen(id);
                }}
              >
                <span class="lesson-menu-number">{index + 1}</span>
                <span class="lesson-menu-title">{title}</span>
                <span class="lesson-menu-summary">{summary}</span>
                <span class={reached === goals.length ? "lesson-menu-state done" : "lesson-menu-state"}>
                  {stateOf(reached, goals.length)}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      {children}
    </Dialog>
  );
}

function stateOf(reached: number, all: number): string {
  if (reached === all) return "done";
  return reached === 0 ? "" : `${reached} of ${all} goals`;
}
