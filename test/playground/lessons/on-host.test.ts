/** The lessons' C programs on the host's kernel: where no order of events matters they print there what they print here. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { LESSONS } from "../../../playground/lessons/catalogue.ts";
import type { Lesson } from "../../../playground/lessons/lesson.ts";
import type { ProjectFile } from "../../../playground/state/project.ts";
import { HOST_COMPILER } from "../../guests/on-host.ts";
import { Student } from "./student.ts";

/** One that hangs, one that may, one that only counts right mostly, and one that is typed at. */
const NOT_COMPARED = ["the-pipe-nobody-closes", "a-deadlock-and-its-fix", "the-lost-update", "a-tiny-shell"];

const COMPARED = LESSONS.flatMap((lesson): [string, Lesson, ProjectFile, boolean][] => {
  const [given] = lesson.files;
  const [solved] = lesson.solved ?? [];
  if (given?.path.endsWith(".c") !== true || lesson.id === "a-tiny-shell") return [];
  return [
    ...(NOT_COMPARED.includes(lesson.id)
      ? []
      : [[lesson.id, lesson, given, false] as [string, Lesson, ProjectFile, boolean]]),
    ...(solved === undefined
      ? []
      : [[`${lesson.id}, solved`, lesson, solved, true] as [string, Lesson, ProjectFile, boolean]]),
  ];
});

describe.skipIf(HOST_COMPILER === undefined)("on the host", () => {
  let folder = "";

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "prong-lessons-"));
  });

  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  test.each(COMPARED)("%s", async (_, lesson, { path, text }, isSolved) => {
    writeFileSync(join(folder, path), text);
    const flags = ["-O1", "-Wall", "-Wextra", "-Werror", "-Wno-unused-result", "-D_GNU_SOURCE", "-pthread"];
    const program = join(folder, "program");
    const made = spawnSync(HOST_COMPILER as string, [...flags, join(folder, path), "-o", program], {
      encoding: "utf8",
    });
    expect(made.stderr).toBe("");
    const there = spawnSync(program, { encoding: "utf8", input: "", timeout: 20_000 });

    const here = new Student(lesson);
    await here.do([...(isSolved ? [{ do: "edit" } as const] : []), { do: "run" }]);
    expect(here.stdout).toBe(there.stdout);
  });
});
