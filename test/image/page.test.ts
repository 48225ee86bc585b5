import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { holdsPage, PAGES_PER_WASM_PAGE, Page, PageCopier, ZERO_PAGE } from "../../runtime/image/page.ts";

const WORDS = PAGE_SIZE / 4;

function numbered(pages: number): Uint8Array {
  return Uint8Array.from({ length: pages * PAGE_SIZE }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
}

/** The page with this number, of a memory. */
const take = (memory: Uint8Array, page: number, epoch = 0) => new PageCopier(memory, 1).take(page, epoch);

describe("Page", () => {
  it("is the program's own, unless it says when it was written", () => {
    const bytes = new Uint8Array(PAGE_SIZE);
    expect([new Page(bytes).epoch, new Page(bytes, 7).epoch, ZERO_PAGE.epoch]).toEqual([0, 7, 0]);
  });

  it("is one of sixteen in a Wasm page", () => {
    expect(PAGES_PER_WASM_PAGE * PAGE_SIZE).toBe(65536);
  });
});

describe("PageCopier", () => {
  it("copies: what happens to the memory later is not the page's business", () => {
    const memory = numbered(2);
    const page = take(memory, 1, 5);
    const before = memory.slice(PAGE_SIZE);
    memory.fill(0);
    expect(page.bytes).toEqual(before);
    expect(page.epoch).toBe(5);
  });

  it("takes a memory that does not begin at the start of its buffer", () => {
    const memory = new Uint8Array(numbered(3).buffer, PAGE_SIZE);
    expect(take(memory, 1).bytes).toEqual(memory.subarray(PAGE_SIZE));
  });

  it.each([0, 1, 15, 16, 17, 40])("takes any number of pages, of %i that it was told of and more", (count) => {
    const memory = numbered(3);
    const copier = new PageCopier(memory, count);
    const taken = Array.from({ length: count + 20 }, (_, i) => copier.take(i % 3, i));
    for (const [i, { bytes, epoch }] of taken.entries()) {
      expect(epoch).toBe(i);
      expect(Buffer.compare(bytes, memory.subarray((i % 3) * PAGE_SIZE, ((i % 3) + 1) * PAGE_SIZE))).toBe(0);
    }
  });

  it("gives no two pages the same bytes to hold", () => {
    const copier = new PageCopier(numbered(1), 20);
    const places = Array.from({ length: 20 }, () => copier.take(0, 1).bytes);
    const starts = new Set(places.map(({ buffer, byteOffset }) => `${slabs.of(buffer)} ${byteOffset}`));
    expect(starts.size).toBe(20);
  });
});

/** Numbers arrays as they come. */
const slabs = {
  known: [] as ArrayBufferLike[],
  of(buffer: ArrayBufferLike): number {
    if (!this.known.includes(buffer)) this.known.push(buffer);
    return this.known.indexOf(buffer);
  },
};

describe("holdsPage()", () => {
  const memory = numbered(3);
  const words = new Int32Array(memory.buffer);

  it("finds a page where it was copied from, and nowhere else", () => {
    const page = take(memory, 1);
    expect([0, 1, 2].map((i) => holdsPage(memory, i * PAGE_SIZE, page))).toEqual([false, true, false]);
  });

  it("sees a difference of one bit in any of its words", () => {
    const page = take(memory, 1);
    for (let i = 0; i < WORDS; i++) {
      words[WORDS + i] = (words[WORDS + i] as number) ^ (1 << (i & 31));
      expect(holdsPage(memory, PAGE_SIZE, page), `word ${i}`).toBe(false);
      words[WORDS + i] = (words[WORDS + i] as number) ^ (1 << (i & 31));
    }
    expect(holdsPage(memory, PAGE_SIZE, page)).toBe(true);
  });

  it("does not look at the pages beside it", () => {
    const page = take(memory, 1);
    const changed = new Int32Array(words);
    changed[WORDS - 1] = ~(changed[WORDS - 1] as number);
    changed[2 * WORDS] = ~(changed[2 * WORDS] as number);
    expect(holdsPage(new Uint8Array(changed.buffer), PAGE_SIZE, page)).toBe(true);
  });

  it("looks at no more of a page than it is asked for", () => {
    const page = take(memory, 1);
    const offset = fc.nat({ max: PAGE_SIZE - 1 });
    fc.assert(
      fc.property(offset, fc.nat({ max: WORDS }), (at, length) => {
        const changed = memory.slice();
        changed[PAGE_SIZE + at] = ~(changed[PAGE_SIZE + at] as number);
        expect(holdsPage(changed, PAGE_SIZE, page, 4 * length)).toBe(at >= 4 * length);
      }),
    );
  });
});

test("the zero page is zero", () => {
  expect(holdsPage(new Uint8Array(PAGE_SIZE), 0, ZERO_PAGE)).toBe(true);
});
