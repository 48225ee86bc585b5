import { expect, test } from "vitest";
import { changeOf } from "../../../playground/program/written.ts";
import type { SeenStep } from "../../../playground/run/orders.ts";

/** Steps that write these words. */
function steps(...words: string[]): SeenStep[] {
  return words.map((word) => ({
    pid: 2,
    act: undefined,
    choices: [],
    events: [],
    outcome: undefined,
    elapsed: 0,
    output: word === "" ? [] : [{ stream: "stdout", bytes: new TextEncoder().encode(word) }],
  }));
}

/** `+b` appends b, `=ab` writes it anew, `...` says that something is left out. */
function change(before: [SeenStep[], number] | undefined, after: [SeenStep[], number], most?: number): string {
  const [shown, wanted] = [before, after].map((moment) => moment && { steps: moment[0], position: moment[1] });
  if (wanted === undefined) return "";
  const found = changeOf(shown, wanted, most);
  if (found === undefined) return "nothing";
  const text = found.chunks.map(({ bytes }) => new TextDecoder().decode(bytes)).join("");
  return `${found.kind === "append" ? "+" : "="}${found.isCut ? "..." : ""}${text}`;
}

const run = steps("a", "", "b", "c", "");

test.each([
  ["the first moment of all", undefined, 0, "nothing"],
  ["a moment of a run that was not seen yet", undefined, 3, "+ab"],
  ["a step on", 3, 4, "+c"],
  ["a step on that writes nothing", 4, 5, "nothing"],
  ["the same moment", 4, 4, "nothing"],
  ["several steps on", 0, 4, "+abc"],
  ["a step back", 4, 3, "=ab"],
  ["a step back in which nothing was written", 2, 1, "nothing"],
  ["the beginning", 4, 0, "="],
] as const)("%s", (_, before, after, expected) => {
  expect(change(before === undefined ? undefined : [run, before], [run, after])).toBe(expected);
});

test("more of the same run is appended, though its steps are in another array", () => {
  expect(change([run.slice(0, 3), 3], [run, 5])).toBe("+c");
});

test("another branch that has the same beginning is appended where it goes on, and written anew where it does not", () => {
  const branch = [...run.slice(0, 3), ...steps("x", "y")];
  expect(change([run, 3], [branch, 5])).toBe("+xy");
  expect(change([run, 4], [branch, 4])).toBe("=abx");
});

test("another run is written anew", () => {
  expect(change([run, 4], [steps("a", "", "b"), 3])).toBe("=ab");
  expect(change([run, 4], [steps("a"), 0])).toBe("=");
});

test("of a flood the end is written, from the beginning of a line", () => {
  const flood = steps("one\n", "two\n", "three\n");
  expect(change(undefined, [flood, 3], 9)).toBe("=...three\n");
  expect(change([flood, 1], [flood, 3], 10)).toBe("+two\nthree\n");
  expect(change([flood, 1], [flood, 3], 8)).toBe("=...three\n");
});
