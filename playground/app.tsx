/** The page: what one writes and what it prints to the left, what happens to the right. Only this knows where everything is. */

import { runFromStart } from "./actions/run-from-start.ts";
import type { View as LessonView } from "./lessons/markup.ts";
import { Dialogs } from "./panels/dialogs.tsx";
import { LessonPanel } from "./panels/lesson-panel.tsx";
import { Notes } from "./panels/notes.tsx";
import { DropPanel, ProgramPanel } from "./panels/program-panel.tsx";
import { TerminalPanel } from "./panels/terminal-panel.tsx";
import { TimePanel } from "./panels/time-panel.tsx";
import { TimelinePanel } from "./panels/timeline-panel.tsx";
import { WorldPanel } from "./panels/world-panel.tsx";
import { compiling } from "./program/compile-state.ts";
import { giveUp } from "./program/run-project.ts";
import { stop } from "./run/client.ts";
import { dialog, leftPanel, nextTheme, theme, view } from "./state/layout.ts";
import { project } from "./state/project.ts";
import { goesOn, notice } from "./state/run-state.ts";
import { Header } from "./views/header.tsx";
import { Notice } from "./views/notice.tsx";
import { reveal } from "./views/reveal.ts";
import { Tabs } from "./views/tabs.tsx";

function see(wanted: LessonView): void {
  if (wanted === "program") leftPanel.value = wanted;
  else if (wanted === "timeline") reveal(".timeline", "[role=slider], button");
  else if (wanted === "terminal") reveal(".terminal", "textarea, [role=log]");
  else {
    view.value = wanted;
    reveal(".happen > :last-child");
  }
}

const BUSY = { fetching: "Fetching ...", working: "Compiling ..." };

export function App() {
  const compiles = compiling.value;
  return (
    <div class="app">
      <Header
        title={project.value.title}
        busy={compiles.kind === "compiling" ? BUSY[compiles.stage] : undefined}
        goesOn={goesOn.value !== "no"}
        theme={theme.value}
        onLessons={() => {
          dialog.value = "lessons";
        }}
        onRun={() => void runFromStart()}
        onStop={() => {
          giveUp();
          stop();
        }}
        onShare={() => {
          dialog.value = "share";
        }}
        onTheme={() => {
          theme.value = nextTheme(theme.value);
        }}
        onHelp={() => {
          dialog.value = "help";
        }}
      />
      <main class="write">
        <Tabs
          label="Lesson and program"
          shown={leftPanel.value}
          onShow={(id) => {
            leftPanel.value = id;
          }}
          tabs={[
            { id: "lesson", label: "Lesson", content: () => <LessonPanel onSee={see} /> },
            { id: "program", label: "Program", content: () => <ProgramPanel /> },
            { id: "notes", label: "Notes", content: () => <Notes /> },
          ]}
        />
        <TerminalPanel />
      </main>
      <section class="happen" aria-label="What happens">
        <section class="panel" aria-label="Time">
          <TimePanel />
        </section>
        <section class="panel" aria-label="Timeline">
          <TimelinePanel />
        </section>
        <WorldPanel />
      </section>
      <Notice
        notice={notice.value}
        onClose={() => {
          notice.value = undefined;
        }}
      />
      <Dialogs />
      <DropPanel />
    </div>
  );
}
