import { expect, test } from "vitest";
import { ERRNO_ROWS, Errno } from "../../runtime/abi/errno.ts";
import { RESTART } from "../../runtime/abi/signal-flags.ts";
import { CAPTURE, ENDED, HOST, isResult, JUMPED, REPLACED, readAnswer, WAIT } from "../../runtime/kernel/answer.ts";

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

test.each([
  [7, { kind: "result", value: 7 }],
  [0, { kind: "result", value: 0 }],
  [-2, { kind: "error", errno: "EBADF" }],
  [RESTART, { kind: "interrupted" }],
  [WAIT, { kind: "waits" }],
  [CAPTURE, { kind: "again" }],
  [HOST, { kind: "again" }],
  [ENDED, { kind: "ended" }],
  [REPLACED, { kind: "replaced" }],
  [JUMPED, { kind: "jumped" }],
])("%i is read as %j", (answer, read) => {
  expect(readAnswer(answer === -2 ? -Errno.EBADF : answer)).toEqual(read);
});
