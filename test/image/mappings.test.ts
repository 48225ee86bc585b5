import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mapping, Mappings } from "../../runtime/image/mappings.ts";
import { SharedObject } from "../../runtime/image/shared-object.ts";
import { Spans } from "../../runtime/image/spans.ts";

function mapping(from: number, to: number, object?: SharedObject): Mapping {
  const shared = object !== undefined;
  return { from, to, protection: 3, mayWrite: true, object, at: 0, shared, seen: 0, atFork: "keep" };
}

const ranges = (list: readonly { from: number; to: number }[]) => list.map(({ from, to }) => [from, to]);

describe("mappings", () => {
  it("are cut where a range begins and ends: both parts show the same object", () => {
    const object = new SharedObject({ count: 0, objects: 0 }).retain();
    const mappings = new Mappings();
    mappings.insert(mapping(10, 20, object));
    expect(ranges(mappings.remove(13, 15))).toEqual([[13, 15]]);
    expect(mappings.list.map(({ from, to, at }) => [from, to, at])).toEqual([
      [10, 13, 0],
      [15, 20, 5],
    ]);
    expect([object.references, mappings.shared]).toEqual([3, 2]); // the removed part has yet to be released
  });

  it("note stores to what is shared, or may not be written", () => {
    const mappings = new Mappings();
    mappings.insert(mapping(10, 20, new SharedObject({ count: 0, objects: 0 })));
    mappings.insert(mapping(20, 30));
    mappings.insert({ ...mapping(30, 40), protection: 1 });
    for (const page of [5, 10, 19, 20, 30, 40]) mappings.noteStore(page);
    expect(mappings.stored).toEqual([10, 19, 30]);
  });

  it("cover the program's own memory when asked, but not what is free", () => {
    const mappings = new Mappings();
    mappings.regions.add(16, 64);
    mappings.insert(mapping(16, 20));
    expect(ranges(mappings.cover(10, 18) ?? [])).toEqual([
      [10, 16],
      [16, 18],
    ]);
    expect([mappings.cover(18, 21), mappings.isCovered(0, 20), mappings.isCovered(16, 21)]).toEqual([
      undefined,
      true,
      false,
    ]);
  });

  it("say where the shared ones are", () => {
    const mappings = new Mappings();
    expect(mappings.sharedSpan).toEqual({ from: 0, to: 0 });
    for (const from of [10, 30, 50])
      mappings.insert(mapping(from, from + 5, new SharedObject({ count: 0, objects: 0 })));
    mappings.insert(mapping(70, 80));
    expect(mappings.sharedSpan).toEqual({ from: 10, to: 55 });
  });

  it("are put where there is room, whatever was mapped and unmapped before", () => {
    const act = fc.record({ map: fc.boolean(), from: fc.nat(100), size: fc.integer({ min: 1, max: 40 }) });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 30 }), (acts) => {
        const mappings = new Mappings();
        mappings.regions.add(16, 200);
        const taken = new Set<number>();
        for (const { map, from, size } of acts) {
          const span = map ? mappings.findFree(size) : { from, to: from + size };
          if (span === undefined) continue;
          for (let page = span.from; page < span.to; page++) {
            expect(map && taken.has(page)).toBe(false);
            if (map) taken.add(page);
            else taken.delete(page);
          }
          if (map) mappings.insert(mapping(span.from, span.to));
          else mappings.remove(span.from, span.to);
          for (let page = 0; page < 200; page++) expect(mappings.find(page) !== undefined).toBe(taken.has(page));
        }
      }),
    );
  });
});

describe("spans", () => {
  it("are a set of numbers", () => {
    const act = fc.record({ add: fc.boolean(), from: fc.nat(60), size: fc.nat(20) });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 20 }), (acts) => {
        const spans = new Spans();
        const model = new Set<number>();
        for (const { add, from, size } of acts) {
          if (add) spans.add(from, from + size);
          else spans.remove(from, from + size);
          for (let page = from; page < from + size; page++) add ? model.add(page) : model.delete(page);
        }
        expect(spans.size).toBe(model.size);
        const pages = spans.list.flatMap(({ from, to }) => Array.from({ length: to - from }, (_, i) => from + i));
        expect(pages).toEqual([...model].sort((one, other) => one - other));
        expect(spans.list.every(({ from }, i) => i === 0 || from > (spans.list[i - 1]?.to ?? 0))).toBe(true);
        const inside = [...model].filter((page) => page >= 10 && page < 30).length;
        expect(spans.within(10, 30).reduce((sum, { from, to }) => sum + to - from, 0)).toBe(inside);
        expect(spans.touches(10, 30)).toBe(inside > 0);
      }),
    );
  });
});
