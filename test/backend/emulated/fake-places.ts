/** Places without instances, and a pool of them: what a pool decides is seen without running anything. */
import { PAGE_SIZE } from "../../../runtime/abi/layout.ts";
import type { Place } from "../../../runtime/backend/emulated/place.ts";
import { PlacePool } from "../../../runtime/backend/emulated/pool.ts";
import { AddressSpace } from "../../../runtime/image/address-space.ts";
import { PAGES_PER_WASM_PAGE, Page } from "../../../runtime/image/page.ts";
import { PageTable } from "../../../runtime/image/page-table.ts";

/** A place without an instance: it knows what it would hold, and writes down what happens to it. */
export class FakePlace {
  space: AddressSpace | undefined;
  known = new PageTable();
  readonly log: string[] = [];
  readonly memory = {
    roomPages: 0,
    distance: (table: PageTable, most: number) => this.known.differences(table, most),
    makeRoom: (wasmPages: number) => {
      if (wasmPages > FakePlace.most) throw new RangeError("no memory");
      this.memory.roomPages = Math.max(this.memory.roomPages, wasmPages);
    },
  };
  /** What the engine has. */
  static most = 65_536;

  constructor(readonly program: string) {}

  moveIn(space: AddressSpace): void {
    this.log.push(this.space === undefined ? "in" : "exchange");
    this.space = space;
    this.known = space.pages.share();
  }

  moveOut(): void {
    if (this.space !== undefined) this.log.push("out");
    this.space = undefined;
  }

  forget(): void {
    this.space = undefined;
  }
}

export function makePool(bound: number) {
  const made: FakePlace[] = [];
  const pool = new PlacePool(bound, (program) => {
    const place = new FakePlace(program);
    made.push(place);
    return place as unknown as Place;
  });
  return { pool, made };
}

/** A space that has written so many of its pages itself, so many Wasm pages large. */
export function spaceOf(wasmPages: number, written = 0): AddressSpace {
  const table = new PageTable();
  table.grow(wasmPages * PAGES_PER_WASM_PAGE);
  const space = new AddressSpace(table, 100, { marked: true });
  space.epoch = 1;
  write(space, written);
  return space;
}

export function write(space: AddressSpace, pages: number): void {
  for (let i = 0; i < pages; i++) space.pages.set(i, new Page(new Uint8Array(PAGE_SIZE), 1));
  space.resident = space.pages.used;
}

export const end = (space: AddressSpace) => {
  space.users = 0;
};
