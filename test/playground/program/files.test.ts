import { expect, test } from "vitest";
import {
  addFile,
  changeFile,
  FileRefusal,
  MOST_SOURCE,
  programName,
  removeFile,
  renameFile,
  sourceSize,
} from "../../../playground/program/files.ts";
import { EMPTY_PROJECT, type Project } from "../../../playground/state/project.ts";

const project = (...paths: string[]): Project => ({
  ...EMPTY_PROJECT,
  files: paths.map((path) => ({ path, text: "" })),
});
const paths = ({ files }: Project) => files.map(({ path }) => path);
const refusal = (what: () => unknown) => {
  try {
    what();
    return "done";
  } catch (error) {
    if (error instanceof FileRefusal) return error.message;
    throw error;
  }
};

test("a file is added behind the others, empty", () => {
  expect(paths(addFile(project("main.c"), "shared.h"))).toEqual(["main.c", "shared.h"]);
});

test.each([
  ["", "Cannot add a file without a name: expected letters, digits, _ - + and . only, with .c, .h or .ts at the end"],
  ["notes.txt", "Cannot add notes.txt: expected letters, digits, _ - + and . only, with .c, .h or .ts at the end"],
  [".c", "Cannot add .c: expected letters, digits, _ - + and . only, with .c, .h or .ts at the end"],
  ["a b.c", "Cannot add a b.c: expected letters, digits, _ - + and . only, with .c, .h or .ts at the end"],
  ["lib/a.c", "Cannot add lib/a.c: a project has no folders"],
  ["main.c", "Cannot add main.c: there is one of that name"],
  ["Main.C", "Cannot add Main.C: expected letters, digits, _ - + and . only, with .c, .h or .ts at the end"],
  ["MAIN.c", "Cannot add MAIN.c: there is one of that name"],
  ["other.ts", "Cannot add other.ts: this project is C, its files end in .c or .h"],
  [`${"a".repeat(60)}.c`, `Cannot add ${"a".repeat(60)}.c: a name may have 60 characters`],
])("to add %j beside main.c is refused", (path, message) => {
  expect(refusal(() => addFile(project("main.c"), path))).toBe(message);
});

test("an AssemblyScript project takes no C", () => {
  expect(refusal(() => addFile(project("main.ts"), "a.h"))).toBe(
    "Cannot add a.h: this project is AssemblyScript, its files end in .ts",
  );
});

test("a project has an end", () => {
  const full = project(...Array.from({ length: 20 }, (_, index) => `f${index}.c`));
  expect(refusal(() => addFile(full, "more.c"))).toBe("Cannot add more.c: a project may have 20 files");
});

test("renaming keeps a file where it is, and may change the language of a single file", () => {
  expect(paths(renameFile(project("main.c", "b.c"), "main.c", "first.c"))).toEqual(["first.c", "b.c"]);
  expect(paths(renameFile(project("main.c"), "main.c", "main.ts"))).toEqual(["main.ts"]);
  expect(refusal(() => renameFile(project("main.c", "b.c"), "b.c", "b.ts"))).toBe(
    "Cannot rename b.ts: this project is C, its files end in .c or .h",
  );
  expect(refusal(() => renameFile(project("main.c"), "main.c", "main.h"))).toBe(
    "Cannot rename main.h: headers alone are no program",
  );
});

test("the first file is a program, whichever is renamed", () => {
  expect(refusal(() => renameFile(project("hello.c", "z.h"), "hello.c", "main.h"))).toBe(
    "Cannot rename main.h: headers alone are no program",
  );
  expect(paths(renameFile(project("hello.c", "b.c"), "hello.c", "main.h"))).toEqual(["b.c", "main.h"]);
});

test("the first file is a program, whichever is removed", () => {
  expect(paths(removeFile(project("main.c", "shared.h", "b.c"), "main.c"))).toEqual(["b.c", "shared.h"]);
  expect(refusal(() => removeFile(project("main.c", "shared.h"), "main.c"))).toBe(
    "Cannot remove main.c: headers alone are no program",
  );
  expect(refusal(() => removeFile(project("main.c"), "main.c"))).toBe("Cannot remove main.c: a project needs a file");
});

test("a text that is the same leaves the same project", () => {
  const before = project("main.c");
  expect(changeFile(before, "main.c", "")).toBe(before);
  expect(changeFile(before, "main.c", "x").files).toEqual([{ path: "main.c", text: "x" }]);
});

test.each([
  ["main.c", undefined, "main"],
  ["who-goes-first.ts", undefined, "who-goes-first"],
  ["main.c", "My Program (1).wasm", "My-Program-1-"],
  ["main.c", "\u{1f374}.wasm", "-"],
])("the program of %s, or %s, is called %s", (path, dropped, expected) => {
  const wasm = dropped === undefined ? undefined : new Uint8Array();
  expect(programName({ ...project(path), title: dropped ?? "A lesson", wasm })).toBe(expected);
});

test("how much there is to compile is counted in bytes", () => {
  expect(
    sourceSize([
      { path: "a.c", text: "ü" },
      { path: "b.c", text: "ab" },
    ]),
  ).toBe(4);
  expect(sourceSize([{ path: "a.c", text: "x".repeat(5 * MOST_SOURCE) }])).toBe(5 * MOST_SOURCE);
});
