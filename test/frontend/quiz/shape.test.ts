import { describe, expect, it } from "vitest";
import { Draw } from "../../../runtime/frontend/quiz/draw.ts";
import { nearShapes, readShape, shapeKey, shapeLines, sizeOf } from "../../../runtime/frontend/quiz/shape.ts";

const TREE = readShape("2 3\n2 4\n3 5\n");

describe("a shape", () => {
  it("is read from who forked whom", () => {
    expect(shapeLines(TREE)).toEqual(["main", "|-- child", "|   `-- child", "`-- child"]);
    expect(sizeOf(TREE)).toBe(4);
  });

  it("is a single process where nobody forked", () => {
    expect([sizeOf(readShape("")), shapeLines(readShape(""))]).toEqual([1, ["main"]]);
  });

  it.each([
    ["the order of children", "2 3\n2 4\n4 5\n", true],
    ["the pids", "2 9\n2 7\n7 8\n", true],
    ["the order of forks", "2 4\n4 3\n2 5\n", true],
    ["who has the grandchild", "2 3\n3 4\n4 5\n", false],
    ["how many there are", "2 3\n2 4\n", false],
  ])("%s: is it the same shape?", (_, log, same) => {
    expect(shapeKey(readShape(log)) === shapeKey(TREE)).toBe(same);
  });
});

describe("shapes that are near", () => {
  const near = nearShapes(TREE, new Draw(1));

  it("are others, none twice, with at most one process more or less", () => {
    const keys = near.map(shapeKey);
    expect(new Set(keys).size).toBe(keys.length);
    expect(keys).not.toContain(shapeKey(TREE));
    for (const shape of near) expect(Math.abs(sizeOf(shape) - sizeOf(TREE))).toBeLessThanOrEqual(1);
  });

  it("have a process moved, added, or taken away", () => {
    const keys = near.map(shapeKey);
    for (const log of ["2 3\n3 4\n4 5\n", "2 3\n2 4\n2 5\n", "2 3\n2 4\n3 5\n4 6\n", "2 3\n2 4\n", "2 3\n3 4\n"])
      expect(keys).toContain(shapeKey(readShape(log)));
  });
});
