import { expect, test } from "vitest";
import { differenceWords, firstDifference, linesOf } from "../../../playground/views/first-difference.ts";

test.each([
  ["a\nb\n", "a\nb\n", "is the same"],
  ["", "", "is the same"],
  ["a\nb\n", "a\nc\n", "differs first in line 2: “b” in one, “c” in other"],
  ["a\n", "a\nb\n", "is the same up to line 1, then other has more: “b”"],
  ["a\nb", "a", "is the same up to line 1, then one has more: “b”"],
  ["", "a\n", "is empty in one, and begins with “a” in other"],
  ["a\n", "", "begins with “a” in one, and is empty in other"],
  ["a", "a\n", "differs first in line 1: “a” in one, “a\\n” in other"],
  ["", "\n", "is empty in one, and begins with “” in other"],
])("%j and %j: it %s", (one, other, words) => {
  expect(differenceWords(firstDifference(one, other), "one", "other")).toBe(words);
});

test("a long line is cut", () => {
  const words = differenceWords(firstDifference("x".repeat(100), "y"), "one", "other");
  expect(words).toBe(`differs first in line 1: “${"x".repeat(60)}…” in one, “y” in other`);
});

test("the end of the last line begins no other", () => {
  expect([linesOf(""), linesOf("a"), linesOf("a\n"), linesOf("a\n\n")]).toEqual([[], ["a"], ["a"], ["a", ""]]);
});
