/**
 * What the page begins with: what its link says; or else what the person worked on last; or else a welcome. A link that cannot be read
 * is told, and takes nothing away.
 */
import { effect } from "@preact/signals";
import { openLesson } from "./actions/open-lesson.ts";
import { openOwn } from "./actions/own-program.ts";
import { listenForKeys } from "./actions/shortcuts.ts";
import { lessonOf } from "./lessons/catalogue.ts";
import { keepDrafts } from "./lessons/keep-drafts.ts";
import { watchLesson } from "./lessons/watch-lesson.ts";
import { drawRun } from "./panels/draw-run.ts";
import { runProject } from "./program/run-project.ts";
import { readLink } from "./share/share-link.ts";
import type { Shared } from "./share/shared-json.ts";
import { applyTheme, isView, leftPanel, view } from "./state/layout.ts";
import { type Project, project } from "./state/project.ts";
import { notice } from "./state/run-state.ts";
import { sameFiles } from "./state/same-files.ts";
import { storage } from "./state/storage.ts";

/** Of the link that was opened last. */
let endForgetting = () => {};

export async function start(): Promise<void> {
  applyTheme();
  drawRun();
  listenForKeys();
  watchLesson();
  keepDrafts();
  addEventListener("hashchange", () => openFragment(location.hash));
  const isShared = openFragment(location.hash);
  await storage.restoreLessons();
  if (!isShared) await openLast();
  storage.keep(globalThis);
}

/** Where the person was last; a welcome, if that is nowhere. */
async function openLast(): Promise<void> {
  const lesson = lessonOf(await storage.place());
  if (lesson !== undefined) openLesson(lesson.id);
  else if ((await storage.restore()) !== undefined) await openOwn();
}

/** Was there a link that could be opened? */
function openFragment(fragment: string): boolean {
  if (fragment.length < 2) return false;
  const shared = readLink(fragment);
  if (shared instanceof Error) {
    notice.value = { kind: "failure", text: `${shared.message}. Nothing of yours was changed.` };
    return false;
  }
  endForgetting();
  open(shared);
  endForgetting = forgetFragment(project.value);
  return true;
}

/** A lesson's program that was changed by somebody is no draft of one's own: it is a program like any other. */
function open({ project: shared, recorded, view: looked, selected: pid }: Shared): void {
  const lesson = lessonOf(shared.lesson);
  const isLesson = lesson !== undefined && sameFiles(shared.files, lesson.files);
  storage.open({ ...shared, lesson: isLesson ? lesson.id : undefined });
  leftPanel.value = "program";
  if (isView(looked)) view.value = looked;
  void runProject(recorded ?? "wait", { selected: pid });
}

/** What is changed is not the link's any more: ended when another link is opened, whose fragment it is then. */
function forgetFragment(opened: Project): () => void {
  const end = effect(() => {
    if (project.value === opened) return;
    history.replaceState(undefined, "", location.pathname + location.search);
    queueMicrotask(() => end());
  });
  return end;
}
