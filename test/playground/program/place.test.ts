import { expect, test } from "vitest";
import { byLine, grounds, placesOf, shownPids, whoIsHere } from "../../../playground/program/place.ts";
import type { SystemScene } from "../../../runtime/index.ts";

/** A scene of processes that are in these lines, the innermost first. */
function scene(stacks: Record<number, (string | undefined)[]>): SystemScene {
  const processes = Object.entries(stacks).map(([pid, lines]) => ({
    pid: Number(pid),
    stack: lines.map((line) => ({ line })),
  }));
  return { processes } as unknown as SystemScene;
}

test("a process is at its innermost line in a file of the project", () => {
  const where = scene({
    2: [undefined, "stdio.c:9", "main.c:12", "main.c:30"],
    3: ["main.c:12"],
    4: [undefined],
    5: [],
  });
  expect(placesOf(where, ["main.c", "shared.h"])).toEqual([
    { pid: 2, path: "main.c", line: 12 },
    { pid: 3, path: "main.c", line: 12 },
  ]);
});

test("nobody is in a file that has changed since, or anywhere before the first run", () => {
  expect(placesOf(scene({ 2: ["main.c:12"] }), [])).toEqual([]);
  expect(placesOf(undefined, ["main.c"])).toEqual([]);
});

test("who is at a line is known by line", () => {
  const places = placesOf(scene({ 2: ["a.c:1"], 3: ["a.c:1"], 4: ["b.c:1"], 5: ["a.c:7"] }), ["a.c", "b.c"]);
  expect([...byLine(places, "a.c")]).toEqual([
    [1, [2, 3]],
    [7, [5]],
  ]);
});

test.each([
  [[3], "process 3 is here"],
  [[2, 3], "processes 2 and 3 are here"],
  [[2, 3, 4], "processes 2, 3 and 4 are here"],
])("%j: %s", (pids, expected) => {
  expect(whoIsHere(pids)).toBe(expected);
});

test("three badges have room, of more the rest is counted", () => {
  expect(shownPids([2, 3, 4])).toEqual({ pids: [2, 3, 4], more: 0 });
  expect(shownPids([2, 3, 4, 5])).toEqual({ pids: [2, 3], more: 2 });
});

test("each process has its share of the line's ground", () => {
  expect(grounds([2, 3])).toBe(
    "linear-gradient(90deg, color-mix(in srgb, var(--process-0) 11%, transparent) 0% 50%, " +
      "color-mix(in srgb, var(--process-1) 11%, transparent) 50% 100%)",
  );
});
