import { expect, test } from "vitest";
import { check } from "../../scripts/house/length.mjs";
import { tree } from "./fixture.ts";

const lines = (count: number) => "x;\n".repeat(count);

test("300 lines are enough, 301 are too many", () => {
  expect(check(tree({ "runtime/a.ts": lines(300) }))).toEqual([]);
  expect(check(tree({ "runtime/a.ts": lines(301) }))).toEqual([
    'runtime/a.ts has 301 lines, over 300: split it, or begin it with "// Over 300 lines: because ...".',
  ]);
});

test.each(["a.ts", "a.mjs", "a.c", "a.h", "a.cc"])("%s is a source file", (name) => {
  expect(check(tree({ [name]: lines(301) }))).toHaveLength(1);
});

test("a paper or a list of data is no source file", () => {
  expect(check(tree({ "README.md": lines(999), "package-lock.json": lines(999) }))).toEqual([]);
});

test.each([
  "// Over 300 lines: because every opcode is one row.\n",
  "/**\n * The table.\n * Over 300 lines: because every opcode is one row.\n */\n",
  "/* Generated from runtime/abi by `npm run generate`. */\n",
])("a reason at the top is accepted: %j", (top) => {
  expect(check(tree({ "a.ts": top + lines(301) }))).toEqual([]);
});

test("a reason without words, or far below the top, is none", () => {
  expect(check(tree({ "a.ts": `// Over 300 lines: because\n${lines(301)}` }))).toHaveLength(1);
  expect(check(tree({ "a.ts": `${lines(301)}// Over 300 lines: because it grew.\n` }))).toHaveLength(1);
});
