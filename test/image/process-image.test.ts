import { expect, test } from "vitest";
import { PAGE_SIZE, Page, ZERO_PAGE } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";
import { AddressSpace } from "../../runtime/image/process-image.ts";

test("a forked address space has the same pages and limit, is charged for nothing yet, and goes its own way", () => {
  const table = new PageTable();
  table.grow(1);
  const parent = new AddressSpace(table, 10);
  parent.charged = 1;
  const child = parent.fork();
  child.pages.set(0, new Page(new Uint8Array(PAGE_SIZE).fill(1), 0));
  expect([child.limit, child.charged, child.pages.size]).toEqual([10, 0, 1]);
  expect(parent.pages.get(0)).toBe(ZERO_PAGE);
});
