/**
 * Who has which version of a page. Page tables share whole leaves, and leaves share pages: so the leaves are gathered first that
 * there are at each place, and a page is looked for only in those.
 */
import type { AddressSpace } from "../image/address-space.ts";
import type { Leaf } from "../image/page-table.ts";
import type { World } from "./world.ts";

export class PageVersions {
  /** At the number of its first page: the leaves that address spaces have there. */
  readonly #places = new Map<number, Leaf[]>();
  /** How many spaces have a leaf. */
  readonly #spaces = new Map<Leaf, number>();

  /** Of all spaces in which processes run and whose stores leave marks: of the others, every page is their own. */
  constructor(world: World) {
    for (const { marked, pages } of spacesOf(world)) {
      if (marked) pages.eachLeaf((first, leaf) => this.#add(first, leaf));
    }
  }

  /** The leaves of each place. */
  get leaves(): Iterable<readonly Leaf[]> {
    return this.#places.values();
  }

  /** Has only one space this leaf? */
  isOwn(leaf: Leaf): boolean {
    return this.#spaces.get(leaf) === 1;
  }

  /** The leaves at the place that begins with page `first`. */
  leavesAt(first: number): readonly Leaf[] {
    return this.#places.get(first) ?? [];
  }

  #add(first: number, leaf: Leaf): void {
    const count = this.#spaces.get(leaf) ?? 0;
    this.#spaces.set(leaf, count + 1);
    if (count > 0) return;
    const leaves = this.#places.get(first);
    if (leaves === undefined) this.#places.set(first, [leaf]);
    else leaves.push(leaf);
  }
}

/** Has one of these leaves, but for one of them, this version of a page? */
export function hasVersion(leaves: readonly Leaf[], except: Leaf, slot: number, epoch: number): boolean {
  for (let i = 0; i < leaves.length; i++) {
    const leaf = leaves[i] as Leaf;
    if (leaf !== except && leaf.slots[slot]?.epoch === epoch) return true;
  }
  return false;
}

/** Each space once, in the order of its first process. */
export function spacesOf(world: World): Set<AddressSpace> {
  const spaces = new Set<AddressSpace>();
  for (const { image } of world.processes.values()) if (image !== undefined) spaces.add(image.space);
  return spaces;
}
