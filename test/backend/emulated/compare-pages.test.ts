import { afterEach, expect, test, vi } from "vitest";
import { fastestComparison } from "../../../runtime/backend/emulated/compare-pages.ts";
import { holdsPage, PAGE_SIZE, Page } from "../../../runtime/image/page.ts";

afterEach(() => {
  vi.unstubAllGlobals();
});

test("the fast comparison says what the plain one says, for a difference in any byte", () => {
  const holds = fastestComparison();
  expect(holds).not.toBe(holdsPage);
  const memory = new Uint8Array(3 * PAGE_SIZE).fill(7);
  const page = new Page(memory, 0);
  expect(holds(memory, PAGE_SIZE, page)).toBe(true);
  for (let i = 0; i < memory.length; i += 13) {
    memory[i] = 8;
    expect(holds(memory, PAGE_SIZE, page), `byte ${i}`).toBe(holdsPage(memory, PAGE_SIZE, page));
    memory[i] = 7;
  }
});

test("an engine without Buffer has the plain one", () => {
  vi.stubGlobal("Buffer", undefined);
  expect(fastestComparison()).toBe(holdsPage);
});
