import { describe, expect, it } from "vitest";
import { PageMarks } from "../../runtime/instrument/page-marks.ts";

const PAGES = 37;
const MAP = 65536;

function make(): { marks: PageMarks; map: Uint8Array; marked: () => number[] } {
  const memory = { buffer: new ArrayBuffer(2 * 65536) };
  const marks = new PageMarks({ memory, marks: { value: MAP } });
  const marked = () => {
    const pages: number[] = [];
    marks.eachMarked(PAGES, (page) => pages.push(page));
    return pages;
  };
  return { marks, map: new Uint8Array(memory.buffer, MAP), marked };
}

describe("PageMarks", () => {
  it.each([
    ["nothing", 4096, 0, []],
    ["a byte", 4095, 1, [0]],
    ["a page", 4096, 4096, [1]],
    ["a byte more", 4096, 4097, [1, 2]],
    ["across pages", 4095, 2, [0, 1]],
    ["many pages", 7 * 4096, 10 * 4096, [7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
    ["the last page", 36 * 4096, 4096, [36]],
  ])("marks what the host writes: %s", (_, address, length, wanted) => {
    const { marks, marked } = make();
    marks.markWritten(address, length);
    expect(marked()).toEqual(wanted);
  });

  it("tells in order, sees any byte but 0, and not what lies behind the guest", () => {
    const { map, marked } = make();
    for (const [page, value] of [
      [31, 1],
      [7, 0x80],
      [8, 1],
      [PAGES, 1],
      [23, 255],
    ] as const)
      map[page] = value;
    expect(marked()).toEqual([7, 8, 23, 31]);
  });

  it("sees a byte that would be the sign of a zero", () => {
    const { map, marked } = make();
    map[15] = 0x80;
    expect(marked()).toEqual([15]);
  });

  it("clears", () => {
    const { marks, marked } = make();
    marks.markWritten(0, PAGES * 4096);
    expect([marks.isMarked(3), marked().length]).toEqual([true, PAGES]);
    marks.clear(PAGES);
    expect([marks.isMarked(3), marked()]).toEqual([false, []]);
  });
});
