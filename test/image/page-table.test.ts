import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE, Page, ZERO_PAGE } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";

const PAGES = Array.from({ length: 5 }, (_, i) => new Page(new Uint8Array(PAGE_SIZE).fill(i + 1), 0));
const pageOf = (number: number) => (number === 0 ? ZERO_PAGE : (PAGES[number - 1] as Page));

function tableOf(size: number): PageTable {
  const table = new PageTable();
  table.grow(size);
  return table;
}

/** A page table as anybody would write it: an array that is copied at each fork. */
class Model {
  constructor(readonly pages: Page[]) {}

  share(): Model {
    return new Model(this.pages.slice());
  }
}

interface Pair {
  readonly table: PageTable;
  readonly model: Model;
}

type Step =
  | { readonly kind: "set"; readonly who: number; readonly index: number; readonly page: number }
  | { readonly kind: "grow"; readonly who: number; readonly by: number }
  | { readonly kind: "share"; readonly who: number };

// Indexes near the borders of leaves (64 pages), so that short runs of steps meet in the same leaf and just beside it.
const index = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 60, max: 68 }),
  fc.integer({ min: 120, max: 200 }),
);
const who = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant("set" as const), who, index, page: fc.nat({ max: 5 }) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("share" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("grow" as const), who, by: fc.nat({ max: 70 }) }) },
);

function take(step: Step, pairs: Pair[]): void {
  const { table, model } = pairs[step.who % pairs.length] as Pair;
  if (step.kind === "share") {
    pairs.push({ table: table.share(), model: model.share() });
  } else if (step.kind === "grow") {
    table.grow(table.size + step.by);
    for (let i = 0; i < step.by; i++) model.pages.push(ZERO_PAGE);
  } else if (step.index < model.pages.length) {
    table.set(step.index, pageOf(step.page));
    model.pages[step.index] = pageOf(step.page);
  }
}

test("tables that share pages are what arrays would be that are copied at each fork", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const pairs: Pair[] = [{ table: tableOf(70), model: new Model(new Array<Page>(70).fill(ZERO_PAGE)) }];
      for (const step of steps) take(step, pairs);
      for (const { table, model } of pairs) {
        expect(table.size).toBe(model.pages.length);
        const differing = model.pages.findIndex((page, i) => table.get(i) !== page);
        expect(differing).toBe(-1);
        expect(table.used).toBe(model.pages.filter((page) => page !== ZERO_PAGE).length);
      }
    }),
    { numRuns: 300 },
  );
});

describe("PageTable.share()", () => {
  it("hides from the child what the parent writes later", () => {
    const parent = tableOf(2);
    parent.set(0, pageOf(1));
    const child = parent.share();
    parent.set(0, pageOf(2));
    expect(child.get(0)).toBe(pageOf(1));
  });

  it("hides from the parent what the child writes", () => {
    const parent = tableOf(2);
    parent.set(0, pageOf(1));
    const child = parent.share();
    child.set(0, pageOf(2));
    expect(parent.get(0)).toBe(pageOf(1));
  });

  it("hides a child's first write to a leaf nobody had", () => {
    const parent = tableOf(200);
    const child = parent.share();
    child.set(130, pageOf(1));
    expect([parent.get(130), parent.used, child.used]).toEqual([ZERO_PAGE, 0, 1]);
  });

  it("lets one grow without the other", () => {
    const parent = tableOf(2);
    const child = parent.share();
    child.grow(5);
    expect([parent.size, child.size]).toEqual([2, 5]);
    expect(() => parent.set(3, pageOf(1))).toThrow(RangeError);
  });
});

describe("PageTable refuses", () => {
  it.each([-1, 2, 64, 2 ** 31])("to set page %i of a table of 2", (index) => {
    expect(() => tableOf(2).set(index, pageOf(1))).toThrow(`Cannot set page ${index} of a table of 2`);
  });

  it("to shrink: Wasm memory does not", () => {
    expect(() => tableOf(2).grow(1)).toThrow("Cannot shrink a page table from 2 to 1 pages");
  });
});

test("a page that was never written reads as zeros, wherever it is", () => {
  const table = tableOf(65536);
  expect([0, 63, 64, 65535].map((i) => table.get(i))).toEqual([ZERO_PAGE, ZERO_PAGE, ZERO_PAGE, ZERO_PAGE]);
  expect(table.used).toBe(0);
});

test("a page that becomes zero again is not used any more", () => {
  const table = tableOf(1);
  table.set(0, pageOf(3));
  table.set(0, ZERO_PAGE);
  expect(table.used).toBe(0);
});
