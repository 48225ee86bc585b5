import { expect, test } from "vitest";
import { ERRNO_ROWS } from "../../runtime/abi/errno.ts";
import { CAPTURE, ENDED, HOST, isResult, REPLACED, WAIT } from "../../runtime/kernel/answer.ts";

test("results and errors are for the guest at once", () => {
  for (const answer of [0, 1, 0x7fffffff, ...ERRNO_ROWS.map(([errno]) => -errno), -4095]) {
    expect(isResult(answer), String(answer)).toBe(true);
  }
});

test("the five other answers are not, and differ", () => {
  const answers = [WAIT, CAPTURE, ENDED, REPLACED, HOST];
  expect(answers.map(isResult)).toEqual([false, false, false, false, false]);
  expect(new Set(answers).size).toBe(5);
});
