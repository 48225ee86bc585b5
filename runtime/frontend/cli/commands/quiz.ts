/** `prong quiz`: asks what small programs that fork can do, and knows the answers from exploring them. */
import { randomInt } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Command, Option } from "commander";
import { NodeStreams } from "../../../node/streams.ts";
import { answerLines, QUIZ_RULES, questionLines } from "../../format/quiz.ts";
import { quizJson } from "../../format/quiz-json.ts";
import { quizMarkdown } from "../../format/quiz-markdown.ts";
import { readAnswer } from "../../quiz/answer.ts";
import { type Ending, Laboratory } from "../../quiz/laboratory.ts";
import type { Question } from "../../quiz/question.ts";
import { Quiz } from "../../quiz/quiz.ts";
import type { Level } from "../../quiz/topic.ts";
import { type Answers, openAnswers } from "../answers.ts";
import { replayCommand } from "../guest-options.ts";
import { compileText } from "../load-guest.ts";
import { quizProgress } from "../progress.ts";
import { UsageError } from "../usage-error.ts";
import { parseLevel, parseQuestions, parseSeed, quoteWord } from "../words.ts";

const HELP = `
Answer with the letters of all choices that are right: "a c". "?" or an empty line gives up, "q" ends the quiz.
Answers are read from standard input where that is not a terminal. The same seed is the same quiz, and every answer is
found by trying all orders of events. The exit code is 0 if all was answered right, or nothing was asked; otherwise 1.

--json prints one object: {"seed", "questions": [{"number", "level", "topic", "kind", "program", "question", "several",
"choices": [{"letter", "text"}]}]}. With --answers, questions have "answer" (letters), "lesson" and "outcomes" (as of prong
explore --json), and choices "right" and "why".

Examples:
  prong quiz                                       one easy question
  prong quiz --seed 7 --count 6 --save .           six, harder and harder; see them happen: prong explore quiz-7-1.c
  prong quiz --level 3 --answers                   a hard one, with its answer
  prong quiz --seed 7 --count 20 --format markdown > sheet.md
  prong quiz --seed 7 --count 20 --format markdown --answers > key.md
`;

interface QuizCommandOptions {
  readonly seed?: number;
  readonly level?: Level;
  readonly count: number;
  readonly answers?: boolean;
  readonly format: "text" | "markdown";
  readonly json?: boolean;
  readonly save?: string;
}

/** Seeds that nobody named have few digits: they are to be typed again. */
const SEEDS = 10_000;

const ALL_RIGHT = 0;
const NOT_ALL_RIGHT = 1;

/** As `prong run` without options has it, so that it need not be said. */
const GUEST_FLAGS = { preempt: "loops", cache: true } as const;

export function addQuiz(program: Command, done: (exitCode: number) => void): void {
  program
    .command("quiz")
    .description("ask what small programs that fork can do")
    .option("--seed <number>", "which quiz; another one each time unless told", parseSeed)
    .option("--count <number>", "how many questions", parseQuestions, 1)
    .option("--level <number>", "how hard they are, from 1 to 3; harder and harder unless told", parseLevel)
    .option("--answers", "print the answers, too, and ask nobody")
    .addOption(
      new Option("--format <what>", "print a sheet, and ask nobody").choices(["text", "markdown"]).default("text"),
    )
    .option("--json", "print one JSON object, and ask nobody")
    .option("--save <dir>", "write the programs there, and say how each output can be seen")
    .addHelpText("after", HELP)
    .action(async (options: QuizCommandOptions) => done(await holdQuiz(options)));
}

