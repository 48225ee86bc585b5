import { expect, test } from "vitest";
import { endingText, letterOf, rightLetters } from "../../../runtime/frontend/quiz/question.ts";
import { question } from "./sample-questions.ts";

test("choices have letters, and the right ones are told in order", () => {
  expect([0, 1, 4].map(letterOf)).toEqual(["a", "b", "e"]);
  expect(rightLetters(question({ right: [false, true, false, true] }))).toEqual(["b", "d"]);
});

test.each([
  ["AB", false, "AB"],
  ["", false, "nothing"],
  ["AB", true, "AB, and then it hangs"],
  ["", true, "nothing, and then it hangs"],
])("what is seen of %j, hanging %j", (output, hangs, text) => {
  expect(endingText({ output, hangs })).toBe(text);
});
