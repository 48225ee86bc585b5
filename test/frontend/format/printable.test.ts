import fc from "fast-check";
import { expect, test } from "vitest";
import { printable } from "../../../runtime/frontend/format/printable.ts";

test.each([
  ["plain text, é and 漢字", "plain text, é and 漢字"],
  ["a\nb\tc\0", "a\\x0ab\\x09c\\x00"],
  ["\x1b[2J", "\\x1b[2J"],
  ["\x7f\x9b", "\\x7f\\x9b"],
])("%j is printed as %s", (text, printed) => {
  expect(printable(text)).toBe(printed);
});

test("no control character is left, whatever a guest names its arguments", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(printable(text)).not.toMatch(/\p{Cc}/u);
    }),
  );
});
