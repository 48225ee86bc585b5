/** Prong for tests with Vitest 4: all of `prong/testing`, and matchers, which importing this registers. */
import { expect } from "vitest";
import { matchers } from "./frontend/vitest/matchers.ts";

export type { ProngMatchers } from "./frontend/vitest/matchers.ts";
export * from "./testing.ts";

expect.extend(matchers);
