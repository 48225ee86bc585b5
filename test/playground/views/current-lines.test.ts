import { describe, expect, it } from "vitest";
import { currentLines, placeInSource } from "../../../playground/views/current-lines.ts";
import type { StackEntry } from "../../../runtime/index.ts";
import { sceneOf } from "./scene-for-tests.ts";
import { processOf } from "./step-for-tests.ts";

const frame = (line: string | undefined): StackEntry => ({ function: "f", functionIndex: 1, offset: 1, line });

describe("currentLines", () => {
  it("takes the innermost function whose line is known", () => {
    const scene = {
      ...sceneOf({ tables: {}, files: {}, inodes: {} }),
      processes: [
        processOf(2, 1, { stack: [frame(undefined), frame("src/sieve.c:17"), frame("src/sieve.c:40")] }),
        processOf(3, 2, { stack: [frame(undefined)] }),
        processOf(4, 2),
      ],
    };
    expect(currentLines(scene)).toEqual([{ pid: 2, path: "src/sieve.c", line: 17 }]);
  });
});

describe("placeInSource", () => {
  it.each([
    ["src/shell.c:42", { path: "src/shell.c", name: "shell.c", line: 42 }],
    ["main.ts:1", { path: "main.ts", name: "main.ts", line: 1 }],
    ["nowhere", undefined],
    [undefined, undefined],
  ])("of %s", (text, place) => {
    expect(placeInSource(text)).toEqual(place);
  });
});
