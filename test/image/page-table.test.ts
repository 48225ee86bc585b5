import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Page, ZERO_PAGE } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";

const PAGES = Array.from({ length: 5 }, (_, i) => new Page(new Uint8Array(PAGE_SIZE).fill(i + 1), i));
const pageOf = (number: number) => (number === 0 ? ZERO_PAGE : (PAGES[number - 1] as Page));

function tableOf(size: number): PageTable {
  const table = new PageTable();
  table.grow(size);
  return table;
}

/** A page table as anybody would write it: an array that is copied at each fork. */
interface Pair {
  readonly table: PageTable;
  readonly model: Page[];
}

type Step =
  | { readonly kind: "set"; readonly who: number; readonly index: number; readonly page: number }
  | { readonly kind: "rewrite"; readonly who: number; readonly index: number; readonly epoch: number }
  | { readonly kind: "grow"; readonly who: number; readonly by: number }
  | { readonly kind: "share"; readonly who: number }
  | { readonly kind: "copy"; readonly who: number };

// Indexes near the borders of leaves (64 pages) and nodes (4096), so that short runs of steps meet in the same part and beside it.
const index = fc.oneof(
  fc.integer({ min: 0, max: 3 }),
  fc.integer({ min: 60, max: 68 }),
  fc.integer({ min: 120, max: 200 }),
  fc.integer({ min: 4090, max: 4100 }),
  fc.constantFrom(4159, 4160, 8191, 8192, 8200),
);
const who = fc.nat({ max: 7 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant("set" as const), who, index, page: fc.nat({ max: 5 }) }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant("rewrite" as const), who, index, epoch: fc.integer({ min: 1, max: 9 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("share" as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("copy" as const), who }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant("grow" as const), who, by: fc.constantFrom(0, 1, 40, 70, 4030, 4096) }),
  },
);

function take(step: Step, pairs: Pair[]): void {
  const { table, model } = pairs[step.who % pairs.length] as Pair;
  if (step.kind === "share") {
    pairs.push({ table: table.share(), model: model.slice() });
  } else if (step.kind === "copy") {
    const copied = table.copy();
    pairs.push({ table: copied, model: model.map((page, i) => expectCopy(page, copied.get(i))) });
  } else if (step.kind === "grow") {
    table.grow(table.size + step.by);
    for (let i = 0; i < step.by; i++) model.push(ZERO_PAGE);
  } else if (step.index < model.length) {
    // A page that is written anew is another version with the same bytes, until it is saved.
    const page = step.kind === "set" ? pageOf(step.page) : new Page((model[step.index] as Page).bytes, step.epoch);
    table.set(step.index, page);
    model[step.index] = page;
  }
}

/** The copy of a page: another with the same bytes and epoch; the zero page stays what it is. */
function expectCopy(page: Page, copy: Page): Page {
  if (page === ZERO_PAGE) {
    expect(copy === ZERO_PAGE).toBe(true);
    return ZERO_PAGE;
  }
  expect([copy.epoch, copy.bytes === page.bytes, Buffer.compare(copy.bytes, page.bytes)]).toEqual([
    page.epoch,
    false,
    0,
  ]);
  return copy;
}

function differing(one: readonly Page[], other: readonly Page[]): number[] {
  const pages: number[] = [];
  for (let i = 0; i < Math.max(one.length, other.length); i++) {
    if ((one[i] ?? ZERO_PAGE).bytes !== (other[i] ?? ZERO_PAGE).bytes) pages.push(i);
  }
  return pages;
}

function expectSame({ table, model }: Pair): void {
  expect(table.size).toBe(model.length);
  expect(model.findIndex((page, i) => table.get(i) !== page)).toBe(-1);
  const used = model.flatMap((page, i) => (page === ZERO_PAGE ? [] : [i]));
  expect(table.used).toBe(used.length);
  const found: number[] = [];
  table.eachLeaf((first, { slots }) => {
    expect([first % 64, slots.length]).toEqual([0, 64]);
    slots.forEach((page, slot) => {
      if (page !== ZERO_PAGE) found.push(first + slot);
    });
  });
  expect(found).toEqual(used); // in order, and each once
}

