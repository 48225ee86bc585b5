import { expect, test } from "vitest";
import { QUIZ_RULES } from "../../../runtime/frontend/format/quiz.ts";
import { quizMarkdown } from "../../../runtime/frontend/format/quiz-markdown.ts";
import { question } from "../quiz/sample-questions.ts";

const TREE = "main\n`-- child";
const QUESTIONS = [
  question(),
  question({ number: 2, kind: "tree", several: false, choices: [{ text: TREE, right: true, why: "always" }] }),
];

const SHEET = `# Title

${QUIZ_RULES}

## Question 1

\`\`\`c
int main(void)
{
  return 0;
}
\`\`\`

What? One or more. (Level 2)

- [ ] **a** \`text 0\`
- [ ] **b** \`text 1\`

## Question 2

\`\`\`c
int main(void)
{
  return 0;
}
\`\`\`

What? (Level 2)

- [ ] **a**

  \`\`\`text
  main
  \`-- child
  \`\`\``;

test("a sheet has questions, and no answers", () => {
  expect(quizMarkdown(QUESTIONS, "Title", false).join("\n")).toBe(SHEET);
});

test("the key follows the whole sheet", () => {
  expect(quizMarkdown(QUESTIONS, "Title", true).join("\n")).toBe(`${SHEET}

## Answers

### Question 1: a

- **a** \`text 0\`: possible
- **b** \`text 1\`: impossible

All that it can print: AB or BA.
A lesson.

### Question 2: a

- **a** always

A lesson.`);
});
