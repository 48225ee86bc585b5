import { describe, expect, it } from "vitest";
import { connectedTo, descriptorModel } from "../../../playground/views/descriptor-model.ts";
import { SHARED, sceneOf } from "./scene-for-tests.ts";

const keysOf = (fold: boolean, scene = SHARED) => {
  const { processes, openFiles, inodes } = descriptorModel(scene, fold);
  return [
    ...processes.flatMap(({ key, descriptors, folded }) => [
      `${key}${folded.length === 0 ? "" : ` (${folded.join()})`}`,
      ...descriptors.map((descriptor) => descriptor.key),
    ]),
    ...openFiles.map(({ key, holders }) => `${key} of ${[...holders.keys()].join()}`),
    ...inodes.map(({ key }) => key),
  ];
};

describe("descriptorModel", () => {
  it("folds the streams that every program begins with", () => {
    expect(keysOf(true)).toEqual([
      "process 2 (0,1)",
      "descriptor 2 3",
      "process 3 (0,1)",
      "descriptor 3 3",
      "descriptor 3 4",
      "descriptor 3 5",
      "file 7 of 2,3",
      "file 8 of 3",
      "file 9 of 3",
      "inode 17",
      "inode 18",
    ]);
  });

  it("shows them when asked to, and leaves out who has ended", () => {
    expect(keysOf(false).filter((key) => key.startsWith("process"))).toEqual(["process 2", "process 3"]);
    expect(keysOf(false)).toContain("descriptor 2 0");
    expect(keysOf(false)).toContain("file 1 of 2,3");
  });

  it("folds nothing where there is nothing else to see", () => {
    const scene = sceneOf({
      tables: { 2: { 0: 1 } },
      files: { 1: ["standard input", 11] },
      inodes: { 11: { name: "standard input", kind: "stream", unread: 0 } },
    });
    expect(keysOf(true, scene)).toEqual(["process 2", "descriptor 2 0", "file 1 of 2", "inode 11"]);
    expect(descriptorModel(scene, true).canFold).toBe(false);
  });

  it("does not fold a standard stream at another number", () => {
    const scene = sceneOf({
      tables: { 2: { 0: 1, 2: 2 } },
      files: { 1: ["standard input", 11], 2: ["standard output", 12] },
      inodes: {
        11: { name: "standard input", kind: "stream", unread: 0 },
        12: { name: "standard output", kind: "stream", unread: 0 },
      },
    });
    expect(keysOf(true, scene)).toContain("descriptor 2 2");
  });
});

describe("connectedTo", () => {
  it.each([
    ["descriptor 2 3", ["descriptor 2 3", "file 7", "inode 17", "process 2"]],
    ["file 7", ["descriptor 2 3", "descriptor 3 3", "file 7", "inode 17", "process 2", "process 3"]],
    [
      "inode 17",
      ["descriptor 2 3", "descriptor 3 3", "descriptor 3 4", "file 7", "file 8", "inode 17", "process 2", "process 3"],
    ],
    ["process 2", ["descriptor 2 3", "file 7", "inode 17", "process 2"]],
  ])("with %s", (key, connected) => {
    expect([...connectedTo(descriptorModel(SHARED, true), key)].sort()).toEqual(connected);
  });
});
