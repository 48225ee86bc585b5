import { expect, test } from "vitest";
import { check } from "../../scripts/house/stubs.mjs";
import { tree } from "./fixture.ts";

test("a generator that finds nothing stale passes", () => {
  expect(check(tree({ "scripts/generate-stubs.mjs": 'if (process.argv[2] !== "--check") process.exit(1);' }))).toEqual(
    [],
  );
});

test("a generator that fails is quoted", () => {
  const script = 'console.error("syscalls.h is stale: run it.");\nprocess.exitCode = 1;\n';
  expect(check(tree({ "scripts/generate-stubs.mjs": script }))).toEqual(["syscalls.h is stale: run it."]);
});

test("a generator whose input is not built says so", () => {
  const problems = check(tree({ "scripts/generate-stubs.mjs": 'import "../dist/stubs.js";' }));
  expect(problems).toEqual([expect.stringContaining("run `npm run build`")]);
});

test("a tree without a generator passes", () => {
  expect(check(tree({}))).toEqual([]);
});
