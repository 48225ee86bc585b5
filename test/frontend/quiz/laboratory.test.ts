import { describe, expect, it } from "vitest";
import { cProgram } from "../../../runtime/frontend/quiz/c-program.ts";
import { Laboratory } from "../../../runtime/frontend/quiz/laboratory.ts";
import { endingText } from "../../../runtime/frontend/quiz/question.ts";
import { shapeLines } from "../../../runtime/frontend/quiz/shape.ts";
import { compileQuiz } from "./compile-quiz.ts";

let compiled = 0;
const laboratory = new Laboratory((source) => {
  compiled++;
  return compileQuiz(source);
});

const TWO = cProgram(['if (fork() == 0) printf("A ");', 'else printf("B ");']);
const LOST = cProgram([
  "int fds[2];",
  "char c;",
  "pipe(fds);",
  'printf("A");',
  "fflush(stdout);",
  "read(fds[0], &c, 1);",
]);
const FOUR = cProgram(["fork();", "fork();", 'printf("A");']);
const MANY = cProgram(["fork();", "fork();", "fork();", 'printf("A");']);
const ENDLESS = cProgram(["for (;;) {", "  if (fork() == 0) _exit(0);", "  wait(NULL);", "}"]);

describe("a laboratory", () => {
  it("finds every ending of a program, with a way to see it", async () => {
    const endings = (await laboratory.endings(TWO)) ?? [];
    expect(endings.map(({ output }) => output).sort()).toEqual(["A B", "B A"]);
    for (const { output, outcome } of endings) expect(outcome.stdout).toBe(`${output} `);
  });

  it("finds out who hangs", async () => {
    expect((await laboratory.endings(LOST))?.map(endingText)).toEqual(["A, and then it hangs"]);
  });

  it("finds the process tree, whatever is printed and in whatever order", async () => {
    const shapes = (await laboratory.shapes(FOUR)) ?? [];
    expect(shapes.map((shape) => shapeLines(shape))).toEqual([["main", "|-- child", "|   `-- child", "`-- child"]]);
    expect((await laboratory.shapes(TWO))?.map((shape) => shapeLines(shape))).toEqual([["main", "`-- child"]]);
  });

  it("answers nothing where there is too much to be tried, or no end", async () => {
    expect(await laboratory.endings(MANY)).toBeUndefined();
    expect(await laboratory.shapes(MANY)).toBeUndefined();
    expect(await laboratory.endings(ENDLESS)).toBeUndefined();
  });

  it("finds a thing out once only", async () => {
    const before = compiled;
    expect(await laboratory.endings(TWO)).toBe(await laboratory.endings(TWO));
    expect(compiled).toBe(before);
  });
});
