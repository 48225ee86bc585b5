/**
 * Runs before each test file. Properties are checked on the same cases in every run: a test that fails, fails again.
 * `PRONG_TEST_SEED=7 npm test` looks elsewhere.
 */
import fc from "fast-check";
import { afterAll, vi } from "vitest";

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.PRONG_TEST_SEED ?? 1) });

/** The next file may share the process. */
afterAll(() => void vi.unstubAllEnvs());
