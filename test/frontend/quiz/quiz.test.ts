/** Whole quizzes, compiled and explored; and the host's kernel, which must not print what is called impossible. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { Draw } from "../../../runtime/frontend/quiz/draw.ts";
import { Laboratory } from "../../../runtime/frontend/quiz/laboratory.ts";
import { endingText, type Question, rightLetters } from "../../../runtime/frontend/quiz/question.ts";
import { Quiz, type QuizOptions } from "../../../runtime/frontend/quiz/quiz.ts";
import { TOPICS } from "../../../runtime/frontend/quiz/topics.ts";
import { formatSchedule } from "../../../runtime/scheduler/schedule.ts";
import { BUSY_HOST } from "../../guests/busy-host.ts";
import { HOST_COMPILER } from "../../guests/on-host.ts";
import { replay } from "../../guests/run-guest.ts";
import { IS_LONG } from "../../is-long.ts";
import { compileQuiz } from "./compile-quiz.ts";

const laboratory = new Laboratory(compileQuiz);

async function questionsOf(options: QuizOptions, where = laboratory): Promise<Question[]> {
  const quiz = new Quiz(where, options);
  const questions: Question[] = [];
  while (questions.length < options.count) questions.push(await quiz.next());
  return questions;
}

describe("a quiz", () => {
  it("is the same for the same seed, whoever explores; another seed is another quiz", async () => {
    const options = { seed: 7, count: 3 };
    const questions = await questionsOf(options);
    expect(await questionsOf(options, new Laboratory(compileQuiz))).toEqual(questions);
    const others = await questionsOf({ ...options, seed: 8 });
    expect(others.map(({ source }) => source)).not.toEqual(questions.map(({ source }) => source));
  });

  it("becomes harder, and its questions differ", async () => {
    const questions = await questionsOf({ seed: 1, count: 6 });
    expect(questions.map(({ level, number }) => [number, level])).toEqual([
      [1, 1],
      [2, 1],
      [3, 2],
      [4, 2],
      [5, 3],
      [6, 3],
    ]);
    expect(new Set(questions.map(({ topic }) => topic)).size).toBe(6);
    for (const { choices, ...question } of questions) {
      expect(choices.length).toBeGreaterThanOrEqual(3);
      expect(new Set(choices.map(({ text }) => text)).size).toBe(choices.length);
      const right = rightLetters({ ...question, choices });
      expect(right.length).toBeGreaterThanOrEqual(1);
      expect(right.length).toBeLessThan(choices.length);
      if (!question.several) expect(right.length).toBe(1);
    }
  });

  it("is as hard as was asked for", async () => {
    const questions = await questionsOf({ seed: 2, count: 3, level: 2 });
    expect(questions.map(({ level }) => level)).toEqual([2, 2, 2]);
  });

  it("calls possible what a run shows, and nothing else", async () => {
    const questions = await questionsOf({ seed: 3, count: IS_LONG ? 12 : 3 });
    for (const { source, kind, choices, endings } of questions) {
      const program = await compileQuiz(source);
      for (const { text, right, ending } of choices) {
        if (kind === "outputs") expect(endings.map(endingText).includes(text)).toBe(right);
        if (ending === undefined) continue;
        const schedule = formatSchedule(ending.outcome.schedule);
        const seen = await replay(program, schedule, { name: "quiz", preempt: "loops" });
        expect(seen.stdout.trim()).toBe(ending.output);
        expect(seen.outcome.kind === "deadlock").toBe(ending.hangs);
      }
    }
  });
});

describe.skipIf(HOST_COMPILER === undefined)("the host's kernel prints nothing that is impossible:", () => {
  const folder = mkdtempSync(join(tmpdir(), "prong-quiz-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each(IS_LONG ? TOPICS : TOPICS.filter((_, i) => i % 4 === 1))("$name", BUSY_HOST, async (topic) => {
    let looked = 0;
    for (let seed = 0; seed < 12 && looked < 2; seed++) {
      const { source } = topic.draw(new Draw(seed, 1));
      const endings = await laboratory.endings(source);
      if (endings === undefined || endings.some(({ hangs }) => hangs)) continue; // on a host it would hang, too
      looked++;
      writeFileSync(join(folder, "quiz.c"), source);
      const made = spawnSync(HOST_COMPILER as string, ["quiz.c", "-w", "-o", "quiz"], {
        cwd: folder,
        encoding: "utf8",
      });
      expect(made.stderr).toBe("");
      for (let run = 0; run < 10; run++) {
        const { stdout } = spawnSync("./quiz", { cwd: folder, encoding: "utf8", timeout: 20_000 });
        expect(endings.map(({ output }) => output)).toContain(stdout.trim());
      }
    }
    expect(looked).toBeGreaterThan(0);
  });
});
