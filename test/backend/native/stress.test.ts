import { beforeAll, expect, it } from "vitest";
import { compileGuest } from "../../frontend/compile/compile-guest.ts";
import { IS_LONG } from "../../is-long.ts";
import { describeNative, onNative } from "./native.ts";

/** What is done, how often in a sample and how often in full. */
const ROWS: readonly (readonly [what: string, how: string, sample: number, full: number])[] = [
  ["forks in a row", "row", 100, 10_000],
  ["children alive at once", "alive", 10, 200],
  ["frames deep, it forks", "deep", 500, 500],
  ["megabytes of heap, it forks", "heap", 64, 512],
  ["children, killed at any moment", "kill", 20, 1000],
];

const PATIENCE = IS_LONG ? 580_000 : 100_000;

describeNative("a guest that forks without mercy", () => {
  let program: Uint8Array;
  beforeAll(async () => {
    ({ wasm: program } = await compileGuest("../../test/backend/native/sources/stress.c"));
  });

  it.each(ROWS)(
    "%s",
    async (_, how, sample, full) => {
      const count = IS_LONG ? full : sample;
      const times = how === "deep" || how === "heap" ? 1 : count;
      const { stdout, stderr } = await onNative(program, { args: [how, String(count)], patience: PATIENCE });
      expect(stdout + stderr).toBe(`${times} right, 0 wrong; children left: 0; next descriptor: 3\n`);
    },
    PATIENCE + 10_000,
  );
});
