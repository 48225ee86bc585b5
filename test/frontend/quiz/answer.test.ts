import { describe, expect, it } from "vitest";
import { readAnswer } from "../../../runtime/frontend/quiz/answer.ts";
import { question } from "./sample-questions.ts";

const SEVERAL = question({ several: true, right: [true, false, true, false] });
const ONE = question({ several: false, right: [false, true, false] });

describe("an answer", () => {
  it.each([
    ["a c", true],
    ["ca", true],
    [" A, C ", true],
    ["a) c)", true],
    ["a c c", true],
    ["a", false],
    ["abc", false],
    ["b", false],
  ])("of letters: %j", (line, right) => {
    expect(readAnswer(line, SEVERAL)).toMatchObject({ kind: "letters", right });
  });

  it.each(["", "  ", "?", " ? "])("%j gives up", (line) => {
    expect(readAnswer(line, SEVERAL)).toEqual({ kind: "gives-up" });
  });

  it.each(["q", "Q "])("%j quits", (line) => {
    expect(readAnswer(line, ONE)).toEqual({ kind: "quits" });
  });

  it.each([
    [SEVERAL, "e", 'Cannot read the answer "e": expected letters from a to d'],
    [SEVERAL, "a, 2", 'Cannot read the answer "a, 2": expected letters from a to d'],
    [ONE, "yes", 'Cannot read the answer "yes": expected one letter from a to c'],
    [ONE, "ab", "Cannot take a and b: one answer is right, so expected one letter"],
  ])("that is unclear says what is expected: %#", (asked, line, why) => {
    expect(readAnswer(line, asked)).toEqual({ kind: "unclear", why });
  });
});
