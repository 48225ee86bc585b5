import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { PAGE_SIZE, WASM_PAGE } from "../../../runtime/abi/layout.ts";
import { CANARY, CANARY_LENGTH, GAP, SPAN } from "../../../runtime/instrument/page-marks.ts";
import { bytesOf, MARKED, makePlace, makeSpace, memoryOf, prepareSmall, UNMARKED } from "./small-places.ts";

const END = 2 * WASM_PAGE;
const MAP = END + GAP;

/** A place with a space in it. */
function makeResident(pages = 2, program = MARKED) {
  const made = makePlace(program);
  const space = makeSpace(pages, program);
  made.place.moveIn(space);
  return { ...made, space, memory: made.place.memory };
}

type Guest = ReturnType<typeof makePlace>["guest"];

/** Is there nothing behind a guest of so many Wasm pages but the words in the map of marks that no guest may change? */
function isEmptyBehind(bytes: Uint8Array, pages: number): boolean {
  const behind = Buffer.from(bytes.subarray(pages * WASM_PAGE));
  CANARY.forEach((word, i) => {
    expect(behind.readUInt32LE(GAP + 16 * pages + 4 * i)).toBe(word);
  });
  return behind.fill(0, GAP + 16 * pages, GAP + 16 * pages + CANARY_LENGTH).every((byte) => byte === 0);
}

describe("what the guest has written is", () => {
  it.each<[string, (guest: Guest) => unknown, number[]]>([
    ["the page of a store", (g) => g.store(8192, 1), [2]],
    ["each once, in order", (g) => [g.store(12_288, 1), g.store(4096, 1), g.store(4100, 1)], [1, 3]],
    ["both pages of a store across them", (g) => g.store64(2 * PAGE_SIZE - 4, -1n), [1, 2]],
    ["the page behind, where an offset leads there", (g) => g.store_behind(2 * PAGE_SIZE - 1, 1), [1, 2]],
    ["a page that only seems to be written: a store of what was there", (g) => g.store(8192, 0), [2]],
    ["not the page behind, where nothing has changed there", (g) => g.store_behind(2 * PAGE_SIZE - 1, 0), [1]],
    ["all pages of a fill", (g) => g.fill(4095, 1, 2 * PAGE_SIZE), [0, 1, 2]],
    ["all pages of a loop", (g) => g.fill_bytes(4095, 1, PAGE_SIZE + 2), [0, 1, 2]],
    ["the first and the last page", (g) => [g.store(0, 1), g.store(END - 4, 1)], [0, 31]],
    ["what it grew into", (g) => [g.grow(1), g.store(END + 8, 1)], [32]],
    ["nothing where it has only grown", (g) => g.grow(3), []],
    ["written before and after it grew", (g) => [g.store(0, 1), g.grow(1), g.store(END, 1)], [0, 32]],
  ])("%s", (_what, act, pages) => {
    const { guest, written, memory } = makeResident();
    act(guest);
    expect(written()).toEqual(pages);
    expect(written()).toEqual([]); // and no more
    expect(memory.firstSurprise()).toBeUndefined();
  });

  it("found up to SPAN bytes behind a marked page, and nowhere else", () => {
    for (const [at, found] of [
      [0, true],
      [SPAN - 1, true],
      [SPAN, false],
    ] as const) {
      const { guest, written, bytes } = makeResident();
      guest.store(PAGE_SIZE, 1);
      bytes()[2 * PAGE_SIZE + at] = 1; // as a store that shares the mark would
      expect(written()).toEqual(found ? [1, 2] : [1]);
    }
  });

  it("found behind each of several marked pages, where they lie apart and where they follow each other", () => {
    const { guest, written, bytes } = makeResident();
    for (const page of [1, 4, 5, 9]) guest.store(page * PAGE_SIZE, 1);
    for (const page of [2, 6, 10]) bytes()[page * PAGE_SIZE] = 1;
    expect(written().sort((a, b) => a - b)).toEqual([1, 2, 4, 5, 6, 9, 10]);
  });
});

describe("what the host writes for the guest", () => {
  it("is written by the guest, and told before what it wrote itself", () => {
    const { memory, guest, written } = makeResident();
    guest.store(0, 1);
    memory.hostWrote(7);
    memory.hostWrote(7);
    expect(new Set(written())).toEqual(new Set([7, 0]));
    expect(written()).toEqual([]);
  });

  it("is told of a guest that has not run since", () => {
    const { memory, written, bytes, space, place } = makeResident();
    bytes()[7 * PAGE_SIZE] = 5;
    memory.hostWrote(7);
    expect(written()).toEqual([7]);
    place.save();
    expect(space.pages.get(7).bytes[0]).toBe(5);
  });

  it("is found by comparing, where stores leave no marks", () => {
    const { memory, bytes, space, place } = makeResident(2, UNMARKED);
    bytes()[7 * PAGE_SIZE] = 5;
    memory.hostWrote(7);
    place.save();
    expect(space.pages.get(7).bytes[0]).toBe(5);
  });
});

