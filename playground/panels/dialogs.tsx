/** The dialog that is open, if one is. */
import { LESSONS } from "../lessons/catalogue.ts";
import { LessonMenu } from "../lessons/lesson-menu.tsx";
import { openLesson } from "../lessons/open-lesson.ts";
import { currentLink, currentName, currentPicture, currentTest } from "../share/current.ts";
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
      return <Help onClose={close} />;
    case "share":
      return (
        <ShareDialog
          link={currentLink(view.value)}
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
          <OwnPrograms onChosen={close} />
        </LessonMenu>
      );
    default:
      return null;
  }
}
