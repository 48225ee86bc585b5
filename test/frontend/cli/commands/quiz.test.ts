import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { QuizJson } from "../../../../runtime/frontend/format/quiz-json.ts";
import { makeKnown } from "../../quiz/compile-quiz.ts";
import { Desk } from "../spawn-prong.ts";

const desk = new Desk();

const ONE = ["quiz", "--seed", "1"];
const known = JSON.parse(desk.prong([...ONE, "--json", "--answers"]).stdout) as QuizJson;
await makeKnown(desk.cache, { seed: 1, count: 1 });
await makeKnown(desk.cache, { seed: 1, count: 2, level: 1 });
const [question] = known.questions as [QuizJson["questions"][number]];
const right = question.answer?.join(" ") ?? "";
const wrong = question.choices.find((choice) => choice.right === false)?.letter ?? "";

describe("a quiz", () => {
  it("shows a program and choices, reads an answer, says that it is right, and exits with 0", () => {
    const { exitCode, stdout, stderr } = desk.prong(ONE, `${right}\n`);
    expect(stdout).toMatch(/^Quiz 1, again with: prong quiz --seed 1\n/);
    expect(stdout).toContain("Question 1 of 1, level 1\n");
    question.program
      .trimEnd()
      .split("\n")
      .forEach((line, i) => {
        expect(stdout).toContain(`${String(i + 1).padStart(4)}  ${line}`.trimEnd());
      });
    expect(stdout).toContain(`\n${question.question}`);
    expect(stdout).toMatch(/^letters? \(\? to be told, q to quit\): [a-e ]+\n\nThat is right\.$/m);
    expect(stdout).toContain(`That is right.\nThe answer: ${right}\n`);
    expect([exitCode, stderr]).toEqual([0, ""]);
  });

  it("says what a wrong answer should have been, exits with 1, and saves the program, which does what it says", () => {
    const { exitCode, stdout } = desk.prong([...ONE, "--save", "saved/here"], `${wrong}\n`);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(`That is wrong.\nThe answer: ${right}\n`);
    expect(readFileSync(desk.path("saved/here/quiz-1-1.c"), "utf8")).toBe(question.program);
    expect(stdout).toContain("See all of it: prong explore saved/here/quiz-1-1.c\n");
    const shown = [...stdout.matchAll(/^ {2}(\w)\) (.*): possible\n {5}(prong replay .*)$/gm)];
    expect(shown.map((match) => match[1])).toEqual(question.kind === "outputs" ? question.answer : []);
    for (const [, , output, command] of shown) expect(desk.shell(command as string).stdout.trim()).toBe(output);
  });

  it("asks again when it cannot read an answer, and tells who gives up", () => {
    const { exitCode, stdout } = desk.prong(ONE, "what?\n?\n");
    expect(stdout).toContain('Cannot read the answer "what?": expected ');
    expect(stdout).toContain(`\nThe answer: ${right}\n`);
    expect(stdout).not.toContain("That is");
    expect(exitCode).toBe(1);
  });

  it.each([
    ["q", "q\n"],
    ["the end of input", ""],
  ])("ends with %s, untold, and not all is right", (_, input) => {
    const { exitCode, stdout } = desk.prong(ONE, input);
    expect(stdout).not.toContain("The answer");
    expect(exitCode).toBe(1);
  });

  it("counts what was right", () => {
    const { exitCode, stdout } = desk.prong([...ONE, "--count", "2", "--level", "1"], `${right}\n`);
    expect(stdout).toMatch(/^Quiz 1, again with: prong quiz --seed 1 --count 2 --level 1\n/);
    expect(stdout).toContain("Question 2 of 2, level 1\n");
    expect(stdout).toMatch(/\n1 of 2 right\n$/);
    expect(exitCode).toBe(1);
  });
});

describe("without asking", () => {
  it("--answers prints the answer, too", () => {
    const { exitCode, stdout } = desk.prong([...ONE, "--answers"]);
    expect(stdout).toContain(`\nThe answer: ${right}\n`);
    expect(exitCode).toBe(0);
  });

  it("--json has no answers without --answers, and is the same every time", () => {
    const { exitCode, stdout } = desk.prong([...ONE, "--json"]);
    const { seed, questions } = JSON.parse(stdout) as QuizJson;
    expect([exitCode, seed, questions.length]).toEqual([0, 1, 1]);
    expect(questions[0]).toEqual({
      number: 1,
      level: 1,
      topic: question.topic,
      kind: question.kind,
      program: question.program,
      question: question.question,
      several: question.several,
      choices: question.choices.map(({ letter, text }) => ({ letter, text })),
    });
  });

  it("--format markdown prints a sheet, and with --answers the key behind it", () => {
    const sheet = desk.prong([...ONE, "--format", "markdown"]);
    const key = desk.prong([...ONE, "--format", "markdown", "--answers"]);
    expect(sheet.stdout).toMatch(/^# Quiz 1: .*\n[\s\S]*\n## Question 1\n\n```c\n/);
    expect(key.stdout.startsWith(sheet.stdout)).toBe(true);
    expect(key.stdout).toContain(`\n## Answers\n\n### Question 1: ${question.answer?.join(", ")}\n`);
    expect([sheet.exitCode, key.exitCode]).toEqual([0, 0]);
  });
});

describe("a mistake in the command line is refused with 2:", () => {
  desk.write("file", "");
  it.each([
    [["--seed", "x"], "'x' is invalid. Expected a whole number from 0 to 4294967295."],
    [["--level", "4"], "'4' is invalid. Expected a whole number from 1 to 3."],
    [["--level", "easy"], "'easy' is invalid. Expected a whole number from 1 to 3."],
    [["--count", "0"], "'0' is invalid. Expected a whole number from 1 to 100."],
    [["--count", "101"], "'101' is invalid. Expected a whole number from 1 to 100."],
    [["--format", "html"], "'html' is invalid. Allowed choices are text, markdown."],
    [["--json", "--format", "markdown"], "Cannot print JSON as Markdown: leave out --json or --format markdown"],
    [["--save", "file/below"], "Cannot save programs in file/below: "],
    [["hello.c"], "too many arguments"],
  ])("%j: %s", (args, message) => {
    const { exitCode, stdout, stderr } = desk.prong(["quiz", ...args]);
    expect(stderr).toContain(message);
    expect([exitCode, stdout]).toEqual([2, ""]);
  });
});

it("--help shows examples, and what the JSON is", () => {
  const { exitCode, stdout } = desk.prong(["quiz", "--help"]);
  expect(stdout).toMatch(/^Usage: prong quiz/);
  expect(stdout).toMatch(/\nExamples:\n {2}prong quiz/);
  expect(stdout).toContain('"questions"');
  expect(exitCode).toBe(0);
});
