import { expect, test } from "vitest";
import { DEFAULT_SETTINGS, EMPTY_PROJECT, type Project } from "../../../playground/state/project.ts";
import { sameProject } from "../../../playground/state/same-project.ts";

const settings = { ...DEFAULT_SETTINGS, args: ["a", "b"] };
const sources: Project = { ...EMPTY_PROJECT, files: [{ path: "a.c", text: "text" }], settings };
const binary: Project = { ...EMPTY_PROJECT, files: [], wasm: new Uint8Array([0, 97, 115, 109]), settings };

test.each([sources, binary])("what was copied is the same", (project) => {
  expect(sameProject(project, structuredClone(project))).toBe(true);
});

test("what sources are called does not count, and a program's name does: it is its path", () => {
  expect(sameProject(sources, { ...sources, title: "other", lesson: "vfork" })).toBe(true);
  expect(sameProject(binary, { ...structuredClone(binary), title: "other" })).toBe(false);
});

test.each<[string, Project, Partial<Project>]>([
  ["text", sources, { files: [{ path: "a.c", text: "texts" }] }],
  ["file", sources, { files: [...sources.files, { path: "b.c", text: "" }] }],
  ["byte", binary, { wasm: new Uint8Array([0, 97, 115, 110]) }],
  ["program", binary, { wasm: undefined }],
  ["argument", sources, { settings: { ...settings, args: ["a", "c"] } }],
  ["number of arguments", sources, { settings: { ...settings, args: ["a"] } }],
  ["seed", sources, { settings: { ...settings, seed: 1 } }],
  ["terminal", sources, { settings: { ...settings, terminal: true } }],
  ["time", sources, { settings: { ...settings, time: "any" } }],
  ["preemption", sources, { settings: { ...settings, preempt: "memory" } }],
])("another %s makes another project", (_, project, part) => {
  expect(sameProject(project, { ...project, ...part })).toBe(false);
});
