import { defineConfig } from "vitest/config";

/** Where to leave the results as JSON too, for those who count them (`.ci/run`). */
const report = process.env.PRONG_TEST_REPORT;

/** Tests that neither replace nor reload what they test, nor try an engine's limits: two processes load it once, and not once a file. */
const PARTS = ["abi", "conformance", "guest", "house", "image", "kernel", "scheduler"].map(
  (folder) => `test/${folder}/**/*.test.ts`,
);

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
      { extends: true, test: { name: "parts", include: PARTS, isolate: false } },
      // A process per test file: a guest that takes its engine down takes one file with it.
      { extends: true, test: { name: "programs", include: ["test/**/*.test.ts"], exclude: PARTS } },
    ],
  },
});
