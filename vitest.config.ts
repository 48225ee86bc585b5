import { defineConfig } from "vitest/config";

/** Where to leave the results as JSON too, for those who count them (`.ci/run`). */
const report = process.env.PRONG_TEST_REPORT;

/** Most tests neither replace nor reload what they test: two processes load it once, and not once a file. */
const SHARING = "abi backend conformance guest guests house image instrument kernel lua scheduler"
  .split(" ")
  .map((folder) => `test/${folder}/**/*.test.ts`);
/** These ask what happens before Asyncify is loaded. */
const BEFORE_LOADING = [
  "test/backend/emulated/program-store.test.ts",
  "test/guests/wants-program.test.ts",
  "test/instrument/cache.test.ts",
];

export default defineConfig({
  test: {
    setupFiles: ["test/setup.ts"],
    // Commands that tests run compare all memory at every stop, as the systems do that tests make.
    env: { PRONG_CHECK_MEMORY: "1" },
    pool: "forks",
    maxWorkers: "100%",
    // No test measures time; these only end what hangs. Compiling a C guest takes 1 to 3 s, more on a busy machine.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: report === undefined ? ["default"] : ["default", ["json", { outputFile: report }]],
    projects: [
      { extends: true, test: { name: "sharing", include: SHARING, exclude: BEFORE_LOADING, isolate: false } },
      {
        extends: true,
        test: {
          name: "alone",
          include: ["test/{browser,frontend,node}/**/*.test.ts", "test/*.test.ts", ...BEFORE_LOADING],
        },
      },
    ],
  },
});
