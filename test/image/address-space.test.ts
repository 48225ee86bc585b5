import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE } from "../../runtime/abi/layout.ts";
import { AddressSpace } from "../../runtime/image/address-space.ts";
import { Page, ZERO_PAGE } from "../../runtime/image/page.ts";
import { PageTable } from "../../runtime/image/page-table.ts";

const SIZE = 16;

/** A space of 16 pages in epoch 1, of which the program has written page 3. */
function makeSpace(marked = true): AddressSpace {
  const pages = new PageTable();
  pages.grow(SIZE);
  pages.set(3, new Page(new Uint8Array(PAGE_SIZE).fill(33)));
  const space = new AddressSpace(pages, 10, { marked });
  space.epoch = 1;
  return space;
}

describe("a space", () => {
  it("begins with what its program has: none of it is its own", () => {
    expect(makeSpace()).toMatchObject({ limit: 10, own: 0, resident: 1, promised: 0, users: 1 });
  });

  it("believes who has counted already how many pages are used", () => {
    expect(new AddressSpace(new PageTable(), 1, { marked: true, resident: 77 }).resident).toBe(77);
  });
});

describe("the room for a space", () => {
  it("is what the largest of its relatives has had", () => {
    const parent = makeSpace();
    const [child, brother] = [parent.fork(2, 3), parent.fork(4, 5)];
    child.fork(6, 7).grow(4 * SIZE);
    expect([parent, child, brother].map(({ room }) => room)).toEqual([4, 4, 4]);
    expect([parent.pages.size, makeSpace().room]).toEqual([SIZE, 1]);
  });

  it("is its own size where stores leave no marks", () => {
    const parent = makeSpace(false);
    const child = parent.fork(2, 3);
    child.grow(4 * SIZE);
    expect([parent.room, child.room]).toEqual([1, 4]);
  });
});

describe("the first write to a page", () => {
  it.each([
    ["an empty one", 0, "zero", 2],
    ["the program's", 3, "program", 1],
  ])("of %s is a fault, and the second is none", (_what, page, cause, resident) => {
    const space = makeSpace();
    expect([space.write(page), space.write(page)]).toEqual([cause, undefined]);
    expect([space.own, space.resident, space.pages.get(page).epoch]).toEqual([1, resident, 1]);
  });

  it("since a fork is a fault, in both, whoever comes first", () => {
    const parent = makeSpace();
    parent.write(5);
    const child = parent.fork(2, 3);
    expect([parent, child].map((space) => [space.write(5), space.write(5)])).toEqual([
      ["fork", undefined],
      ["fork", undefined],
    ]);
  });

  it("leaves the bytes to whoever saves: until then they are what they were", () => {
    const space = makeSpace();
    const before = space.pages.get(3).bytes;
    space.write(3);
    expect(space.pages.get(3).bytes).toBe(before);
    space.write(4);
    expect(space.pages.get(4).bytes).toBe(ZERO_PAGE.bytes);
  });

  it("behind its end cannot be", () => {
    expect(() => makeSpace().write(SIZE)).toThrow(RangeError);
  });
});

describe("a fork", () => {
  it("has the same pages and limit, nothing of its own, an epoch of its own, and goes its own way", () => {
    const parent = makeSpace();
    parent.write(1);
    const child = parent.fork(7, 8);
    expect(child).toMatchObject({ limit: 10, own: 0, resident: 2, promised: 0, users: 1, epoch: 8, marked: true });
    expect([parent.epoch, parent.own, parent.resident]).toEqual([7, 0, 2]);
    child.pages.set(0, new Page(new Uint8Array(PAGE_SIZE).fill(1), 8));
    expect(parent.pages.get(0)).toBe(ZERO_PAGE);
  });

  it("shares all pages where stores leave marks, and none where they do not", () => {
    for (const marked of [true, false]) {
      const parent = makeSpace(marked);
      const child = parent.fork(2, 3);
      expect(child.pages.get(3) === parent.pages.get(3)).toBe(marked);
      expect(child.pages.get(3).bytes).toEqual(parent.pages.get(3).bytes);
    }
  });
});

test("every cause and count is what a plain list of versions would say, whatever is written and forked", () => {
  const step = fc.record({
    who: fc.nat({ max: 9 }),
    page: fc.nat({ max: SIZE - 1 }),
    forks: fc.nat({ max: 9 }).map((n) => n === 0),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      const space = makeSpace();
      // Of each page: who wrote it when it was written last, or why nobody has.
      const all = [{ space, versions: initial(), epoch: 1 }];
      let next = 2;
      for (const { who, page, forks } of steps) {
        const one = all[who % all.length] as (typeof all)[0];
        if (forks) {
          one.epoch = next++;
          const child = one.space.fork(one.epoch, next);
          all.push({ space: child, versions: one.versions.slice(), epoch: next++ });
          continue;
        }
        const version = one.versions[page];
        const cause = version === one.epoch ? undefined : typeof version === "number" ? "fork" : version;
        expect(one.space.write(page)).toBe(cause);
        one.versions[page] = one.epoch;
      }
      for (const { space, versions, epoch } of all) {
        expect(space.own).toBe(versions.filter((version) => version === epoch).length);
        expect(space.resident).toBe(versions.filter((version) => version !== "zero").length);
      }
    }),
  );
});

type Version = "zero" | "program" | number;

function initial(): Version[] {
  return Array.from({ length: SIZE }, (_, i) => (i === 3 ? "program" : "zero"));
}
