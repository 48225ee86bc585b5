import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGES_PER_WASM_PAGE } from "../../../runtime/image/page.ts";
import { end, FakePlace, makePool, spaceOf, write } from "./fake-places.ts";

test.each([0, -1, Number.NaN])("a pool of %i places cannot be", (bound) => {
  expect(() => makePool(bound)).toThrow(`Cannot make a pool of ${bound} places: it needs at least 1`);
});

describe("a space", () => {
  it("finds the place again that holds it", () => {
    const { pool, made } = makePool(4);
    const space = spaceOf(1, 9);
    const place = pool.take("a", space);
    pool.take("b", spaceOf(1, 9));
    expect(pool.take("a", space)).toBe(place);
    expect(pool.holding(space)).toBe(place);
    expect(made.map(({ log }) => log)).toEqual([["in"], ["in"]]);
  });

  it("gets the place of one that has ended, whatever it costs", () => {
    const { pool, made } = makePool(4);
    const dead = spaceOf(100, 1600);
    pool.take("a", dead);
    end(dead);
    pool.take("a", spaceOf(100, 1600));
    expect(made).toHaveLength(1);
    expect(pool.holding(dead)).toBeUndefined();
  });

  it("gets the place whose memory differs least from its own", () => {
    const { pool, made } = makePool(8);
    const [one, other] = [spaceOf(50, 300), spaceOf(50, 500)];
    while (made.length < 2) for (const space of [one, other]) pool.take("a", space);
    const [first, second] = [pool.take("a", one), pool.take("a", other)];
    for (const [space, place] of [
      [one, first],
      [other, second],
    ] as const) {
      const child = space.fork(2, 3);
      write(child, 20);
      expect(pool.take("a", child)).toBe(place);
      pool.take("a", space);
    }
  });

  it("does not get a place of another program, or one that is too large: a wild pointer would go further there", () => {
    const { pool, made } = makePool(4);
    for (const [program, pages] of [
      ["a", 2],
      ["b", 1],
    ] as const) {
      const dead = spaceOf(pages);
      pool.take(program, dead);
      end(dead);
    }
    pool.take("a", spaceOf(1));
    expect(made.map(({ program }) => program)).toEqual(["a", "b", "a"]);
  });

  it("gets the place back in which its child has grown", () => {
    const { pool, made } = makePool(4);
    const parent = spaceOf(2);
    const place = pool.take("a", parent);
    for (const size of [5, 3]) {
      const child = parent.fork(2, 3);
      expect(pool.take("a", child)).toBe(place);
      child.grow(size * PAGES_PER_WASM_PAGE);
      place.memory.makeRoom(size); // as a guest does that grows
      end(child);
      expect(pool.take("a", parent)).toBe(place);
    }
    expect([made.length, place.memory.roomPages, parent.room]).toEqual([1, 5, 5]);
  });

  it("has as much room in any place as its largest relative has needed so far", () => {
    const { pool } = makePool(4);
    const parent = spaceOf(2);
    const child = parent.fork(2, 3);
    const places = [pool.take("a", parent), pool.take("a", child)];
    child.grow(7 * PAGES_PER_WASM_PAGE);
    for (const space of [child, parent, child]) expect(pool.take("a", space).memory.roomPages).toBe(7);
    expect(places).toContain(pool.take("a", parent));
  });

  it("makes do with what it needs itself where the engine has no more", () => {
    const { pool } = makePool(4);
    const parent = spaceOf(2);
    parent.fork(2, 3).grow(9 * PAGES_PER_WASM_PAGE);
    FakePlace.most = 5;
    try {
      expect(pool.take("a", parent).memory.roomPages).toBe(2);
      expect(() => pool.take("a", spaceOf(6))).toThrow("no memory");
    } finally {
      FakePlace.most = 65_536;
    }
  });

  it("gets a smaller place, which grows", () => {
    const { pool, made } = makePool(4);
    const small = spaceOf(1);
    pool.take("a", small);
    end(small);
    pool.take("a", spaceOf(3));
    expect(made.map(({ memory }) => memory.roomPages)).toEqual([3]);
  });
});

