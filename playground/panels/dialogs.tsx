/** The dialog that is open, if one is. */

import { openLesson } from "../actions/open-lesson.ts";
import { newProgram, openOwn } from "../actions/own-program.ts";
import { SHORTCUTS } from "../actions/shortcuts.ts";
import { LESSONS } from "../lessons/catalogue.ts";
import { LessonMenu } from "../lessons/lesson-menu.tsx";
import { currentLink, currentName, currentPicture, currentTest, whyNoRun } from "../share/current.ts";
import { dialog, leftPanel, view } from "../state/layout.ts";
import { works } from "../state/lesson-state.ts";
import { project } from "../state/project.ts";
import { Help } from "../views/help.tsx";
import { OwnPrograms } from "../views/own-programs.tsx";
import { ShareDialog } from "../views/share-dialog.tsx";

export function Dialogs() {
  const close = () => {
    dialog.value = undefined;
  };
  switch (dialog.value) {
    case "help":
      return <Help groups={SHORTCUTS} onClose={close} />;
    case "share":
      return (
        <ShareDialog
          link={currentLink(view.value)}
          whyNoRun={whyNoRun()}
          makeTest={currentTest}
          makePicture={currentPicture}
          name={currentName()}
          onClose={close}
        />
      );
    case "lessons":
      return (
        <LessonMenu
          lessons={LESSONS}
          works={works.value}
          current={project.value.lesson}
          onOpen={(id) => {
            leftPanel.value = "lesson";
            openLesson(id);
          }}
          onClose={close}
        >
          <OwnPrograms
            onOpen={(which) => {
              close();
              void openOwn(which);
            }}
            onNew={(language) => {
              close();
              newProgram(language);
            }}
          />
        </LessonMenu>
      );
    default:
      return null;
  }
}