describe("a guest that stores behind its own memory", () => {
  it.each<[string, (guest: Guest) => unknown]>([
    ["just behind the end", (g) => g.store(END, 7)],
    ["across the end", (g) => g.store64(END - 4, -1n)],
    ["across the end, by an offset", (g) => g.store_behind(END - 1, 7)],
    ["into the map of marks", (g) => g.store(MAP, -1)],
    ["over all marks there are", (g) => g.fill(MAP, 0, 2048)],
    ["marks for all pages there are", (g) => g.fill(MAP, 1, 2048)],
    ["over everything behind", (g) => g.fill(END, 0, 5 * WASM_PAGE)],
  ])("%s hides nothing that it wrote, and what lies behind is wiped out", (_where, act) => {
    const { guest, written, bytes, memory, place, space } = makeResident();
    guest.store(3 * PAGE_SIZE, 5);
    guest.store(9 * PAGE_SIZE, 6);
    act(guest);
    expect(written()).toEqual(expect.arrayContaining([3, 9]));
    expect(isEmptyBehind(bytes(), 2)).toBe(true);
    expect(memory.firstSurprise()).toBeUndefined();
    expect(written()).toEqual([]);
    place.save();
    expect(bytesOf(space).equals(memoryOf(place))).toBe(true);
  });

  it.each([
    ["byte by byte, its own mark among them", MAP, 40],
    ["byte by byte, the whole page of the map", MAP, PAGE_SIZE],
    ["byte by byte, from the end on", END, 2 * PAGE_SIZE],
  ])("zeroes its marks %s, and hides nothing", (_how, at, length) => {
    const { guest, written, memory } = makeResident();
    guest.store(3 * PAGE_SIZE, 5);
    guest.fill_bytes(at, 0, length);
    expect(written()).toContain(3);
    expect(memory.firstSurprise()).toBeUndefined();
  });

  it("finds zeros there when it grows, and so does whoever comes next", () => {
    const { guest, bytes, place } = makeResident();
    guest.fill(END, 9, WASM_PAGE);
    place.moveIn(makeSpace(3));
    expect(isEmptyBehind(bytes(), 3)).toBe(true);
    expect(
      bytes()
        .subarray(END, 3 * WASM_PAGE)
        .some((byte) => byte !== 0),
    ).toBe(false);
  });
});

describe("a space that moves in", () => {
  it.each([
    [2, 5],
    [5, 2],
    [3, 3],
    [2, 40],
  ])("after one of %i Wasm pages, with %i, finds what it left, and zeros behind", (before, after) => {
    const { guest, place, bytes, memory } = makeResident(before);
    guest.fill(0, 7, before * WASM_PAGE);
    const space = makeSpace(after);
    place.moveIn(space);
    expect([memory.guestPages, memory.roomPages]).toEqual([after, Math.max(before, after)]);
    expect(memoryOf(place).equals(bytesOf(space))).toBe(true);
    expect(isEmptyBehind(bytes(), after)).toBe(true);
    guest.store(after * WASM_PAGE - 4, 1);
    expect(memory.firstSurprise()).toBe(after * WASM_PAGE - 4); // not yet asked
    place.save();
    expect(memory.firstSurprise()).toBeUndefined();
    expect(space.pages.get(after * 16 - 1).bytes[PAGE_SIZE - 4]).toBe(1);
  });

  it("finds no page that one has left dirty who is dead", () => {
    const { guest, space, place, memory, bytes } = makeResident();
    guest.store(5 * PAGE_SIZE, 9);
    space.users = 0;
    place.moveIn(makeSpace());
    expect([bytes()[5 * PAGE_SIZE], memory.firstSurprise()]).toEqual([0, undefined]);
  });

  it.each([true, false])("finds nothing that another stored where frames are put (marks: %s)", async (marks) => {
    const roomy = await prepareSmall({ marks, capture: "asyncify" });
    for (const pages of [1, 40]) {
      const { place, guest, memory } = makeResident(2, roomy);
      guest.store(END + 100, 7);
      const next = makeSpace(2 * pages, roomy);
      place.moveIn(next);
      expect(memory.firstSurprise()).toBeUndefined();
      expect(memoryOf(place).equals(bytesOf(next))).toBe(true);
    }
  });
});

