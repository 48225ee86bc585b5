import { describe, expect, it } from "vitest";
import type { AddressSpace } from "../../../runtime/image/address-space.ts";
import { makePool, spaceOf, write } from "./fake-places.ts";

describe("spaces that take turns", () => {
  /** How many turns two of them take, so that each has a place of its own. */
  const turns = (pages: number, written: number, of = 2) => {
    const { pool, made } = makePool(8);
    const parent = spaceOf(64, pages);
    pool.take("a", parent);
    const all = [parent];
    while (all.length < of) {
      const child = parent.fork(2, 3);
      write(child, written);
      all.push(child);
    }
    for (let turn = 0; turn < 10_000; turn++) {
      if (made.length === of) return turn;
      pool.take("a", all[turn % of] as AddressSpace);
    }
    return Number.POSITIVE_INFINITY;
  };

  it("get a place each, once one has paid as much by copying as a place would cost: an instance and its pages", () => {
    // Each turn copies 32 pages to one of the two; a place costs 256 and the 100 that it has.
    expect(turns(100, 32)).toBe(2 * Math.ceil((256 + 100) / 32));
  });

  it("do so sooner the more is copied, and later the larger they are", () => {
    expect(turns(100, 64)).toBeLessThan(turns(100, 32));
    expect(turns(1000, 64)).toBeGreaterThan(turns(100, 64));
  });

  it("never pay more than twice for what a place would have cost", () => {
    for (const [pages, written] of [
      [10, 1],
      [100, 99],
      [1000, 10],
      [1000, 1000],
    ] as const) {
      const paidByEach = (turns(pages, written) / 2) * written;
      expect(paidByEach).toBeLessThanOrEqual(256 + pages + written);
    }
  });

  it("never get one where nothing has to be copied", () => {
    expect(turns(100, 0)).toBe(Number.POSITIVE_INFINITY);
  });

  it("get one each, as many as there are", () => {
    expect(turns(100, 32, 5)).toBeLessThan(10_000);
  });

  it("begin to pay anew when everything is forgotten", () => {
    const { pool, made } = makePool(8);
    const parent = spaceOf(64, 100);
    const child = parent.fork(2, 3);
    write(child, 100);
    for (let i = 0; i < 20; i++) {
      pool.take("a", parent);
      pool.take("a", child);
      pool.forgetAll();
    }
    expect(made).toHaveLength(1);
  });
});