describe("when there may be no more places", () => {
  it("a space gets the nearest, however much it costs", () => {
    const { pool, made } = makePool(1);
    const [one, other] = [spaceOf(100, 1600), spaceOf(100, 1600)];
    for (let i = 0; i < 10; i++) for (const space of [one, other]) pool.take("a", space);
    expect(made).toHaveLength(1);
    expect(pool.holding(one)).toBeUndefined();
  });

  it("the place is given up that was not used for longest, after its space was saved", () => {
    const { pool, made } = makePool(2);
    const [one, other] = [spaceOf(1), spaceOf(2)];
    pool.take("a", one);
    pool.take("b", other);
    pool.take("a", one);
    pool.take("c", spaceOf(1));
    expect(made.map(({ program, log }) => [program, log])).toEqual([
      ["a", ["in"]],
      ["b", ["in", "out"]],
      ["c", ["in"]],
    ]);
    expect([pool.holding(one) !== undefined, pool.holding(other)]).toEqual([true, undefined]);
  });
});

describe("when all places together would be too large", () => {
  const GIB = 16_384;

  it("those are given up that were not used for longest, until they fit into 2 GiB", () => {
    const { pool, made } = makePool(8);
    for (const program of ["a", "b", "c"]) pool.take(program, spaceOf(GIB / 2));
    pool.take("d", spaceOf(GIB));
    expect(made.map(({ log }) => log.at(-1))).toEqual(["out", "in", "in", "in"]);
  });

  it("a space that needs more alone gets it, and all others are given up", () => {
    const { pool, made } = makePool(8);
    for (const program of ["a", "b"]) pool.take(program, spaceOf(1));
    const large = spaceOf(3 * GIB);
    expect(pool.take("c", large)).toBe(made[2]);
    expect(made.map(({ log }) => log.at(-1))).toEqual(["out", "out", "in"]);
    expect(pool.holding(large)).toBe(made[2]);
  });

  it("a place that is to grow counts as large as it will be", () => {
    const { pool, made } = makePool(8);
    const dead = spaceOf(1);
    pool.take("b", spaceOf(GIB));
    pool.take("a", dead);
    end(dead);
    pool.take("a", spaceOf(GIB + 1));
    expect(made.map(({ log }) => log)).toEqual([
      ["in", "out"],
      ["in", "exchange"],
    ]);
  });
});

test("no space is resident twice, and never are there more places than allowed, whatever is asked for", () => {
  const spaces = fc.record({
    bound: fc.integer({ min: 1, max: 4 }),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }),
  });
  const use = fc.record({
    who: fc.nat({ max: 5 }),
    ends: fc.boolean(),
    grows: fc.boolean(),
    writes: fc.nat({ max: 16 }),
  });
  fc.assert(
    fc.property(spaces, fc.array(use, { maxLength: 40 }), ({ bound, sizes }, uses) => {
      const { pool } = makePool(bound);
      const all = sizes.map((size, i) => ({ space: spaceOf(size), program: i % 2 === 0 ? "a" : "b" }));
      for (const { who, ends, grows, writes } of uses) {
        const { space, program } = all[who % all.length] as (typeof all)[0];
        if (space.users === 0) continue;
        const place = pool.take(program, space) as unknown as FakePlace;
        expect([place.space === space, place.program]).toEqual([true, program]);
        expect(place.memory.roomPages).toBe(space.pages.size / PAGES_PER_WASM_PAGE);
        if (grows) {
          space.grow(space.pages.size + PAGES_PER_WASM_PAGE);
          place.memory.roomPages++;
        }
        write(space, writes);
        const holding = all.filter((one) => pool.holding(one.space) !== undefined);
        expect(holding.length).toBeLessThanOrEqual(bound);
        expect(new Set(holding.map((one) => pool.holding(one.space))).size).toBe(holding.length);
        if (ends) end(space);
      }
    }),
  );
});

test("after forgetAll() nobody is resident", () => {
  const { pool } = makePool(2);
  const space = spaceOf(1);
  pool.take("a", space);
  pool.forgetAll();
  expect(pool.holding(space)).toBeUndefined();
});
