import { expect, test } from "vitest";
import { check } from "../../scripts/house/imports.mjs";
import { tree } from "./fixture.ts";

/** What the rule says of one file that imports another. */
function verdict(path: string, specifier: string): string[] {
  return check(tree({ [path]: `import { x } from "${specifier}";\n` }));
}

test.each([
  ["runtime/kernel/fork.ts", "./process.ts"],
  ["runtime/kernel/fork.ts", "../abi/errno.ts"],
  ["runtime/kernel/syscalls/fork.ts", "../../image/page.ts"],
  ["runtime/frontend/cli/main.ts", "../../backend/backend.ts"],
  ["runtime/frontend/cli/main.ts", "../../node/disk.ts"],
  ["runtime/node/disk.ts", "../kernel/open-file.ts"],
  ["runtime/backend/native/host.ts", "../../node/disk.ts"],
  ["runtime/index.ts", "./frontend/format/tree.ts"],
  ["runtime/node.ts", "./node/disk.ts"],
  ["runtime/node.ts", "./index.ts"],
  ["runtime/testing.ts", "./frontend/testing/guest.ts"],
  ["runtime/vitest.ts", "./testing.ts"],
  ["runtime/compile.ts", "./frontend/compile/c.ts"],
  ["playground/main.ts", "../runtime/index.ts"],
  ["playground/main.ts", "../runtime/compile.ts"],
  ["playground/run/client.ts", "../state/run-state.ts"],
  ["playground/state/run-state.ts", "../run/orders.ts"],
  ["playground/panels/time-panel.tsx", "../views/tree.tsx"],
  ["playground/lessons/course/vfork.ts", "../lesson.ts"],
  ["playground/start.ts", "./keep-offline.ts"],
  ["playground/vite.config.ts", "../scripts/playground/clang.mjs"],
  ["runtime/kernel/fork.ts", "@bjorn3/browser_wasi_shim"],
])("%s may import %s", (path, specifier) => {
  expect(verdict(path, specifier)).toEqual([]);
});

test.each([
  ["runtime/abi/errno.ts", "../kernel/kernel.ts"],
  ["runtime/kernel/fork.ts", "../scheduler/policy.ts"],
  ["runtime/backend/backend.ts", "../frontend/format/tree.ts"],
  ["runtime/backend/backend.ts", "../node/disk.ts"],
  ["runtime/node/disk.ts", "../scheduler/policy.ts"],
  ["runtime/kernel/fork.ts", "../index.ts"],
  ["runtime/frontend/cli/main.ts", "../../node.ts"],
  ["runtime/kernel/fork.ts", "../../playground/main.ts"],
  ["runtime/kernel/fork.ts", "../../test/fixture.ts"],
  ["runtime/index.ts", "./node/disk.ts"],
  ["runtime/index.ts", "./frontend/cli/main.ts"],
  ["runtime/compile.ts", "./frontend/compile/node-sources.ts"],
  ["runtime/frontend/cli/main.ts", "../../compile.ts"],
  ["playground/main.ts", "../runtime/backend/native/addon.ts"],
  ["playground/main.ts", "../scripts/playground/clang.mjs"],
  ["playground/views/tree.tsx", "../timeline/svg.ts"],
  ["playground/state/run-state.ts", "../views/words.ts"],
  ["playground/panels/time-panel.tsx", "../start.ts"],
])("%s may not import %s", (path, specifier) => {
  expect(verdict(path, specifier)).toHaveLength(1);
});

test("a type import that points right is found too, with its line and what to do", () => {
  const root = tree({ "runtime/guest/module.ts": '\nimport type { Kernel } from "../kernel/kernel.ts";\n' });
  expect(check(root)).toEqual([
    "runtime/guest/module.ts:2 imports runtime/kernel/kernel.ts, but guest may import only abi, guest: " +
      "move what both need to the left, or pass it in as an argument.",
  ]);
});

test.each([
  'export { x } from "../kernel/x.ts";',
  'export * from "../kernel/x.ts";',
  'const x = import("../kernel/x.ts");',
  'type X = import("../kernel/x.ts").X;',
])("`%s` is an import", (text) => {
  expect(check(tree({ "runtime/abi/a.ts": text }))).toHaveLength(1);
});

test("an import in a comment or a string is none", () => {
  const text = '// import "../kernel/x.ts"\nexport const x = \'import "../kernel/x.ts"\';\n';
  expect(check(tree({ "runtime/abi/a.ts": text }))).toEqual([]);
});

test("a folder that is not in the house is found", () => {
  expect(check(tree({ "runtime/utils/a.ts": "" }))).toEqual([expect.stringContaining("is in no folder of the house")]);
});
