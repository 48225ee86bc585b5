import fc from "fast-check";
import { afterEach, expect, test, vi } from "vitest";
import { PAGE_SIZE } from "../../../runtime/abi/layout.ts";
import { fastestComparison } from "../../../runtime/backend/emulated/compare-pages.ts";
import { holdsPage, Page } from "../../../runtime/image/page.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the fast comparison says what the plain one says, for a difference in any byte", () => {
  const holds = fastestComparison();
  expect(holds).not.toBe(holdsPage);
  const memory = new Uint8Array(3 * PAGE_SIZE).fill(7);
  const page = new Page(memory.slice(0, PAGE_SIZE));
  expect(holds(memory, PAGE_SIZE, page)).toBe(true);
  for (let i = 0; i < memory.length; i += 13) {
    memory[i] = 8;
    expect(holds(memory, PAGE_SIZE, page), `byte ${i}`).toBe(holdsPage(memory, PAGE_SIZE, page));
    memory[i] = 7;
  }
});

test("both look at no more of a page than they are asked for", () => {
  const holds = fastestComparison();
  const page = new Page(new Uint8Array(PAGE_SIZE));
  fc.assert(
    fc.property(fc.nat({ max: PAGE_SIZE - 1 }), fc.nat({ max: PAGE_SIZE / 4 }), (at, words) => {
      const memory = new Uint8Array(2 * PAGE_SIZE);
      memory[PAGE_SIZE + at] = 1;
      for (const compare of [holds, holdsPage])
        expect(compare(memory, PAGE_SIZE, page, 4 * words)).toBe(at >= 4 * words);
    }),
  );
});

test("an engine without Buffer has the plain one", () => {
  vi.stubGlobal("Buffer", undefined);
  expect(fastestComparison()).toBe(holdsPage);
});
