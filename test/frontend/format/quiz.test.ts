import { describe, expect, it } from "vitest";
import { answerLines, questionLines } from "../../../runtime/frontend/format/quiz.ts";
import { ending, question } from "../quiz/sample-questions.ts";

const TREE = "main\n`-- child";

describe("a question as lines", () => {
  it("has its program with numbers, what is asked, and the choices", () => {
    expect(questionLines(question(), 3)).toEqual([
      "Question 1 of 3, level 2",
      "",
      "   1  int main(void)",
      "   2  {",
      "   3    return 0;",
      "   4  }",
      "",
      "What? One or more.",
      "",
      "  a) text 0",
      "  b) text 1",
    ]);
  });

  it("has trees as they are, and does not speak of more where one choice is right", () => {
    const lines = questionLines(question({ several: false, choices: [{ text: TREE, right: true, why: "" }] }), 1);
    expect(lines.slice(-4)).toEqual(["What?", "", "  a) main", "     `-- child"]);
  });
});

describe("an answer as lines", () => {
  it("says of each choice why, how it can be seen, and all that is possible", () => {
    expect(answerLines(question({ right: [false, true] }), () => "prong run x.c")).toEqual([
      "The answer: b",
      "  a) text 0: impossible",
      "  b) text 1: possible",
      "     prong run x.c",
      "All that it can print: AB or BA. A lesson.",
    ]);
  });

  it("says who waits in a run that hangs", () => {
    const hanging = ending("A", true);
    const choices = [{ text: "yes", right: true, why: "it hangs", ending: hanging }];
    expect(answerLines(question({ choices, endings: [hanging] }), () => undefined)).toEqual([
      "The answer: a",
      "  a) yes: it hangs",
      "     [2] /bin/quiz in wait4(-1): waits for a child to end",
      "All that it can print: A, and then it hangs. A lesson.",
    ]);
  });

  it("does not repeat trees, nor say what is printed when that was not asked", () => {
    const choices = [{ text: TREE, right: true, why: "always" }];
    expect(answerLines(question({ kind: "tree", choices }), () => undefined)).toEqual([
      "The answer: a",
      "  a) always",
      "A lesson.",
    ]);
  });

  it("wraps what is long at spaces", () => {
    const lesson = "word ".repeat(50).trim();
    const lines = answerLines(question({ kind: "tree", choices: [], lesson }), () => undefined).slice(1);
    expect(lines.length).toBe(3);
    expect(lines.join(" ")).toBe(lesson);
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(100);
  });
});
