import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import type { Place } from "../../../runtime/backend/emulated/place.ts";
import { PlacePool } from "../../../runtime/backend/emulated/pool.ts";
import { PAGES_PER_WASM_PAGE } from "../../../runtime/image/page.ts";
import { PageTable } from "../../../runtime/image/page-table.ts";
import { AddressSpace } from "../../../runtime/image/process-image.ts";

/** A place without an instance: it writes down what happens to it. */
class FakePlace {
  space: AddressSpace | undefined;
  lastUsed = 0;
  roomPages = 0;
  readonly log: string[] = [];

  constructor(readonly program: string) {}

  moveIn(space: AddressSpace): void {
    this.log.push(this.space === undefined ? "in" : "exchange");
    this.space = space;
    this.roomPages = Math.max(this.roomPages, space.pages.size / PAGES_PER_WASM_PAGE);
  }

  save(): void {
    this.log.push("save");
  }

  forget(): void {
    this.space = undefined;
  }
}

function makePool(bound: number) {
  const made: FakePlace[] = [];
  const pool = new PlacePool(bound, (program) => {
    const place = new FakePlace(program);
    made.push(place);
    return place as unknown as Place;
  });
  return { pool, made };
}

function spaceOf(pages: number): AddressSpace {
  const table = new PageTable();
  table.grow(pages * PAGES_PER_WASM_PAGE);
  const space = new AddressSpace(table, 100);
  space.charged = pages;
  return space;
}

test.each([0, -1, Number.NaN])("a pool of %i places cannot be", (bound) => {
  expect(() => makePool(bound)).toThrow(`Cannot make a pool of ${bound} places: it needs at least 1`);
});

describe("a space", () => {
  it("finds the place again that holds it", () => {
    const { pool, made } = makePool(4);
    const space = spaceOf(1);
    const place = pool.take("a", space);
    pool.take("a", spaceOf(1));
    expect(pool.take("a", space)).toBe(place);
    expect(pool.holding(space)).toBe(place);
    expect(made).toHaveLength(2);
  });

  it("gets a new place while there may be more, so that nobody has to move", () => {
    const { pool, made } = makePool(3);
    for (let i = 0; i < 3; i++) pool.take("a", spaceOf(1));
    expect(made.map(({ log }) => log)).toEqual([["in"], ["in"], ["in"]]);
  });

  it("gets the place of one that has ended", () => {
    const { pool, made } = makePool(4);
    const dead = spaceOf(1);
    pool.take("a", dead);
    dead.charged = 0;
    pool.take("a", spaceOf(1));
    expect(made).toHaveLength(1);
  });

  it("does not get a place of another program, or one that is too large: a wild pointer would go further there", () => {
    const { pool, made } = makePool(4);
    for (const [program, pages] of [
      ["a", 2],
      ["b", 1],
    ] as const) {
      const dead = spaceOf(pages);
      pool.take(program, dead);
      dead.charged = 0;
    }
    pool.take("a", spaceOf(1));
    expect(made.map(({ program }) => program)).toEqual(["a", "b", "a"]);
  });

  it("gets the place that has its size before a smaller one", () => {
    const { pool } = makePool(4);
    const [small, fitting] = [spaceOf(1), spaceOf(2)];
    pool.take("a", small);
    const place = pool.take("a", fitting);
    small.charged = fitting.charged = 0;
    expect(pool.take("a", spaceOf(2))).toBe(place);
  });
});

describe("when there may be no more places", () => {
  it("the one moves out that has not run for longest", () => {
    const { pool } = makePool(2);
    const [one, other] = [spaceOf(1), spaceOf(1)];
    pool.take("a", one);
    const place = pool.take("a", other);
    pool.take("a", one);
    expect(pool.take("a", spaceOf(1))).toBe(place);
    expect(pool.holding(other)).toBeUndefined();
  });

  it("a place that does not fit is given up, after its space was saved", () => {
    const { pool, made } = makePool(1);
    const space = spaceOf(1);
    pool.take("a", space);
    pool.take("b", spaceOf(1));
    expect(made.map(({ program, log }) => [program, log])).toEqual([
      ["a", ["in", "save"]],
      ["b", ["in"]],
    ]);
    expect(pool.holding(space)).toBeUndefined();
  });
});

test("no space is resident twice, and never are there more places than allowed, whatever is asked for", () => {
  const spaces = fc.record({
    bound: fc.integer({ min: 1, max: 4 }),
    sizes: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 6 }),
  });
  const uses = fc.array(fc.record({ who: fc.nat({ max: 5 }), ends: fc.boolean() }), { maxLength: 40 });
  fc.assert(
    fc.property(spaces, uses, ({ bound, sizes }, uses) => {
      const made: FakePlace[] = [];
      const pool = new PlacePool(bound, (program) => {
        const place = new FakePlace(program);
        made.push(place);
        return place as unknown as Place;
      });
      const all = sizes.map((size, i) => ({ space: spaceOf(size), program: i % 2 === 0 ? "a" : "b" }));
      for (const { who, ends } of uses) {
        const { space, program } = all[who % all.length] as (typeof all)[0];
        if (space.charged === 0) continue;
        const place = pool.take(program, space) as unknown as FakePlace;
        expect([place.space, place.program]).toEqual([space, program]);
        const holding = all.filter((one) => pool.holding(one.space) !== undefined);
        expect(holding.length).toBeLessThanOrEqual(bound);
        if (ends) space.charged = 0;
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
