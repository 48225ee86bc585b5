/** A quiz as JSON. Stable: a program may read it. */
import { letterOf, type Question, rightLetters } from "../quiz/question.ts";
import { type OutcomeJson, outcomeJson } from "./outcomes.ts";

/** What `prong quiz --json` prints. */
export interface QuizJson {
  readonly seed: number;
  readonly questions: readonly QuestionJson[];
}

export interface QuestionJson {
  readonly number: number;
  readonly level: number;
  readonly topic: string;
  readonly kind: string;
  /** C. */
  readonly program: string;
  readonly question: string;
  /** Can more than one choice be right? */
  readonly several: boolean;
  readonly choices: readonly {
    readonly letter: string;
    readonly text: string;
    /** Only with --answers, as what follows. */
    readonly right?: boolean;
    readonly why?: string;
  }[];
  /** The letters of the right choices. */
  readonly answer?: readonly string[];
  readonly lesson?: string;
  /** As of `prong explore --json`; one for each thing that can be printed. */
  readonly outcomes?: readonly OutcomeJson[];
}

/** The key is there with `answers` only. */
export function quizJson(questions: readonly Question[], seed: number, answers: boolean): QuizJson {
  return { seed, questions: questions.map((question) => questionJson(question, answers)) };
}

function questionJson(question: Question, answers: boolean): QuestionJson {
  const { number, level, topic, kind, source, text, several, choices, lesson, endings } = question;
  return {
    number,
    level,
    topic,
    kind,
    program: source,
    question: text,
    several,
    choices: choices.map(({ text, right, why }, i) => {
      return { letter: letterOf(i), text, ...(answers ? { right, why } : {}) };
    }),
    ...(answers
      ? { answer: rightLetters(question), lesson, outcomes: endings.map(({ outcome }) => outcomeJson(outcome)) }
      : {}),
  };
}
