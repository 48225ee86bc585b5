import fc from "fast-check";
import { expect, test } from "vitest";
import { readWords, writeWords } from "../../../playground/program/words.ts";

test.each([
  ["", []],
  ["  a  b ", ["a", "b"]],
  [`"a b" 'c "d"' e\\ f`, ["a b", 'c "d"', "e f"]],
  [`-x"y z"w`, ["-xy zw"]],
  [`"" ''`, ["", ""]],
  [`"\\"\\\\n"`, ['"\\n']],
  [`"never closed`, ["never closed"]],
  ["a\\", ["a"]],
])("%j is %j", (line, words) => {
  expect(readWords(line)).toEqual(words);
});

test("what is written is read as the same words", () => {
  fc.assert(
    fc.property(fc.array(fc.string()), (words) => {
      expect(readWords(writeWords(words))).toEqual(words);
    }),
    { seed: 1 },
  );
});
