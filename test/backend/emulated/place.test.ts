import { describe, expect, it } from "vitest";
import { Place } from "../../../runtime/backend/emulated/place.ts";
import { ProgramStore } from "../../../runtime/backend/emulated/program-store.ts";
import { PAGES_PER_WASM_PAGE } from "../../../runtime/image/page.ts";
import { AddressSpace } from "../../../runtime/image/process-image.ts";
import { CompareTracker } from "../../../runtime/image/write-tracker.ts";
import { MemoryCache } from "../../../runtime/instrument/cache.ts";
import { program } from "../../guest/wat.ts";

const WASM_PAGE = 65536;
const prepared = await new ProgramStore(new MemoryCache()).prepare(
  program("", '(global (mut i64) (i64.const -1)) (data (i32.const 8) "data")'),
  "guest",
);

/** A tracker that counts what it is asked. */
class CountingTracker extends CompareTracker {
  saves = 0;

  override save(...args: Parameters<CompareTracker["save"]>): void {
    this.saves++;
    super.save(...args);
  }
}

function makePlace() {
  const tracker = new CountingTracker();
  const place = new Place(prepared, new WebAssembly.Instance(prepared.module, {}), tracker);
  return { place, tracker, at: (address: number) => new Uint8Array(place.buffer)[address] };
}

function makeSpace(pages = 1): AddressSpace {
  const space = new AddressSpace(prepared.initialPages.share(), 100);
  space.pages.grow(pages * PAGES_PER_WASM_PAGE);
  space.charged = pages;
  return space;
}

function store(place: Place, address: number, value: number): void {
  place.touch();
  new Uint8Array(place.buffer)[address] = value;
}

describe("a place", () => {
  it("holds the program's own data from the start", () => {
    const { place, at } = makePlace();
    place.moveIn(makeSpace());
    expect(String.fromCharCode(at(8) as number)).toBe("d");
    expect(place.guestPages).toBe(1);
  });

  it("keeps what one stored for it alone", () => {
    const { place, at } = makePlace();
    const [one, other] = [makeSpace(), makeSpace()];
    place.moveIn(one);
    store(place, 5000, 1);
    place.moveIn(other);
    expect(at(5000)).toBe(0);
    store(place, 5000, 2);
    place.moveIn(one);
    expect(at(5000)).toBe(1);
    place.moveIn(other);
    expect(at(5000)).toBe(2);
  });

  it("has as many pages as the one who is in it, and what lies behind is empty", () => {
    const { place, at } = makePlace();
    const [large, small] = [makeSpace(3), makeSpace(1)];
    place.moveIn(large);
    store(place, 2 * WASM_PAGE + 9, 7);
    place.moveIn(small);
    expect([place.guestPages, at(2 * WASM_PAGE + 9)]).toEqual([1, 0]);
    place.moveIn(large);
    expect([place.guestPages, at(2 * WASM_PAGE + 9)]).toEqual([3, 7]);
  });

  it("saves only once what was stored once", () => {
    const { place, tracker } = makePlace();
    place.moveIn(makeSpace());
    place.save();
    expect(tracker.saves).toBe(0);
    store(place, 0, 1);
    place.save();
    place.save();
    expect(tracker.saves).toBe(1);
  });

  it("does not save those who have given their memory back", () => {
    const { place, tracker, at } = makePlace();
    const gone = makeSpace();
    place.moveIn(gone);
    store(place, 5000, 1);
    gone.charged = 0;
    place.moveIn(makeSpace());
    expect(tracker.saves).toBe(0);
    expect(at(5000)).toBe(0);
  });

  it("stays as it is for the one who is in it already", () => {
    const { place, at } = makePlace();
    const space = makeSpace();
    place.moveIn(space);
    store(place, 5000, 1);
    place.moveIn(space);
    expect(at(5000)).toBe(1);
  });

  it("takes a fork in by its pages, and both stay apart", () => {
    const { place, at } = makePlace();
    const parent = makeSpace();
    place.moveIn(parent);
    store(place, 5000, 1);
    place.save();
    const child = parent.fork();
    child.charged = 1;
    place.moveIn(child);
    expect(at(5000)).toBe(1);
    store(place, 5000, 2);
    place.moveIn(parent);
    expect(at(5000)).toBe(1);
  });

  it("forgets: whoever comes next is loaded whole, and nobody is saved", () => {
    const { place, tracker, at } = makePlace();
    const space = makeSpace();
    place.moveIn(space);
    store(place, 5000, 1);
    place.forget();
    place.moveIn(space);
    expect(at(5000)).toBe(0);
    expect(tracker.saves).toBe(0);
  });

  it("reads and writes the program's globals", () => {
    const { place } = makePlace();
    expect(place.readGlobals()).toEqual(prepared.initialGlobals);
    const others = prepared.initialGlobals.map((value) => (typeof value === "bigint" ? 77n : value));
    place.writeGlobals(others);
    expect(place.readGlobals()).toEqual(others);
    expect(others).toContain(77n);
  });
});