describe("the distance to a table", () => {
  it("is how many pages would have to be copied, and no more than is asked for", () => {
    const { guest, place, memory, space } = makeResident();
    const other = makeSpace();
    expect(memory.distance(other.pages, 99)).toBe(0);
    for (const page of [1, 2, 3]) guest.store(page * PAGE_SIZE, 1);
    place.save();
    expect([memory.distance(other.pages, 99), memory.distance(space.pages, 99)]).toEqual([3, 0]);
    expect([1, 2, 3].map((most) => memory.distance(other.pages, most))).toEqual([1, 2, 3]);
  });

  it("counts pages that are dirty: they would have to be loaded whatever they are", () => {
    const { guest, memory, written, space } = makeResident();
    guest.store(PAGE_SIZE, 1);
    written();
    expect([memory.distance(space.pages, 99), memory.distance(space.pages, 1)]).toEqual([1, 1]);
  });
});

describe("firstSurprise()", () => {
  it.each([
    ["at the start", 0],
    ["in a page of the program", 9],
    ["in the middle", 5 * PAGE_SIZE + 123],
    ["at the end", END - 1],
    ["behind the end", END],
    ["in the map of marks", MAP + 3],
    ["in the gap before it", MAP - 1],
    ["in the words that no guest may change", MAP + 32],
  ])("says where memory was changed %s", (_where, address) => {
    const { memory, bytes } = makeResident();
    expect(memory.firstSurprise()).toBeUndefined();
    bytes()[address] = 77;
    expect(memory.firstSurprise()).toBe(address);
  });

  it("is not surprised by pages that are known to be dirty", () => {
    const { memory, guest, written } = makeResident();
    guest.store(PAGE_SIZE, 1);
    expect(memory.firstSurprise()).toBe(PAGE_SIZE);
    written();
    expect(memory.firstSurprise()).toBeUndefined();
  });
});

test.each([
  ["with marks", MARKED],
  ["without marks", UNMARKED],
])("memories %s hold what arrays would, whoever moves in and out, writes, grows and dies", (_how, program) => {
  const step = fc.record({
    who: fc.nat({ max: 3 }),
    act: fc.constantFrom("store", "fill", "loop", "host", "grow", "ask", "save", "die"),
    page: fc.nat({ max: 60 }),
    at: fc.constantFrom(0, 1, 8, 2000, 4092, 4095),
    value: fc.nat({ max: 255 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let { place, guest, bytes, written } = makePlace(program);
      const make = () => ({ space: makeSpace(2, program), model: bytesOf(makeSpace(2, program)) });
      const all = Array.from({ length: 4 }, make);
      for (const { who, act, page, at, value } of steps) {
        const one = all[who] as (typeof all)[0];
        if (place.memory.roomPages * 16 > one.space.pages.size) {
          place.moveOut(); // a place is never larger than who is in it: see pool.ts
          ({ place, guest, bytes, written } = makePlace(program));
        }
        place.moveIn(one.space);
        place.setLimit(8);
        expect(memoryOf(place).equals(one.model)).toBe(true);
        const address = (page * PAGE_SIZE + at) % (one.model.length - 8);
        if (act === "store") {
          guest.store(address, value);
          one.model.writeInt32LE(value, address);
        } else if (act === "fill" || act === "loop") {
          const length = Math.min(1 + page * 300, one.model.length - address);
          if (act === "fill") guest.fill(address, value, length);
          else guest.fill_bytes(address, value, length);
          one.model.fill(value, address, address + length);
        } else if (act === "host") {
          place.memory.hostWrote(Math.floor(address / PAGE_SIZE));
          bytes()[address] = value;
          one.model[address] = value;
        } else if (act === "grow" && guest.grow(1) >= 0) {
          one.model = Buffer.concat([one.model, Buffer.alloc(WASM_PAGE)]);
          one.space.pages.grow(one.model.length / PAGE_SIZE);
        } else if (act === "ask") {
          written();
        } else if (act === "save") {
          place.save();
          expect(bytesOf(one.space).equals(one.model)).toBe(true);
        } else if (act === "die") {
          one.space.users = 0;
          all[who] = make();
        }
      }
      if (program === MARKED) written();
      if (program === MARKED) expect(place.memory.firstSurprise()).toBeUndefined();
    }),
    { numRuns: 150 },
  );
});
