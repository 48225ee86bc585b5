import { describe, expect, it } from "vitest";
import { AddressSpace } from "../../runtime/image/address-space.ts";
import { Mappings } from "../../runtime/image/mappings.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { SharedObject } from "../../runtime/image/shared-object.ts";
import { sharedRanges } from "../../runtime/image/shared-ranges.ts";

const K4 = 4096;
const one = new SharedObject({ count: 0, objects: 0 });
const other = new SharedObject({ count: 0, objects: 0 });

/** Pages 16 to 20 show `one` from its page 2 on, 20 to 22 `other`; 24 to 26 a private copy, and 30 to 32 `one` again. */
function space(): AddressSpace {
  const space = new AddressSpace(new PageTable(), 1);
  const mappings = new Mappings();
  const insert = (from: number, to: number, object: SharedObject, at: number, shared = true) =>
    mappings.insert({ from, to, protection: 3, mayWrite: true, object, at, shared, seen: 0, atFork: "keep" });
  insert(16, 20, one, 2);
  insert(20, 22, other, 0);
  insert(24, 26, one, 0, false);
  insert(30, 32, one, 0);
  space.mappings = mappings;
  return space;
}

describe("a range of addresses shows", () => {
  it.each<[what: string, range: [number, number], shows: [object: string, from: number, to: number][]]>([
    ["a few bytes of an object", [16 * K4 + 4, 16 * K4 + 8], [["one", 2 * K4 + 4, 2 * K4 + 8]]],
    ["the last byte before it: nothing", [16 * K4 - 1, 16 * K4], []],
    ["its last byte", [20 * K4 - 1, 20 * K4], [["one", 6 * K4 - 1, 6 * K4]]],
    [
      "two objects side by side",
      [20 * K4 - 2, 20 * K4 + 2],
      [
        ["one", 6 * K4 - 2, 6 * K4],
        ["other", 0, 2],
      ],
    ],
    ["nothing between two mappings", [22 * K4, 24 * K4], []],
    ["nothing shared in a private copy", [24 * K4, 26 * K4], []],
    [
      "all that is shared",
      [0, 40 * K4],
      [
        ["one", 2 * K4, 6 * K4],
        ["other", 0, 2 * K4],
        ["one", 0, 2 * K4],
      ],
    ],
    ["nothing, where it is empty", [17 * K4, 17 * K4], []],
  ])("%s", (_, [from, to], shows) => {
    const seen = sharedRanges(space(), { from, to });
    expect(seen.map(({ object, from, to }) => [object === one ? "one" : "other", from, to])).toEqual(shows);
  });

  it("nothing where nothing was ever mapped", () => {
    expect(sharedRanges(new AddressSpace(new PageTable(), 1), { from: 0, to: 1 << 20 })).toEqual([]);
  });
});
