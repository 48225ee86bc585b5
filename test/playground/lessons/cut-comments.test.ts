import { expect, test } from "vitest";
import { cutComments } from "../../../playground/lessons/cut-comments.ts";

const marked = (source: string) =>
  cutComments(source)
    .map(({ text, isComment }) => (isComment ? `<${text}>` : text))
    .join("");

test.each([
  ["int x; /* a */ int y;", "int x; </* a */> int y;"],
  ["/* a\n b */\nx", "</* a\n b */>\nx"],
  ["x; // to the end\ny;", "x; <// to the end>\ny;"],
  ['puts("/* no */ // none"); // one', 'puts("/* no */ // none"); <// one>'],
  [`c = '"'; // one`, `c = '"'; <// one>`],
  ['puts("\\"// none");', 'puts("\\"// none");'],
  ["", ""],
])("%j is cut into %j", (source, expected) => {
  expect(marked(source)).toBe(expected);
});
