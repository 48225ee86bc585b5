import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE, ZERO_PAGE } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { CompareTracker } from "../../runtime/image/write-tracker.ts";

const tracker = new CompareTracker();

function tableOf(size: number): PageTable {
  const table = new PageTable();
  table.grow(size);
  return table;
}

const pagesOf = (table: PageTable) => Array.from({ length: table.size }, (_, i) => table.get(i));

function bytesOf(table: PageTable): Uint8Array {
  const bytes = new Uint8Array(table.size * PAGE_SIZE);
  pagesOf(table).forEach((page, i) => {
    bytes.set(page.bytes, i * PAGE_SIZE);
  });
  return bytes;
}

test("after saving, the pages are the memory, whatever was written between", () => {
  const write = fc.record({ at: fc.nat({ max: 3 * PAGE_SIZE - 1 }), value: fc.nat({ max: 255 }) });
  fc.assert(
    fc.property(fc.array(fc.array(write, { maxLength: 20 }), { maxLength: 5 }), (rounds) => {
      const memory = new Uint8Array(3 * PAGE_SIZE);
      const table = tableOf(3);
      for (const writes of rounds) {
        for (const { at, value } of writes) memory[at] = value;
        tracker.save(memory, table);
        expect(Buffer.compare(bytesOf(table), memory)).toBe(0); // toEqual takes seconds here
      }
    }),
  );
});

describe("CompareTracker.save()", () => {
  it("makes new pages only of those that changed", () => {
    const memory = new Uint8Array(3 * PAGE_SIZE).fill(7);
    const table = tableOf(3);
    tracker.save(memory, table);
    const before = pagesOf(table);
    memory[PAGE_SIZE + 5] = 1;
    tracker.save(memory, table);
    expect(pagesOf(table).map((page, i) => page === before[i])).toEqual([true, false, true]);
  });

  it("finds the zero page again in memory that was cleared", () => {
    const memory = new Uint8Array(PAGE_SIZE).fill(7);
    const table = tableOf(1);
    tracker.save(memory, table);
    memory.fill(0);
    tracker.save(memory, table);
    expect(table.get(0)).toBe(ZERO_PAGE);
  });

  it("leaves a forked child's pages alone", () => {
    const memory = new Uint8Array(PAGE_SIZE).fill(7);
    const parent = tableOf(1);
    tracker.save(memory, parent);
    const child = parent.share();
    memory.fill(8);
    tracker.save(memory, parent);
    expect([parent.get(0).bytes[0], child.get(0).bytes[0]]).toEqual([8, 7]);
  });

  it("does not look past the guest's own size: what lies there are captured frames", () => {
    const memory = new Uint8Array(3 * PAGE_SIZE).fill(9);
    const table = tableOf(2);
    tracker.save(memory, table);
    expect([table.size, table.used]).toEqual([2, 2]);
  });

  it("takes a memory that does not begin at the start of its buffer", () => {
    const memory = new Uint8Array(new ArrayBuffer(2 * PAGE_SIZE), PAGE_SIZE);
    memory[3] = 4;
    const table = tableOf(1);
    tracker.save(memory, table);
    expect(table.get(0).bytes[3]).toBe(4);
  });
});
