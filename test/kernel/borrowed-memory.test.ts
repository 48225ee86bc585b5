import { describe, expect, it } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { Page } from "../../runtime/image/page.ts";
import { inspectReturned, lendMemory } from "../../runtime/kernel/borrowed-memory.ts";
import { imageOf } from "../../runtime/kernel/process.ts";
import { makeKernel, spawn } from "./world-for-tests.ts";

/** A child in its parent's memory of 16 pages. */
function borrow(options: { linting?: boolean; stack?: { from: number; to: number } | undefined } = {}) {
  const test = makeKernel();
  const { kernel, first } = test;
  Object.assign(kernel.surroundings, { linting: options.linting ?? true, stackOf: () => options.stack });
  const child = spawn(kernel, first);
  child.image = imageOf(first);
  lendMemory(kernel, first, child);
  const write = (address: number, length: number) => {
    const { pages } = imageOf(child).space;
    const page = Math.floor(address / PAGE_SIZE);
    const bytes = pages.get(page).bytes.slice();
    bytes.fill(9, address % PAGE_SIZE, (address % PAGE_SIZE) + length);
    pages.set(page, new Page(bytes));
  };
  const told = () => {
    inspectReturned(kernel, child, first.pid);
    return test.events.flatMap((event) =>
      event.kind === "borrowed-write" ? [[event.pid, event.lender, event.address, event.length]] : [],
    );
  };
  return { ...test, child, write, told };
}

describe("memory that vfork lent", () => {
  it("comes back as it was: nothing is told", () => {
    expect(borrow().told()).toEqual([]);
  });

  it("comes back changed: each range is told, in order", () => {
    const { write, told } = borrow();
    write(9000, 100);
    write(5, 1);
    expect(told()).toEqual([
      [3, 2, 5, 1],
      [3, 2, 9000, 100],
    ]);
  });

  it.each([
    ["15 bytes apart are one range", 116, [[3, 2, 100, 17]]],
    [
      "16 bytes apart are two",
      117,
      [
        [3, 2, 100, 1],
        [3, 2, 117, 1],
      ],
    ],
  ])("changes %s", (_, second, ranges) => {
    const { write, told } = borrow();
    write(100, 1);
    write(second, 1);
    expect(told()).toEqual(ranges);
  });

  it("a range may lie across a page's border", () => {
    const { write, told } = borrow();
    write(4090, 6);
    write(4096, 10);
    expect(told()).toEqual([[3, 2, 4090, 16]]);
  });

  it("may be written where the stack is, to the byte", () => {
    const { write, told } = borrow({ stack: { from: 1000, to: 2000 } });
    write(999, 1);
    write(1000, 1000);
    write(2000, 1);
    expect(told()).toEqual([
      [3, 2, 999, 1],
      [3, 2, 2000, 1],
    ]);
  });

  it("is told of once", () => {
    const { write, told, child } = borrow();
    write(0, 1);
    expect(told()).toHaveLength(1);
    expect([told().length, child.borrowed]).toEqual([1, undefined]);
  });

  it("is not looked at where nobody wants to know", () => {
    const { write, told, child, saved } = borrow({ linting: false });
    write(0, 1);
    expect([told(), child.borrowed, saved]).toEqual([[], undefined, []]);
  });
});
