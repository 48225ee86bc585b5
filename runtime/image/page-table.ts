/**
 * Which pages make up an address space: page number -> page, in leaves of 64 that tables share until one of them writes.
 * A leaf that was never written is absent and reads as zero pages, so untouched memory costs nothing.
 *
 *     | operation     | cost                                        |
 *     |---------------|---------------------------------------------|
 *     | get           | two array reads                             |
 *     | set           | the same, and one leaf copied when shared   |
 *     | share (fork)  | one slot per 64 pages                       |
 */
import { type Page, ZERO_PAGE } from "./page.ts";

const LEAF_BITS = 6;
const LEAF_SIZE = 1 << LEAF_BITS;
const LEAF_MASK = LEAF_SIZE - 1;

interface Leaf {
  readonly pages: Page[];
  /** The table that may change this leaf in place; others copy it first. */
  owner: object;
}

export class PageTable {
  private leaves: (Leaf | undefined)[] = [];
  private owner: object = {};
  private length = 0;

  /** How many pages the address space has. */
  get size(): number {
    return this.length;
  }

  /** Grows the address space with zero pages. It never shrinks: Wasm memory does not. */
  grow(size: number): void {
    if (size < this.length) throw new RangeError(`Cannot shrink a page table from ${this.length} to ${size} pages`);
    this.length = size;
  }

  get(index: number): Page {
    return this.leaves[index >> LEAF_BITS]?.pages[index & LEAF_MASK] ?? ZERO_PAGE;
  }

  set(index: number, page: Page): void {
    if (index < 0 || index >= this.length)
      throw new RangeError(`Cannot set page ${index} of a table of ${this.length}`);
    const at = index >> LEAF_BITS;
    let leaf = this.leaves[at];
    if (leaf === undefined) {
      leaf = { pages: new Array<Page>(LEAF_SIZE).fill(ZERO_PAGE), owner: this.owner };
      while (this.leaves.length < at) this.leaves.push(undefined);
      this.leaves[at] = leaf;
    } else if (leaf.owner !== this.owner) {
      leaf = { pages: leaf.pages.slice(), owner: this.owner };
      this.leaves[at] = leaf;
    }
    leaf.pages[index & LEAF_MASK] = page;
  }

  /** Another table of the same pages. Both go on as owners of nothing, and copy a leaf before they change it. */
  share(): PageTable {
    const other = new PageTable();
    other.leaves = this.leaves.slice();
    other.length = this.length;
    this.owner = {};
    return other;
  }

  /** How many pages are not the zero page. */
  get used(): number {
    let count = 0;
    for (const leaf of this.leaves) for (const page of leaf?.pages ?? []) if (page !== ZERO_PAGE) count++;
    return count;
  }
}
