import { expect, test } from "vitest";
import type { End } from "../../../runtime/abi/wait-status.ts";
import { describeEnd } from "../../../runtime/frontend/format/end.ts";

test.each<[End, string]>([
  [{ code: 0 }, "exits with 0"],
  [{ code: 255 }, "exits with 255"],
  [{ signal: 11 }, "killed by SIGSEGV (Segmentation fault)"],
  [{ signal: 40 }, "killed by SIGRT40 (Signal 40)"],
])("%j reads: %s", (end, words) => {
  expect(describeEnd(end)).toBe(words);
});
