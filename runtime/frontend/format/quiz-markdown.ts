/** A quiz as a sheet to hand out, in Markdown. */
import { letterOf, type Question, rightLetters } from "../quiz/question.ts";
import { listed, QUIZ_RULES, waiterLines } from "./quiz.ts";

/** The questions; with `answers`, the key follows on its own. */
export function quizMarkdown(questions: readonly Question[], title: string, answers: boolean): string[] {
  return [
    `# ${title}`,
    "",
    QUIZ_RULES,
    ...questions.flatMap(asked),
    ...(answers ? ["", "## Answers", ...questions.flatMap(answered)] : []),
  ];
}

function asked({ number, level, source, text, several, choices }: Question): string[] {
  return [
    "",
    `## Question ${number}`,
    "",
    ...fenced("c", source.trimEnd()),
    "",
    `${text}${several ? " One or more." : ""} (Level ${level})`,
    "",
    ...choices.flatMap((choice, i) => {
      const head = `- [ ] **${letterOf(i)}**`;
      if (!choice.text.includes("\n")) return [`${head} ${code(choice.text, several)}`];
      return [...(i === 0 ? [] : [""]), head, "", ...fenced("text", choice.text).map((line) => `  ${line}`)];
    }),
  ];
}

function answered(question: Question): string[] {
  const { number, several, choices, lesson } = question;
  return [
    "",
    `### Question ${number}: ${rightLetters(question).join(", ")}`,
    "",
    ...choices.flatMap((choice, i) => {
      const shown = choice.text.includes("\n") ? "" : ` ${code(choice.text, several)}:`;
      const waiters = choice.ending === undefined ? [] : waiterLines(choice.ending);
      return [`- **${letterOf(i)}**${shown} ${choice.why}`, ...waiters.map((line) => `  - \`${line.trim()}\``)];
    }),
    "",
    ...listed(question),
    lesson,
  ];
}

/** What a program prints, and numbers, as code; sentences as they are. */
function code(text: string, several: boolean): string {
  return several || /^\d+$/.test(text) ? `\`${text}\`` : text;
}

function fenced(language: string, text: string): string[] {
  return [`\`\`\`${language}`, ...text.split("\n"), "```"];
}
