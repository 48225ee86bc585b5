import { describe, expect, it } from "vitest";
import { framesOf, lineOf } from "../../../playground/views/stack-frames.ts";
import type { StackEntry } from "../../../runtime/index.ts";

const entry = (name: string, line?: string, functionIndex: number | undefined = 1): StackEntry => ({
  function: name,
  functionIndex,
  offset: 1,
  line,
});
const lines = (stack: StackEntry[]) => {
  const { own, others } = framesOf(stack);
  return [
    ...own.map(({ name, place }) => `${name}${place === undefined ? "" : ` ${place.name}:${place.line}`}`),
    others,
  ];
};

describe("framesOf", () => {
  it("keeps the functions whose lines are known, and calls main main", () => {
    expect(
      lines([
        entry("wait"),
        entry("filter", "a/sieve.c:17"),
        entry("__original_main", "a/sieve.c:38"),
        entry("_start"),
      ]),
    ).toEqual(["filter sieve.c:17", "main sieve.c:38", 2]);
  });

  it("keeps those that C does not keep for its library, where no line is known", () => {
    expect(lines([entry("read"), entry("__stdio_read"), entry("__main_void")])).toEqual(["read", "main", 1]);
  });

  it("keeps what is between two functions", () => {
    const signals = { ...entry("<signals>"), functionIndex: undefined };
    expect(lines([entry("handler", "s.c:3"), signals, entry("main", "s.c:9")])).toEqual([
      "handler s.c:3",
      "<signals>",
      "main s.c:9",
      0,
    ]);
  });
});

describe("lineOf", () => {
  const files = [
    { path: "sieve.c", text: "one\n  two;\n" },
    { path: "lib/sieve.c", text: "another" },
  ];
  it.each([
    [{ path: "sieve.c", name: "sieve.c", line: 2 }, "two;"],
    [{ path: "lib/sieve.c", name: "sieve.c", line: 1 }, "another"],
    [{ path: "src/sieve.c", name: "sieve.c", line: 1 }, "one"],
    [{ path: "sieve.c", name: "sieve.c", line: 9 }, undefined],
    [{ path: "x.c", name: "x.c", line: 1 }, undefined],
  ])("%j: %s", (place, text) => {
    expect(lineOf(files, place)).toBe(text);
  });
});
