import { expect, test } from "vitest";
import { PLAIN } from "../../../runtime/frontend/testing/report.ts";
import { paintFor, paintMessage } from "../../../runtime/frontend/vitest/paint.ts";

const coloured = { RECEIVED_COLOR: (text: unknown) => `\x1b[31m${text}\x1b[39m` };
const plain = { RECEIVED_COLOR: (text: unknown) => `${text}` };

test("where Vitest shows colours, only the first line of a message is left to it", () => {
  expect(paintMessage("one\ntwo\nthree", coloured)).toBe("one\x1b[0m\ntwo\nthree");
  expect(paintFor(coloured).wrong("x")).toBe("\x1b[31mx\x1b[0m");
});

test("elsewhere there are none", () => {
  expect(paintMessage("one\ntwo", plain)).toBe("one\ntwo");
  expect(paintFor(plain)).toBe(PLAIN);
});
