import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { TakeMark } from "../../runtime/instrument/page-marks.ts";
import { wat } from "../guest/wat.ts";
import { rewritten, Woven } from "./woven.ts";

/** How many pages the guest has: its map has marks for more. */
const PAGES = 40 * 16;

const guest = rewritten(wat('(module (memory (export "memory") 40 100) (func (export "_start")))'), { marks: true });

/** A map, and what reads it. */
function makeMap(pages: readonly (readonly [page: number, value: number])[] = []): { take: TakeMark; map: Uint8Array } {
  const host = new Woven(guest);
  const map = new Uint8Array(host.memory.buffer, host.global("prong:marks").value as number);
  for (const [page, value] of pages) map[page] = value;
  return { take: host.exports["prong:take-mark"] as TakeMark, map };
}

/** All marks there are, as the host reads them. */
function takeAll(take: TakeMark, from = 0, to = PAGES): number[] {
  const pages: number[] = [];
  for (let page = take(from, to); page < to; page = take(page + 1, to)) pages.push(page);
  return pages;
}

describe("the first marked page", () => {
  it.each([
    ["that there is", [9, 70], 0, 9],
    ["from where one looks", [9, 70], 10, 70],
    ["at where one looks", [9, 70], 70, 70],
    ["that is the last", [PAGES - 1], 0, PAGES - 1],
    ["that is the first", [0, 1], 0, 0],
    ["of none", [], 0, PAGES],
    ["of none from there on", [3], 4, PAGES],
    ["at the end of what may be looked at", [PAGES], 0, PAGES],
    ["where there is nothing to look at", [5], PAGES, PAGES],
  ])("%s: of %j from %i on it is %i", (_what, marked, from, wanted) => {
    const { take } = makeMap(marked.map((page) => [page, 1]));
    expect(take(from, PAGES)).toBe(wanted);
  });

  it("is found at every offset, by runs of empty marks of every length from every start", () => {
    const { take, map } = makeMap();
    for (const from of [0, 1, 7, 8, 63, 64, 65]) {
      for (let page = from; page < from + 200; page++) {
        map[page] = 1;
        expect(take(from, PAGES)).toBe(page);
      }
    }
  });

  it("is not looked for behind the end, for every length", () => {
    const { take, map } = makeMap();
    for (let to = 0; to < 200; to++) {
      map[to] = 1;
      for (const from of [0, Math.max(0, to - 63), Math.max(0, to - 64), Math.max(0, to - 65), to]) {
        expect(take(from, to)).toBe(to);
      }
      expect(map[to]).toBe(1);
      map[to] = 0;
    }
  });

  it.each([1, 2, 0x7f, 0x80, 0xff])("is marked with %i as with any number that is not zero", (value) => {
    for (const page of [0, 5, 63, 64, 127, PAGES - 1]) {
      const { take, map } = makeMap([[page, value]]);
      expect([take(0, PAGES), map[page]]).toEqual([page, 0]);
    }
  });
});

describe("a mark", () => {
  it("is taken away when it is found, and no other is", () => {
    const { take, map } = makeMap([
      [5, 1],
      [6, 1],
    ]);
    expect([take(0, PAGES), map[5], map[6]]).toEqual([5, 0, 1]);
    expect([take(0, PAGES), take(0, PAGES)]).toEqual([6, PAGES]);
  });

  it("behind the guest's pages is found when it is asked for", () => {
    const { take } = makeMap([[PAGES + 3, 1]]);
    expect([take(0, PAGES), take(PAGES, PAGES + 16)]).toEqual([PAGES, PAGES + 3]);
  });
});

test("all marks are found, in order and once, and are gone then, whatever is marked and looked at", () => {
  const mark = fc.tuple(fc.nat({ max: PAGES + 40 }), fc.integer({ min: 1, max: 255 }));
  const end = fc.nat({ max: PAGES + 30 });
  const { take, map } = makeMap();
  fc.assert(
    fc.property(fc.array(mark, { maxLength: 30 }), end, end, (marks, one, other) => {
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      const model = new Uint8Array(PAGES + 100);
      for (const [page, value] of marks) model[page] = value;
      map.set(model);
      const wanted = [...model.keys()].filter((page) => model[page] !== 0 && page >= from && page < to);
      expect(takeAll(take, from, to)).toEqual(wanted);
      model.fill(0, from, to);
      expect(Buffer.compare(map.subarray(0, model.length), model)).toBe(0);
    }),
    { numRuns: 1000 },
  );
});
