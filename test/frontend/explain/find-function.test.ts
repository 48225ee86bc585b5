import { describe, expect, it } from "vitest";
import { findFunction, type NamedFunctions, NoSuchFunction } from "../../../runtime/frontend/explain/find-function.ts";

const PROGRAM: NamedFunctions = {
  names: new Map([
    [0, "fork"],
    [1, "fd_write"],
    [2, "_start"],
    [3, "__original_main"],
    [4, "strlen"],
    [5, "strncmp"],
    [6, "twice"],
    [7, "twice"],
    [8, "Stack::push(int)"],
    [9, "assembly/index/run"],
    [10, "Left::pop()"],
    [11, "Right::pop()"],
  ]),
  imports: 2,
  count: 11,
};

function problem(wanted: string, functions = PROGRAM): string {
  try {
    return `found ${findFunction(wanted, functions)}`;
  } catch (error) {
    expect(error).toBeInstanceOf(NoSuchFunction);
    return (error as Error).message;
  }
}

describe("findFunction()", () => {
  it.each([
    ["strlen", 4],
    ["4", 4],
    ["12", 12],
    ["main", 3],
    ["Stack::push(int)", 8],
    ["push", 8],
    ["run", 9],
  ])("%s is function %i", (wanted, index) => {
    expect(findFunction(wanted, PROGRAM)).toBe(index);
  });

  it.each([
    ["strlem", "Cannot explain strlem: there is no function with this name. Nearest: strlen"],
    ["STRN", "Cannot explain STRN: there is no function with this name. Nearest: strncmp, strlen"],
    ["mian", "Cannot explain mian: there is no function with this name. Nearest: __original_main, assembly/index/run"],
    ["twice", "Cannot explain twice: 2 functions have this name. Say which by its index: 6 (twice), 7 (twice)"],
    [
      "pop",
      "Cannot explain pop: 2 functions have this name. Say which by its index: 10 (Left::pop()), 11 (Right::pop())",
    ],
    ["fork", "Cannot explain fork: it is imported, so it has no code here"],
    ["1", "Cannot explain 1: functions 2 to 12 are those with code"],
    ["13", "Cannot explain 13: functions 2 to 12 are those with code"],
    ["99999999999999999999", "Cannot explain 99999999999999999999: functions 2 to 12 are those with code"],
  ])("%s: says why not, and what to do", (wanted, message) => {
    expect(problem(wanted)).toBe(message);
  });

  it("asks for an index where nothing has a name", () => {
    expect(problem("main", { names: new Map(), imports: 0, count: 3 })).toBe(
      "Cannot explain main: no function has a name. Say which by its index",
    );
  });

  it("lists ten functions of a name, not a thousand", () => {
    const names = new Map(Array.from({ length: 1000 }, (_, n) => [n, "same"]));
    expect(problem("same", { names, imports: 0, count: 1000 })).toMatch(/: 1000 functions .*, 9 \(same\), \.\.\.$/);
  });
});
