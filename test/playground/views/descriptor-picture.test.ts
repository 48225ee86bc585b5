import { describe, expect, it } from "vitest";
import { descriptorModel } from "../../../playground/views/descriptor-model.ts";
import { type Direction, descriptorPicture, neighbourOf } from "../../../playground/views/descriptor-picture.ts";
import { SHARED } from "./scene-for-tests.ts";

const model = descriptorModel(SHARED, true);
const picture = descriptorPicture(model, 760);

describe("descriptorPicture", () => {
  it("sorts what is led to by where it is led to from", () => {
    expect(picture.openFiles.map(({ key }) => key)).toEqual(["file 7", "file 8", "file 9"]);
    expect(picture.inodes.map(({ key }) => key)).toEqual(["inode 17", "inode 18"]);
  });

  it("draws a line from each descriptor, and one from each open file", () => {
    expect(picture.lines.map(({ from, to }) => `${from} -> ${to}`)).toEqual([
      "descriptor 2 3 -> file 7",
      "descriptor 3 3 -> file 7",
      "descriptor 3 4 -> file 8",
      "descriptor 3 5 -> file 9",
      "file 7 -> inode 17",
      "file 8 -> inode 17",
      "file 9 -> inode 18",
    ]);
  });

  it("keeps all boxes within its size, and the boxes of a column apart", () => {
    const outer = [...picture.boxes.values()].filter(({ key }) => !key.startsWith("descriptor"));
    for (const one of outer) {
      expect(one.x + one.width).toBeLessThanOrEqual(picture.width);
      expect(one.y + one.height).toBeLessThanOrEqual(picture.height);
      for (const other of outer) {
        const overlap = one.x === other.x && one.y < other.y + other.height && other.y < one.y + one.height;
        expect(one === other || !overlap, `${one.key} and ${other.key}`).toBe(true);
      }
    }
  });

  it("is not narrower than its text needs", () => {
    expect(descriptorPicture(model, 300).width).toBe(640);
  });
});

describe("neighbourOf", () => {
  it.each([
    ["process 2", "down", "descriptor 2 3"],
    ["descriptor 2 3", "right", "file 7"],
    ["file 7", "right", "inode 17"],
    ["file 7", "left", "descriptor 2 3"],
    ["file 7", "down", "file 8"],
    ["inode 18", "up", "inode 17"],
    ["inode 18", "down", undefined],
    ["inode 18", "right", undefined],
    ["nowhere", "up", undefined],
  ] as [string, Direction, string | undefined][])("of %s, %s: %s", (key, direction, to) => {
    expect(neighbourOf(picture, key, direction)).toBe(to);
  });
});
