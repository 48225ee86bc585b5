/** What can be said of all texts of the lessons without running anything. */
import { describe, expect, test } from "vitest";
import { LESSONS } from "../../../playground/lessons/catalogue.ts";
import { ERROR_NOTES } from "../../../playground/lessons/errors.ts";
import type { Lesson } from "../../../playground/lessons/lesson.ts";
import { type Block, parseMarkup, type Span } from "../../../playground/lessons/markup.ts";
import { SAFETY_NOTES } from "../../../playground/lessons/safety.ts";
import { WELCOME } from "../../../playground/lessons/welcome.ts";
import { Errno } from "../../../runtime/abi/errno.ts";

const IDS = LESSONS.map(({ id }) => id);
const CASES = LESSONS.map((lesson) => [lesson.id, lesson] as const);

const NOTES = [
  ...SAFETY_NOTES.flatMap(({ wrong, instead }) => [wrong, instead]),
  ...ERROR_NOTES.flatMap(({ means, remedy }) => [means, remedy]),
  WELCOME.text,
];

function textsOf({ text, look, rule, question, goals }: Lesson): string[] {
  const options = question.options.flatMap((option) => [option.text, option.why]);
  return [text, look, rule, question.ask, ...options, ...goals.flatMap((goal) => [goal.text, goal.hint])];
}

function spansOf(block: Block): readonly Span[] {
  if (block.kind === "paragraph") return block.spans;
  return block.kind === "list" ? block.items.flat() : [];
}

function lessonsNamedIn(text: string): string[] {
  return parseMarkup(text)
    .flatMap(spansOf)
    .flatMap((span) => (span.kind === "link" && span.target.kind === "lesson" ? [span.target.id] : []));
}

test("there are at least twelve lessons, each with a name of its own", () => {
  expect(IDS.length).toBeGreaterThanOrEqual(12);
  expect(new Set(IDS).size).toBe(IDS.length);
});

test.each(CASES)("the texts of %s can be read, and their links lead somewhere", (_, lesson) => {
  for (const text of textsOf(lesson)) for (const id of lessonsNamedIn(text)) expect(IDS).toContain(id);
});

test.each(CASES)(
  "%s is short: no paragraph has over 70 words, all before the question have at most 170",
  (_, { text }) => {
    const words = parseMarkup(text).map((block) => wordsOf(spansOf(block)));
    expect(Math.max(...words)).toBeLessThanOrEqual(70);
    expect(words.reduce((sum, count) => sum + count)).toBeLessThanOrEqual(170);
  },
);

test.each(CASES)("the program of %s is read at a glance: it fits into the page's width, and is short", (id, lesson) => {
  const most = id === "a-tiny-shell" ? 64 : 40;
  for (const { text } of [...lesson.files, ...(lesson.solved ?? [])]) {
    const lines = text.trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(most);
    expect(lines.filter((line) => line.length > 58)).toEqual([]);
  }
});

test.each(CASES)(
  "%s asks a question with several answers, of which one is right, and says of each why",
  (_, { question }) => {
    const ids = question.options.map(({ id }) => id);
    expect(ids.length).toBeGreaterThanOrEqual(3);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain(question.right);
    for (const { why } of question.options) expect(why.length).toBeGreaterThan(30);
  },
);

test.each(CASES)(
  "%s has goals, the first of which is to answer, and what is to be mended can be",
  (_, { goals, solved }) => {
    expect(goals[0]?.fact).toEqual({ kind: "answered" });
    const ids = goals.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const edits = goals.some(({ solution }) => solution.some((deed) => deed.do === "edit"));
    expect(edits).toBe(solved !== undefined);
  },
);

describe("the notes", () => {
  test("can be read, and lead to lessons that there are", () => {
    for (const text of NOTES) for (const id of lessonsNamedIn(text)) expect(IDS).toContain(id);
    for (const { lesson } of SAFETY_NOTES) expect(IDS).toContain(lesson);
    for (const { lesson } of ERROR_NOTES) if (lesson !== undefined) expect(IDS).toContain(lesson);
    expect(IDS).toContain(WELCOME.lesson);
  });

  test("are six on what is unsafe, as there are six things to know", () => {
    expect(SAFETY_NOTES.map(({ id }) => id)).toEqual([
      "descriptors",
      "locks",
      "async-signal-safety",
      "handlers",
      "memory",
      "limits",
    ]);
  });

  test("name each error once, by a name that there is", () => {
    const names = ERROR_NOTES.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    for (const name of names) expect(Errno[name]).toBeGreaterThan(0);
  });
});

function wordsOf(spans: readonly Span[]): number {
  return spans
    .map(({ text }) => text)
    .join("")
    .split(/\s+/).length;
}
