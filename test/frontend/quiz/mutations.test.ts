import { expect, test } from "vitest";
import { Draw } from "../../../runtime/frontend/quiz/draw.ts";
import { mutations, tokensOf } from "../../../runtime/frontend/quiz/mutations.ts";

test.each([
  ["ABA", ["A", "B", "A"]],
  ["10 -1", ["10", "-1"]],
  ["A1 B2 ", ["A1", "B2"]],
  ["", []],
])("the things in %j", (output, things) => {
  expect(tokensOf(output)).toEqual(things);
});

test("a mutation is none of the outputs, and made of the same things, one more, or one less", () => {
  for (let seed = 0; seed < 20; seed++) {
    const made = mutations(["ABC", "ACB"], new Draw(seed));
    expect(made.length).toBeGreaterThan(5);
    expect(new Set(made).size).toBe(made.length);
    for (const output of made) {
      expect(["ABC", "ACB", ""]).not.toContain(output);
      expect(output).toMatch(/^[ABC]{2,4}$/);
    }
  }
});

test("numbers and words stay whole", () => {
  for (const output of mutations(["10 -1"], new Draw(1)))
    for (const word of output.split(" ")) expect(["10", "-1"]).toContain(word);
});
