/**
 * The places there are. A process that sleeps needs none; one that runs gets the place that holds its memory, or else the one
 * whose memory differs least from it.
 *
 * A process that keeps losing its place to others pays for it each time it comes back. When it has paid as much as a place of its
 * own would have cost, it gets one: so two processes that take turns soon stop copying, and it never costs more than twice the
 * best (the ski rental problem).
 */

import type { AddressSpace } from "../../image/address-space.ts";
import { PAGES_PER_WASM_PAGE } from "../../image/page.ts";
import type { Place } from "./place.ts";

/** The most Wasm pages that all places together may have (2 GiB), unless one process alone needs more. */
const MOST_PAGES = 32_768;

/** What a new instance costs, in pages copied. */
const INSTANCE_COST = 256;

/** With so few pages to copy, to look for a better place would take longer. */
const FEW = 8;

export class PlacePool {
  /** The one that was used last is the last. */
  readonly #places: Place[] = [];
  readonly #holding = new Map<AddressSpace, Place>();
  /** How many pages have been copied for a space that had lost its place. */
  #paid = new WeakMap<AddressSpace, number>();
  readonly #bound: number;
  readonly #create: (program: string) => Place;

  /** At most `bound` places live at once. */
  constructor(bound: number, create: (program: string) => Place) {
    if (!(bound >= 1)) throw new RangeError(`Cannot make a pool of ${bound} places: it needs at least 1`);
    this.#bound = bound;
    this.#create = create;
  }

  /** A place where this space is resident. */
  take(program: string, space: AddressSpace): Place {
    let place = this.#holding.get(space);
    if (place === undefined) {
      place = this.#choose(program, space);
      if (place.space !== undefined) this.#holding.delete(place.space);
      this.#enlarge(place, space);
      place.moveIn(space);
      this.#holding.set(space, place);
    } else this.#enlarge(place, space);
    if (this.#places[this.#places.length - 1] !== place) {
      this.#places.splice(this.#places.indexOf(place), 1);
      this.#places.push(place);
    }
    return place;
  }

  /** The place that holds a space, if one does. */
  holding(space: AddressSpace): Place | undefined {
    return this.#holding.get(space);
  }

  /** Gives up a place. */
  drop(place: Place): void {
    if (place.space !== undefined) this.#holding.delete(place.space);
    const index = this.#places.indexOf(place);
    if (index >= 0) this.#places.splice(index, 1);
  }

  /** No space is resident anywhere from now on, and none is saved. */
  forgetAll(): void {
    for (const place of this.#places) place.forget();
    this.#holding.clear();
    this.#paid = new WeakMap();
  }

  #choose(program: string, space: AddressSpace): Place {
    const { place: nearest, cost } = this.#nearest(program, space);
    const isFull = this.#places.length >= this.#bound;
    if (nearest !== undefined) {
      const paid = cost + (this.#paid.get(space) ?? 0);
      const isFree = nearest.space === undefined || nearest.space.users === 0;
      if (isFree || isFull || paid < INSTANCE_COST + space.resident) {
        this.#paid.set(space, paid);
        return nearest;
      }
    }
    this.#paid.delete(space);
    if (isFull) this.#evict(this.#places[0]);
    const place = this.#create(program);
    this.#places.push(place);
    this.#makeWay(place, space.room);
    return place;
  }

  /** The place that differs least from a space, and how many pages it would take to make them equal. */
  #nearest(program: string, space: AddressSpace): { place: Place | undefined; cost: number } {
    let place: Place | undefined;
    let cost = Number.POSITIVE_INFINITY;
    for (let i = this.#places.length - 1; i >= 0 && cost > FEW; i--) {
      const candidate = this.#places[i] as Place;
      // In a larger memory a stray pointer would go further than in one of the right size: results would differ.
      if (candidate.program !== program || candidate.memory.roomPages > space.room) continue;
      const distance = candidate.memory.distance(space.pages, cost);
      if (distance < cost) [place, cost] = [candidate, distance];
    }
    return { place, cost };
  }

  /** Gives a place the size that a space needs; what its relatives have had beyond that, only if the engine has it to give. */
  #enlarge(place: Place, { room, pages }: AddressSpace): void {
    const { memory } = place;
    if (memory.roomPages >= room) return;
    this.#makeWay(place, room);
    try {
      memory.makeRoom(room);
    } catch {
      memory.makeRoom(pages.size / PAGES_PER_WASM_PAGE);
    }
  }

  /** Gives up places while all of them together, with this one grown to what is needed, would be too large. */
  #makeWay(place: Place, needed: number): void {
    for (;;) {
      const others = this.#places.filter((other) => other !== place);
      const pages = others.reduce((sum, other) => sum + other.memory.roomPages, needed);
      if (pages <= MOST_PAGES || others.length === 0) return;
      this.#evict(others[0]);
    }
  }

  #evict(place: Place | undefined): void {
    if (place === undefined) return;
    this.drop(place);
    place.moveOut();
  }
}
