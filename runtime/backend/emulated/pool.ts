/** The places there are. A process that sleeps needs none; one that runs gets the one that holds its memory, or the cheapest. */

import { PAGES_PER_WASM_PAGE } from "../../image/page.ts";
import type { AddressSpace } from "../../image/process-image.ts";
import type { Place } from "./place.ts";

/** The most Wasm pages that all places together may have (2 GiB), unless one process alone needs more. */
const MOST_PAGES = 32_768;

export class PlacePool {
  readonly #places: Place[] = [];
  readonly #bound: number;
  readonly #create: (program: string) => Place;
  #time = 0;

  /** At most `bound` places live at once. */
  constructor(bound: number, create: (program: string) => Place) {
    if (!(bound >= 1)) throw new RangeError(`Cannot make a pool of ${bound} places: it needs at least 1`);
    this.#bound = bound;
    this.#create = create;
  }

  /** A place where this space is resident. */
  take(program: string, space: AddressSpace): Place {
    let place = this.#places.find((candidate) => candidate.space === space);
    if (place === undefined) {
      place = this.#choose(program, space);
      place.moveIn(space);
    }
    place.lastUsed = ++this.#time;
    return place;
  }

  /** The place that holds a space, if one does. */
  holding(space: AddressSpace): Place | undefined {
    return this.#places.find((place) => place.space === space);
  }

  /** Gives up a place whose instance can no longer be trusted. */
  drop(place: Place): void {
    const index = this.#places.indexOf(place);
    if (index >= 0) this.#places.splice(index, 1);
  }

  forgetAll(): void {
    for (const place of this.#places) place.forget();
  }

  #choose(program: string, space: AddressSpace): Place {
    // A larger memory would let a wild pointer go further than in a place of the right size: results would differ.
    const needed = space.pages.size / PAGES_PER_WASM_PAGE;
    const fitting = this.#places.filter((place) => place.program === program && place.roomPages <= needed);
    const free = fitting.filter((place) => place.space === undefined || place.space.charged === 0);
    let place = free.find((candidate) => candidate.roomPages === needed) ?? free[0];
    if (place === undefined && this.#places.length >= this.#bound) place = longestUnused(fitting);
    if (place === undefined) {
      if (this.#places.length >= this.#bound) this.#evict(longestUnused(this.#places));
      place = this.#create(program);
      this.#places.push(place);
    }
    this.#makeRoom(place, needed);
    return place;
  }

  /** Gives up places while all of them together, with this one grown to what is needed, would be too large. */
  #makeRoom(place: Place, needed: number): void {
    for (;;) {
      const others = this.#places.filter((other) => other !== place);
      const pages = others.reduce((sum, other) => sum + other.roomPages, needed);
      if (pages <= MOST_PAGES || others.length === 0) return;
      this.#evict(longestUnused(others));
    }
  }

  #evict(place: Place | undefined): void {
    if (place === undefined) return;
    place.save();
    this.drop(place);
  }
}

function longestUnused(places: readonly Place[]): Place | undefined {
  return places.reduce<Place | undefined>(
    (oldest, place) => (oldest === undefined || place.lastUsed < oldest.lastUsed ? place : oldest),
    undefined,
  );
}
