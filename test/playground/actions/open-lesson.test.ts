/** Opening lessons, and what becomes of programs that were changed in them (`keep-drafts.ts`). */
/// <reference path="../../../playground/virtual.d.ts" />
import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { openLesson, showSolution, startAgain } from "../../../playground/actions/open-lesson.ts";
import { lessonOf } from "../../../playground/lessons/catalogue.ts";
import { keepDrafts } from "../../../playground/lessons/keep-drafts.ts";
import { type Lesson, settingsOf } from "../../../playground/lessons/lesson.ts";
import { runProject } from "../../../playground/program/run-project.ts";
import { leftPanel } from "../../../playground/state/layout.ts";
import { workOn, works } from "../../../playground/state/lesson-state.ts";
import { EMPTY_PROJECT, project } from "../../../playground/state/project.ts";
import { storage } from "../../../playground/state/storage.ts";

vi.mock("../../../playground/program/run-project.ts", () => ({ runProject: vi.fn(async () => {}) }));

let stopKeeping = () => {};

beforeAll(() => {
  stopKeeping = keepDrafts();
});

afterAll(() => {
  stopKeeping();
});

afterEach(() => {
  project.value = EMPTY_PROJECT;
  works.value = {};
  vi.mocked(runProject).mockClear();
});

const lesson = lessonOf("doubled-output") as Lesson;

function edit(text: string): void {
  const [file] = project.value.files;
  project.value = { ...project.value, files: [{ path: file?.path ?? "", text }] };
}

test("a lesson's program waits before its first step, as one is asked what it will do", () => {
  openLesson("doubled-output");
  expect(project.value).toMatchObject({ lesson: "doubled-output", title: lesson.title, files: lesson.files });
  expect(vi.mocked(runProject).mock.calls).toEqual([["wait"]]);
});

test("a program at a terminal runs until it wants something", () => {
  openLesson("a-tiny-shell");
  expect(project.value.settings.terminal).toBe(true);
  expect(vi.mocked(runProject).mock.calls).toEqual([["run"]]);
});

test("what one has changed is there again when one comes back", () => {
  openLesson("doubled-output");
  edit("int main(void) {}");
  openLesson("vfork");
  expect(project.value.files).toEqual(lessonOf("vfork")?.files);
  openLesson("doubled-output");
  expect(project.value.files).toEqual([{ path: "twice.c", text: "int main(void) {}" }]);
});

test("how one has run it is there again, too, until one starts again", () => {
  openLesson("doubled-output");
  const settings = { ...project.value.settings, args: ["3"], time: "any" as const };
  project.value = { ...project.value, settings };
  openLesson("vfork");
  expect(project.value.settings).not.toEqual(settings);
  openLesson("doubled-output");
  expect(project.value).toMatchObject({ files: lesson.files, settings });
  startAgain(lesson);
  expect(project.value.settings).toEqual(settingsOf(lesson));
  expect(workOn("doubled-output").settings).toBeUndefined();
});

test("who opens a link to a lesson keeps what they had in it", () => {
  openLesson("doubled-output");
  edit("int main(void) {}");
  const mine = project.value.files;
  storage.open({ ...project.value, files: lesson.files, settings: { ...project.value.settings, seed: 7 } });
  expect(workOn("doubled-output")).toMatchObject({ draft: mine, settings: undefined });
});

test("what was changed and changed back is no draft", () => {
  openLesson("doubled-output");
  edit("int main(void) {}");
  openLesson("vfork");
  openLesson("doubled-output");
  edit(lesson.files[0]?.text ?? "");
  openLesson("vfork");
  expect(workOn("doubled-output").draft).toBeUndefined();
});

test("one starts again with the program as it was", () => {
  openLesson("doubled-output");
  edit("int main(void) {}");
  openLesson("vfork");
  openLesson("doubled-output");
  startAgain(lesson);
  expect(project.value.files).toEqual(lesson.files);
  expect(workOn("doubled-output").draft).toBeUndefined();
});

test("the solution is shown in the editor, and who looks at it keeps what they had", () => {
  openLesson("doubled-output");
  edit("int main(void) {}");
  showSolution(lesson);
  expect(workOn("doubled-output").draft).toEqual([{ path: "twice.c", text: "int main(void) {}" }]);
  expect(project.value.files).toEqual(lesson.solved);
  expect(leftPanel.value).toBe("program");
});

test("a lesson that there is not is refused, and nothing changes", () => {
  expect(() => openLesson("nothing")).toThrow("Cannot open the lesson nothing: there is none of that name");
  expect(project.value).toBe(EMPTY_PROJECT);
});
