import { expect, test } from "vitest";
import { check, notes } from "../../scripts/house/cycles.mjs";
import { tree } from "./fixture.ts";

test("a circle of two files is found, and printed once", () => {
  const root = tree({
    "runtime/kernel/a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
    "runtime/kernel/b.ts": 'import { a } from "./a.ts";\nexport const b = a;\n',
  });
  expect(check(root)).toEqual([
    expect.stringMatching(/^runtime\/kernel\/a\.ts -> runtime\/kernel\/b\.ts -> runtime\/kernel\/a\.ts is a circle: /),
  ]);
});

test("a circle of three files across folders is found", () => {
  const root = tree({
    "runtime/abi/a.ts": 'export * from "../guest/b.ts";\n',
    "runtime/guest/b.ts": 'import "../image/c.ts";\n',
    "runtime/image/c.ts": 'import "../abi/a.ts";\n',
  });
  expect(check(root)).toHaveLength(1);
});

test("a circle that is closed by types alone passes, and is noted", () => {
  const root = tree({
    "runtime/kernel/a.ts": 'import { b } from "./b.ts";\nexport const a = b;\n',
    "runtime/kernel/b.ts": 'import type { A } from "./a.ts";\nexport const b = 1;\n',
  });
  expect(check(root)).toEqual([]);
  expect(notes(root)).toHaveLength(1);
});

test("two ways to the same file are no circle", () => {
  const root = tree({
    "runtime/kernel/a.ts": 'import "./b.ts";\nimport "./c.ts";\n',
    "runtime/kernel/b.ts": 'import "./c.ts";\n',
    "runtime/kernel/c.ts": "export const c = 1;\n",
  });
  expect(check(root)).toEqual([]);
  expect(notes(root)).toEqual([]);
});
