/** A quiz as text: what is asked, and what is right. */
import type { Ending } from "../quiz/laboratory.ts";
import { endingText, letterOf, type Question, rightLetters } from "../quiz/question.ts";
import { waiterLine } from "./deadlock.ts";

/** What all programs of a quiz have in common. */
export const QUIZ_RULES =
  "No call fails, standard output is a file or a pipe, and a run is over when no process is left that can go on.";

/** With more, they are not listed. */
const MOST_LISTED = 8;

/** The question as lines: its program, what is asked, the choices. */
export function questionLines({ number, level, source, text, several, choices }: Question, count: number): string[] {
  const lines = source.trimEnd().split("\n");
  return [
    `Question ${number} of ${count}, level ${level}`,
    "",
    ...lines.map((line, i) => `${String(i + 1).padStart(4)}  ${line}`.trimEnd()),
    "",
    several ? `${text} One or more.` : text,
    "",
    ...choices.flatMap((choice, i) => choiceLines(letterOf(i), choice.text)),
  ];
}

/** What is right and why, as lines. `replay` answers the command that shows a run, where there is one. */
export function answerLines(question: Question, replay: (ending: Ending) => string | undefined): string[] {
  const { choices, lesson } = question;
  return [
    `The answer: ${rightLetters(question).join(" ")}`,
    ...choices.flatMap((choice, i) => {
      const shown = choice.text.includes("\n") ? "" : `${choice.text}: `;
      const command = choice.ending === undefined ? undefined : replay(choice.ending);
      return [
        `  ${letterOf(i)}) ${shown}${choice.why}`,
        ...(choice.ending === undefined ? [] : waiterLines(choice.ending).map((line) => `   ${line}`)),
        ...(command === undefined ? [] : [`     ${command}`]),
      ];
    }),
    ...wrapped([...listed(question), lesson].join(" ")),
  ];
}

/** Who waits for what in a run that hangs. */
export function waiterLines({ outcome: { end } }: Ending): string[] {
  return end.kind === "deadlock" ? end.waiters.map(waiterLine) : [];
}

/** "It can print ABC or ACB", where choices have not said so. */
export function listed({ kind, endings }: Question): string[] {
  if (endings.length > MOST_LISTED) return [];
  const texts = endings.map(endingText);
  const all = texts.length === 1 ? texts[0] : `${texts.slice(0, -1).join(", ")} or ${texts.at(-1)}`;
  return kind === "tree" || kind === "processes" ? [] : [`All that it can print: ${all}.`];
}

/** At spaces, into lines of at most so many columns. */
function wrapped(text: string, columns = 100): string[] {
  return text.match(new RegExp(`.{1,${columns}}(?= |$)`, "g"))?.map((line) => line.trim()) ?? [];
}

function choiceLines(letter: string, text: string): string[] {
  return text.split("\n").map((line, i) => (i === 0 ? `  ${letter}) ${line}` : `     ${line}`));
}
