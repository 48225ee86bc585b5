import { expect, test } from "vitest";
import { descriptorModel } from "../../../playground/views/descriptor-model.ts";
import { descriptorPicture } from "../../../playground/views/descriptor-picture.ts";
import { foldAlike } from "../../../playground/views/fold-alike.ts";
import { pipeInode, sceneOf } from "./scene-for-tests.ts";

/** A parent, and its children, each with the same end of a pipe; the last one has closed it, and opened another file. */
function family(children: number) {
  const tables = Object.fromEntries(Array.from({ length: children }, (_, i) => [i + 3, { 3: 7 }]));
  return descriptorModel(
    sceneOf({
      tables: { 2: { 3: 7, 4: 8 }, ...tables, [children + 3]: { 5: 8 } },
      files: { 7: ["pipe 1 (read end)", 17], 8: ["pipe 1 (write end)", 17] },
      inodes: { 17: pipeInode("pipe 1") },
    }),
    true,
  );
}

const drawn = (children: number, selected?: number) =>
  foldAlike(family(children), selected).processes.map(({ process, alike }) => {
    return alike.length === 0 ? `${process.pid}` : `${process.pid} and ${alike.length}`;
  });

test.each<[string, number, number | undefined, string[]]>([
  ["a few are all drawn", 4, undefined, ["2", "3", "4", "5", "6", "7"]],
  ["of many with the same descriptors the first are", 200, undefined, ["2", "3", "4", "5 and 197", "203"]],
  ["and who is looked at", 200, 77, ["2", "3", "4", "5 and 196", "77", "203"]],
])("%s", (_, children, selected, expected) => {
  expect(drawn(children, selected)).toEqual(expected);
});

test("the picture is as high as what is drawn, and nothing of who has a file is lost", () => {
  const model = family(200);
  const folded = foldAlike(model, undefined);
  expect(descriptorPicture(model, 760).height).toBeGreaterThan(5000);
  expect(descriptorPicture(folded, 760).height).toBeLessThan(500);
  expect(folded.openFiles[0]?.holders.size).toBe(201);
});