test("tables that share pages are what arrays would be that are copied at each fork", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), fc.nat({ max: 5 }), (steps, most) => {
      const pairs: Pair[] = [{ table: tableOf(70), model: new Array<Page>(70).fill(ZERO_PAGE) }];
      for (const step of steps) take(step, pairs);
      pairs.forEach(expectSame);
      for (const one of pairs.slice(0, 4)) {
        for (const other of pairs.slice(-4)) {
          const wanted = differing(one.model, other.model);
          const found: number[] = [];
          one.table.eachDifference(other.table, (page) => found.push(page));
          expect(found).toEqual(wanted);
          expect(one.table.differences(other.table, Number.POSITIVE_INFINITY)).toBe(wanted.length);
          if (most > 0) expect(one.table.differences(other.table, most)).toBe(Math.min(most, wanted.length));
        }
      }
    }),
    { numRuns: 150 },
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

  it("hides a child's first write to a part nobody had", () => {
    const parent = tableOf(9000);
    const child = parent.share();
    for (const index of [130, 8999]) child.set(index, pageOf(1));
    expect([parent.get(130), parent.get(8999), parent.used, child.used]).toEqual([ZERO_PAGE, ZERO_PAGE, 0, 2]);
  });

  it("lets one grow without the other", () => {
    const parent = tableOf(2);
    const child = parent.share();
    child.grow(5);
    expect([parent.size, child.size]).toEqual([2, 5]);
    expect(() => parent.set(3, pageOf(1))).toThrow(RangeError);
  });

  it("shares each leaf until one of the two writes to it", () => {
    const parent = tableOf(200);
    for (const index of [0, 70, 140]) parent.set(index, pageOf(1));
    const child = parent.share();
    child.set(71, pageOf(2));
    const leavesOf = (table: PageTable) => {
      const leaves = new Map<number, object>();
      table.eachLeaf((first, leaf) => leaves.set(first, leaf));
      return leaves;
    };
    const [ofParent, ofChild] = [leavesOf(parent), leavesOf(child)];
    expect([0, 64, 128].map((first) => ofParent.get(first) === ofChild.get(first))).toEqual([true, false, true]);
  });
});

describe("pages differ", () => {
  it("where their bytes are not the same array: it is known where was written, not what", () => {
    const [one, other] = [tableOf(1), tableOf(1)];
    one.set(0, new Page(new Uint8Array(PAGE_SIZE)));
    expect(one.differences(other, 9)).toBe(1);
  });

  it("not where a page was only noted as written", () => {
    const one = tableOf(1);
    one.set(0, pageOf(1));
    const other = one.share();
    other.set(0, new Page(pageOf(1).bytes, 99));
    expect(one.differences(other, 9)).toBe(0);
  });

  it("behind the end of one, where the other has something", () => {
    const [small, large] = [tableOf(1), tableOf(5000)];
    large.set(4999, pageOf(1));
    const found: number[] = [];
    small.eachDifference(large, (page) => found.push(page));
    large.eachDifference(small, (page) => found.push(page));
    expect(found).toEqual([4999, 4999]);
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

test("a page that was never written reads as zeros, wherever it is, up to the end of 4 GiB", () => {
  const table = tableOf(2 ** 20);
  expect([0, 63, 64, 4095, 4096, 2 ** 20 - 1].every((i) => table.get(i) === ZERO_PAGE)).toBe(true);
  expect(table.used).toBe(0);
  table.set(2 ** 20 - 1, pageOf(2));
  expect([table.get(2 ** 20 - 1), table.get(2 ** 20 - 2), table.used]).toEqual([pageOf(2), ZERO_PAGE, 1]);
});

test("a page that becomes zero again is not used any more", () => {
  const table = tableOf(1);
  table.set(0, pageOf(3));
  table.set(0, ZERO_PAGE);
  expect(table.used).toBe(0);
});
