/** Every lesson is taken here without a page: what it says is so, and what it asks for can be done. */
import { describe, expect, test } from "vitest";
import { LESSONS } from "../../../playground/lessons/catalogue.ts";
import { holds } from "../../../playground/lessons/fact.ts";
import type { Lesson } from "../../../playground/lessons/lesson.ts";
import { Student } from "./student.ts";

/** Where a question says nothing else: what one run does, and what all of them can do. */
const EXPERIMENT: NonNullable<Lesson["question"]["experiment"]> = [{ do: "run" }, { do: "explore" }];

describe.each(LESSONS.map((lesson) => [lesson.id, lesson] as const))("%s", (_, lesson) => {
  const { question, goals } = lesson;

  test("what happens is what the right answer claims, and nothing that the others claim", async () => {
    const student = new Student(lesson);
    await student.do(question.experiment ?? EXPERIMENT);
    const { known } = student;
    expect(question.options.filter(({ claim }) => holds(claim, known)).map(({ id }) => id)).toEqual([question.right]);
  });

  test("each goal is reached by its solution, and not before", async () => {
    const student = new Student(lesson);
    for (const { id, fact, solution } of goals) {
      expect(holds(fact, student.known), `${id} before`).toBe(false);
      await student.do(solution);
      expect(holds(fact, student.known), `${id} after; printed: ${student.stdout}`).toBe(true);
    }
  });

  if (lesson.solved === undefined) return;

  test("what an edit is for cannot be had without it", async () => {
    const student = new Student(lesson);
    await student.do(EXPERIMENT);
    for (const { id, fact, solution } of goals) {
      if (solution.some((deed) => deed.do === "edit")) expect(holds(fact, student.known), id).toBe(false);
    }
  });
});