async function holdQuiz(options: QuizCommandOptions): Promise<number> {
  const { count, level, seed = randomInt(SEEDS), json, format, answers = false } = options;
  if (json === true && format === "markdown")
    throw new UsageError("Cannot print JSON as Markdown: leave out --json or --format markdown");
  const maker = new Maker(seed, options);
  if (json === true || format === "markdown" || answers) {
    const questions: Question[] = [];
    while (questions.length < count) questions.push(await maker.next());
    maker.progress.stop();
    if (json === true) print([JSON.stringify(quizJson(questions, seed, answers))]);
    else if (format === "markdown") print(quizMarkdown(questions, `Quiz ${seed}: programs that fork`, answers));
    else
      for (const question of questions) print(["", ...questionLines(question, count), "", ...maker.answer(question)]);
    return ALL_RIGHT;
  }
  print([`Quiz ${seed}, again with: prong quiz --seed ${seed}${sizeWords(count, level)}`, QUIZ_RULES]);
  return (await askAll(maker, count)) === count ? ALL_RIGHT : NOT_ALL_RIGHT;
}

function sizeWords(count: number, level: Level | undefined): string {
  return `${count === 1 ? "" : ` --count ${count}`}${level === undefined ? "" : ` --level ${level}`}`;
}

/** Makes questions, and saves their programs where that is wanted. */
class Maker {
  readonly progress: ReturnType<typeof quizProgress>;
  readonly #quiz: Quiz;
  readonly #seed: number;
  readonly #folder: string | undefined;
  #made = 0;
  #compiled = 0;

  constructor(seed: number, { count, level, save }: QuizCommandOptions) {
    this.progress = quizProgress(count);
    this.#seed = seed;
    this.#folder = save;
    if (save !== undefined) makeFolder(save);
    const compile = async (source: string) => {
      const wasm = await compileText("quiz.c", source);
      this.progress.update(this.#made, ++this.#compiled);
      return wasm;
    };
    this.#quiz = new Quiz(new Laboratory(compile), { seed, count, ...(level === undefined ? {} : { level }) });
  }

  async next(): Promise<Question> {
    const question = await this.#quiz.next();
    this.#made++;
    const path = this.#path(question);
    if (path !== undefined) writeProgram(path, question.source);
    return question;
  }

  /** What is right, and how to see it. */
  answer(question: Question): string[] {
    const path = this.#path(question);
    const replay = ({ outcome: { schedule } }: Ending) =>
      path === undefined ? undefined : replayCommand(schedule, path, [], GUEST_FLAGS);
    const all = path === undefined ? [] : [`See all of it: prong explore ${quoteWord(path)}`];
    return [...answerLines(question, replay), ...all];
  }

  #path({ number }: Question): string | undefined {
    return this.#folder === undefined ? undefined : join(this.#folder, `quiz-${this.#seed}-${number}.c`);
  }
}

/** Answers how many questions were answered right. */
async function askAll(maker: Maker, count: number): Promise<number> {
  const answers = openAnswers();
  let [asked, right] = [0, 0];
  for (; asked < count; asked++) {
    const question = await maker.next();
    maker.progress.stop();
    print(["", ...questionLines(question, count), ""]);
    const verdict = await askOne(question, answers);
    if (verdict === undefined) break;
    if (verdict === "right") right++;
    print(["", ...(verdict === "" ? [] : [`That is ${verdict}.`]), ...maker.answer(question)]);
  }
  answers.end();
  if (count > 1) print(["", `${right} of ${count} right`]);
  return right;
}

/** Undefined when they quit; "" when they give up. */
async function askOne(question: Question, answers: Answers): Promise<"right" | "wrong" | "" | undefined> {
  for (;;) {
    const line = await answers.next(`${question.several ? "letters" : "letter"} (? to be told, q to quit): `);
    if (line === undefined) return undefined;
    const answer = readAnswer(line, question);
    if (answer.kind === "quits") return undefined;
    if (answer.kind === "gives-up") return "";
    if (answer.kind === "letters") return answer.right ? "right" : "wrong";
    print([answer.why]);
  }
}

function print(lines: readonly string[]): void {
  new NodeStreams().write("stdout", new TextEncoder().encode(`${lines.join("\n")}\n`));
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`Cannot save programs in ${folder}: ${(error as Error).message}. Name a directory`);
  }
}

function writeProgram(path: string, source: string): void {
  try {
    writeFileSync(path, source);
  } catch (error) {
    throw new UsageError(`Cannot write ${path}: ${(error as Error).message}`);
  }
}
