import { expect, test } from "vitest";
import { check } from "../../scripts/house/twins.mjs";
import { tree } from "./fixture.ts";

const LOGIC = "export function wake() {}\n";

test.each([
  LOGIC,
  "export class Pipe {}",
  "export const wake = () => 1;",
  "function wake() {}\nexport { wake };",
  "export default function wake() {}",
])("`%s` needs a twin", (text) => {
  expect(check(tree({ "runtime/kernel/a.ts": text }), {})).toEqual([
    expect.stringMatching(/^runtime\/kernel\/a\.ts .* no test\/kernel\/a\.test\.ts: write it, or name the test/),
  ]);
});

test.each([
  "export interface Pipe {}",
  "export type Pid = number;",
  "export const SIGKILL = 9;",
  'export { wake } from "./b.ts";',
  "function hidden() {}",
])("`%s` needs none", (text) => {
  expect(check(tree({ "runtime/kernel/a.ts": text }), {})).toEqual([]);
});

test("a twin in the mirrored folder is enough", () => {
  expect(check(tree({ "runtime/kernel/a.ts": LOGIC, "test/kernel/a.test.ts": "" }), {})).toEqual([]);
  expect(check(tree({ "runtime/kernel/a.ts": LOGIC, "test/a.test.ts": "" }), {})).toHaveLength(1);
});

test("a file may name the test that covers it, or why it needs none", () => {
  const root = tree({ "runtime/kernel/a.ts": LOGIC, "test/conformance/fork.test.ts": "" });
  expect(check(root, { "runtime/kernel/a.ts": "test/conformance/fork.test.ts" })).toEqual([]);
  expect(check(root, { "runtime/kernel/a.ts": "throws, and nothing else" })).toEqual([]);
});

test.each([
  ["a covering test that does not exist", { "runtime/kernel/a.ts": "test/gone.test.ts" }, "which does not exist"],
  ["a file that does not exist", { "runtime/gone.ts": "types only" }, "remove the row"],
  ["a file that has its twin", { "runtime/kernel/b.ts": "types only" }, "remove the row"],
])("a row is found that names %s", (_what, rows, problem) => {
  const root = tree({ "runtime/kernel/a.ts": "", "runtime/kernel/b.ts": LOGIC, "test/kernel/b.test.ts": "" });
  expect(check(root, rows)).toEqual([expect.stringContaining(problem)]);
});
