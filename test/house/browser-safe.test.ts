import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { check, isNodeOnly } from "../../scripts/house/browser-safe.mjs";
import { tree } from "./fixture.ts";

const READS_FILES = 'import { readFileSync } from "node:fs";\n';

test.each([
  "runtime/node.ts",
  "runtime/node/disk.ts",
  "runtime/backend/native/addon.ts",
  "runtime/frontend/cli/main.ts",
  "runtime/frontend/testing/guest.ts",
  "runtime/vitest.ts",
  "runtime/frontend/compile/node-sources.ts",
])("%s may use Node", (path) => {
  expect(check(tree({ [path]: READS_FILES }))).toEqual([]);
});

test.each([
  "runtime/index.ts",
  "runtime/kernel/fork.ts",
  "runtime/backend/emulated/machine.ts",
  "runtime/backend/backend.ts",
  "runtime/frontend/format/tree.ts",
  "runtime/frontend/compile/clang.ts",
  "playground/main.ts",
])("%s may not use Node", (path) => {
  expect(check(tree({ [path]: READS_FILES }))).toEqual([expect.stringContaining(`${path}:1 imports "node:fs"`)]);
});

test("a module of Node is found without its prefix, as a type, and when imported late", () => {
  const text = 'import "fs";\nimport type { Stats } from "node:fs";\nexport const os = import("node:os");\n';
  expect(check(tree({ "runtime/kernel/a.ts": text }))).toHaveLength(3);
});

test("tsconfig.browser.json leaves out the same files", () => {
  const text = readFileSync("tsconfig.browser.json", "utf8").replace(/^\s*\/\/.*$/gm, "");
  const { exclude } = JSON.parse(text) as { exclude: string[] };
  const examples = exclude.map((path) => (path.endsWith(".ts") ? path.replace("*", "x") : `${path}/x.ts`));
  expect(examples.filter((path) => !isNodeOnly(path))).toEqual([]);
  expect(exclude).toHaveLength(11); // one for each alternative of the rule's pattern
});
