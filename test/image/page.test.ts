import { describe, expect, it, test } from "vitest";
import { holdsPage, PAGE_SIZE, PAGES_PER_WASM_PAGE, Page, ZERO_PAGE } from "../../runtime/image/page.ts";

const WORDS = PAGE_SIZE / 4;

function numbered(pages: number): Uint8Array {
  return Uint8Array.from({ length: pages * PAGE_SIZE }, (_, i) => (i * 31 + (i >> 8)) & 0xff);
}

describe("Page", () => {
  it("is a copy: what happens to the memory later is not its business", () => {
    const memory = numbered(2);
    const page = new Page(memory, PAGE_SIZE);
    const before = memory.slice(PAGE_SIZE);
    memory.fill(0);
    expect(page.bytes).toEqual(before);
  });

  it("shows the same bytes as words", () => {
    const { words, bytes } = new Page(numbered(1), 0);
    expect(words).toHaveLength(WORDS);
    expect(words[1]).toBe(new DataView(bytes.buffer).getInt32(4, true));
  });

  it("is one of sixteen in a Wasm page", () => {
    expect(PAGES_PER_WASM_PAGE * PAGE_SIZE).toBe(65536);
  });
});

describe("holdsPage()", () => {
  const memory = numbered(3);
  const words = new Int32Array(memory.buffer);

  it("finds a page where it was copied from, and nowhere else", () => {
    const page = new Page(memory, PAGE_SIZE);
    expect([0, 1, 2].map((i) => holdsPage(memory, i * PAGE_SIZE, page))).toEqual([false, true, false]);
  });

  it("sees a difference of one bit in any of its words", () => {
    const page = new Page(memory, PAGE_SIZE);
    for (let i = 0; i < WORDS; i++) {
      words[WORDS + i] = (words[WORDS + i] as number) ^ (1 << (i & 31));
      expect(holdsPage(memory, PAGE_SIZE, page), `word ${i}`).toBe(false);
      words[WORDS + i] = (words[WORDS + i] as number) ^ (1 << (i & 31));
    }
    expect(holdsPage(memory, PAGE_SIZE, page)).toBe(true);
  });

  it("does not look at the pages beside it", () => {
    const page = new Page(memory, PAGE_SIZE);
    const changed = new Int32Array(words);
    changed[WORDS - 1] = ~(changed[WORDS - 1] as number);
    changed[2 * WORDS] = ~(changed[2 * WORDS] as number);
    expect(holdsPage(new Uint8Array(changed.buffer), PAGE_SIZE, page)).toBe(true);
  });
});

test("the zero page is zero", () => {
  expect(holdsPage(new Uint8Array(PAGE_SIZE), 0, ZERO_PAGE)).toBe(true);
});
