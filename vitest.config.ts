import { defineConfig } from "vitest/config";
import { LongestFirst } from "./test/longest-first.ts";

/** Where to leave the results as JSON too, for those who count them (`.ci/run`). */
const report = process.env.PRONG_TEST_REPORT;

/** Most tests neither replace nor reload what they test: two processes load it once, and not once a file. */
const SHARING =
  "abi backend conformance frontend guest guests house image instrument kernel lua node playground scheduler"
    .split(" ")
    .map((folder) => `test/${folder}/**/*.test.ts`);
/** These ask what happens before something is loaded, or replace what others load: a compiler, a stream, a store, the current directory. */
const ALONE = [
  "test/backend/emulated/executor-memory.test.ts", // failed once beside others, for a reason that is not known
  "test/backend/emulated/program-store.test.ts",
  "test/guests/wants-program.test.ts",
  "test/instrument/cache.test.ts",
  "test/node/streams.test.ts",
  "test/playground/lessons/prebuilt.test.ts",
  "test/playground/program/search-project.test.ts",
  "test/playground/run/in-browser.test.ts",
  "test/playground/state/*.test.ts",
  ...["cli/commands/explain", "cli/load-guest", "cli/main", "cli/progress", "compile/baseline", "testing/template"].map(
    (name) => `test/frontend/${name}.test.ts`,
  ),
];
/** These open the playground, which is built for them. */
const SITE = "test/playground/site/**/*.test.ts";

export default defineConfig({
  test: {
    setupFiles: ["test/setup.ts"],
    sequence: { sequencer: LongestFirst },
    // Commands that tests run compare all memory at every stop, as the systems do that tests make.
    env: { PRONG_CHECK_MEMORY: "1" },
    pool: "forks",
    maxWorkers: "100%",
    // No test measures time; these only end what hangs. Compiling a C guest takes 1 to 3 s, more on a busy machine.
    expect: { poll: { timeout: 20_000 } },
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      { extends: true, test: { name: "sharing", include: SHARING, exclude: [...ALONE, SITE], isolate: false } },
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/*.test.ts", "test/browser/**/*.test.ts", ...ALONE],
        },
      },
      { extends: true, test: { name: "site", include: [SITE], globalSetup: "test/playground/site/build-site.ts" } },
    ],
  },
});
