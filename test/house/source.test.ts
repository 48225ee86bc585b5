import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { importsOf, listFiles } from "../../scripts/house/source.mjs";
import { tree } from "./fixture.ts";

test("without git, every file but what was installed or built is listed, in order", () => {
  const root = tree({ "b.ts": "", "a/c.ts": "", ".ci/run": "", "node_modules/x/a.ts": "", "dist/a.js": "" });
  expect(listFiles(root)).toEqual([".ci/run", "a/c.ts", "b.ts"]);
  expect(listFiles(root, /\.ts$/)).toEqual(["a/c.ts", "b.ts"]);
});

test("with git, what it ignores or has lost is left out, and what is new is listed", () => {
  const root = tree({ ".gitignore": "out/\n", "out/a.ts": "", "kept.ts": "", "lost.ts": "", "é.ts": "" });
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root });
  git("init", "-q");
  git("add", "kept.ts", "lost.ts");
  rmSync(join(root, "lost.ts"));
  expect(listFiles(root)).toEqual([".gitignore", "kept.ts", "é.ts"]);
});

test("what is imported for its types alone is told apart", () => {
  const text = 'import { a } from "./a.ts";\nimport type { B } from "./b.ts";\nexport type { C } from "./c.ts";\n';
  expect(importsOf(tree({ "x.ts": text }), "x.ts")).toEqual([
    { specifier: "./a.ts", line: 1, typeOnly: false },
    { specifier: "./b.ts", line: 2, typeOnly: true },
    { specifier: "./c.ts", line: 3, typeOnly: true },
  ]);
});

test("a file that cannot be parsed is named", () => {
  expect(() => importsOf(tree({ "x.ts": "import {" }), "x.ts")).toThrow(/^Cannot parse x\.ts: /);
});
