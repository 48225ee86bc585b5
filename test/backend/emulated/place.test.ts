import { describe, expect, it } from "vitest";
import { WASM_PAGE } from "../../../runtime/abi/layout.ts";
import { bytesOf, MARKED, makePlace, makeSpace, memoryOf, UNMARKED } from "./small-places.ts";

describe.each([
  ["with marks", MARKED],
  ["without marks", UNMARKED],
])("a place of a program %s", (_how, program) => {
  const make = () => {
    const made = makePlace(program);
    return { ...made, at: (address: number) => made.bytes()[address] };
  };
  const space = (pages = 2) => makeSpace(pages, program);

  it("holds the program's own data from the start", () => {
    const { place, at } = make();
    place.moveIn(space());
    expect(String.fromCharCode(at(8) as number)).toBe("d");
    expect([place.memory.guestPages, place.program]).toEqual([2, program.hash]);
  });

  it("keeps what one stored for it alone", () => {
    const { place, guest, at } = make();
    const [one, other] = [space(), space()];
    place.moveIn(one);
    guest.store(5000, 1);
    place.moveIn(other);
    expect(at(5000)).toBe(0);
    guest.store(5000, 2);
    place.moveIn(one);
    expect(at(5000)).toBe(1);
    place.moveIn(other);
    expect(at(5000)).toBe(2);
  });

  it("has as many pages as the one who is in it, and what lies behind is empty", () => {
    const { place, guest, at } = make();
    const [large, small] = [space(4), space(2)];
    place.moveIn(large);
    guest.store(3 * WASM_PAGE + 9, 7);
    place.moveIn(small);
    expect([place.memory.guestPages, at(3 * WASM_PAGE + 9)]).toEqual([2, 0]);
    place.moveIn(large);
    expect([place.memory.guestPages, at(3 * WASM_PAGE + 9)]).toEqual([4, 7]);
  });

  it("saves what was stored, and no page twice", () => {
    const { place, guest } = make();
    const one = space();
    place.moveIn(one);
    guest.store(5000, 1);
    place.save();
    const page = one.pages.get(1);
    expect(bytesOf(one).equals(memoryOf(place))).toBe(true);
    place.save();
    expect(one.pages.get(1)).toBe(page);
  });

  it("does not save those who have given their memory back, and what they left is not seen", () => {
    const { place, guest, at } = make();
    const gone = space();
    place.moveIn(gone);
    guest.store(5000, 1);
    gone.users = 0;
    place.moveIn(space());
    expect(gone.pages.get(1).bytes.every((byte) => byte === 0)).toBe(true);
    expect(at(5000)).toBe(0);
  });

  it("stays as it is for the one who is in it already", () => {
    const { place, guest, at } = make();
    const one = space();
    place.moveIn(one);
    guest.store(5000, 1);
    place.moveIn(one);
    expect(at(5000)).toBe(1);
  });

  it("takes a fork in by its pages, and both stay apart", () => {
    const { place, guest, at } = make();
    const parent = space();
    place.moveIn(parent);
    guest.store(5000, 1);
    place.save();
    const child = parent.fork(1001, 1002);
    place.moveIn(child);
    expect(at(5000)).toBe(1);
    guest.store(5000, 2);
    place.moveIn(parent);
    expect(at(5000)).toBe(1);
  });

  it("is nobody's after moveOut(): its space is saved, and comes back as it was", () => {
    const { place, guest, at } = make();
    const one = space();
    place.moveIn(one);
    guest.store(5000, 1);
    place.moveOut();
    expect([place.space, one.pages.get(1).bytes[5000 - 4096]]).toEqual([undefined, 1]);
    place.moveIn(space());
    place.moveIn(one);
    expect(at(5000)).toBe(1);
  });

  it("forgets: nobody is saved, and whoever comes next finds its own memory", () => {
    const { place, guest, at } = make();
    const one = space();
    place.moveIn(one);
    guest.store(5000, 1);
    place.forget();
    place.moveIn(one);
    expect([at(5000), one.pages.get(1).bytes[5000 - 4096]]).toEqual([0, 0]);
  });

  it("reads and writes the program's globals", () => {
    const { place } = make();
    expect(place.readGlobals()).toEqual(program.initialGlobals);
    const others = program.initialGlobals.map((value) => (typeof value === "bigint" ? 77n : value));
    place.writeGlobals(others);
    expect(place.readGlobals()).toEqual(others);
    expect(others).toContain(77n);
  });

  it("lets the guest grow as far as it is told", () => {
    const { place, guest } = make();
    place.moveIn(space());
    place.setLimit(3);
    expect([guest.grow(2), guest.grow(1), guest.grow(1), place.memory.guestPages]).toEqual([-1, 2, -1, 3]);
  });
});
