import { expect, test } from "vitest";
import { quizJson } from "../../../runtime/frontend/format/quiz-json.ts";
import { question } from "../quiz/sample-questions.ts";

const ASKED = {
  number: 1,
  level: 2,
  topic: "topic",
  kind: "outputs",
  program: "int main(void)\n{\n  return 0;\n}\n",
  question: "What?",
  several: true,
};

test("without the key, nothing tells what is right", () => {
  expect(quizJson([question()], 7, false)).toEqual({
    seed: 7,
    questions: [
      {
        ...ASKED,
        choices: [
          { letter: "a", text: "text 0" },
          { letter: "b", text: "text 1" },
        ],
      },
    ],
  });
});

test("with the key, choices say whether and why, and the outcomes are as of prong explore", () => {
  const { questions } = quizJson([question()], 7, true);
  expect(questions).toEqual([
    {
      ...ASKED,
      choices: [
        { letter: "a", text: "text 0", right: true, why: "possible" },
        { letter: "b", text: "text 1", right: false, why: "impossible" },
      ],
      answer: ["a"],
      lesson: "A lesson.",
      outcomes: ["AB ", "BA "].map((stdout) => expect.objectContaining({ stdout, end: { code: 0 }, count: 2 })),
    },
  ]);
});
