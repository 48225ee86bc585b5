/**
 * Which pages make up an address space: page number -> page, in a tree of three levels that tables share until one of them
 * writes. What was never written is absent and reads as zero pages, so untouched memory costs nothing.
 *
 *     page number   | directory: up to 256 | node: 64 | leaf: 64 |       256 directory slots are 4 GiB
 *
 *     | operation      | cost                                                        |
 *     |----------------|-------------------------------------------------------------|
 *     | get            | three array reads                                           |
 *     | set            | the same; a leaf and its node are copied when shared        |
 *     | share (fork)   | one slot per 16 MiB                                         |
 *     | eachDifference | the same, and what was written in one table and not in both |
 */
import { Page, SHARED, ZERO_PAGE } from "./page.ts";

const BITS = 6;
const SLOTS = 1 << BITS;
const MASK = SLOTS - 1;

/** A part of the tree. Only the table that owns it may change it in place; others copy it first. */
interface Part<Slot> {
  readonly slots: Slot[];
  readonly owner: object;
}

export type Leaf = Part<Page>;
type Node = Part<Leaf | undefined>;

export class PageTable {
  private directory: (Node | undefined)[] = [];
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
    return this.directory[index >> (2 * BITS)]?.slots[(index >> BITS) & MASK]?.slots[index & MASK] ?? ZERO_PAGE;
  }

  set(index: number, page: Page): void {
    if (index < 0 || index >= this.length)
      throw new RangeError(`Cannot set page ${index} of a table of ${this.length}`);
    const node = this.own(this.directory, index >> (2 * BITS), undefined);
    const leaf = this.own(node.slots, (index >> BITS) & MASK, ZERO_PAGE);
    leaf.slots[index & MASK] = page;
  }

  /** Another table of the same pages. Both go on as owners of nothing, and copy a part before they change it. */
  share(): PageTable {
    const other = new PageTable();
    other.directory = this.directory.slice();
    other.length = this.length;
    this.owner = {};
    return other;
  }

  /** A table of the same bytes that shares none of them, but for those of shared objects. */
  copy(): PageTable {
    const other = new PageTable();
    other.grow(this.length);
    this.eachLeaf((first, { slots }) => {
      for (let i = 0; i < SLOTS; i++) {
        const page = slots[i] as Page;
        if (page === ZERO_PAGE) continue;
        other.set(first + i, page.epoch === SHARED ? page : new Page(page.bytes.slice(), page.epoch));
      }
    });
    return other;
  }

  /** Visits each page, in order, whose bytes are others in `other`. Behind the end of a table there are zero pages. */
  eachDifference(other: PageTable, visit: (index: number) => void): void {
    this.compare(other, Number.MAX_SAFE_INTEGER, visit);
  }

  /** How many pages have other bytes in `other`: counts to `most` and no further. */
  differences(other: PageTable, most: number): number {
    return this.compare(other, most, () => {});
  }

  /** Visits each leaf there is, with the number of its first page. Tables that share a leaf visit the same one. */
  eachLeaf(visit: (first: number, leaf: Leaf) => void): void {
    for (let at = 0; at < this.directory.length; at++) {
      const node = this.directory[at];
      if (node === undefined) continue;
      for (let i = 0; i < SLOTS; i++) {
        const leaf = node.slots[i];
        if (leaf !== undefined) visit((at * SLOTS + i) * SLOTS, leaf);
      }
    }
  }

  /** How many pages are not the zero page. */
  get used(): number {
    let count = 0;
    this.eachLeaf((_, { slots }) => {
      for (const page of slots) if (page !== ZERO_PAGE) count++;
    });
    return count;
  }

  private compare({ directory }: PageTable, most: number, visit: (index: number) => void): number {
    let count = 0;
    for (let at = 0; at < this.directory.length || at < directory.length; at++) {
      const [node, otherNode] = [this.directory[at], directory[at]];
      if (node === otherNode) continue;
      for (let i = 0; i < SLOTS; i++) {
        const [leaf, otherLeaf] = [node?.slots[i], otherNode?.slots[i]];
        if (leaf === otherLeaf) continue;
        for (let j = 0; j < SLOTS; j++) {
          const page = leaf === undefined ? ZERO_PAGE : leaf.slots[j];
          const otherPage = otherLeaf === undefined ? ZERO_PAGE : otherLeaf.slots[j];
          if (page === otherPage || (page as Page).bytes === (otherPage as Page).bytes) continue;
          visit((at * SLOTS + i) * SLOTS + j);
          if (++count === most) return count;
        }
      }
    }
    return count;
  }

  /** The part in a slot, made or copied where it is not this table's own. */
  private own<Slot>(slots: (Part<Slot> | undefined)[], at: number, empty: Slot): Part<Slot> {
    const part = slots[at];
    if (part?.owner === this.owner) return part;
    const own = { slots: part?.slots.slice() ?? new Array<Slot>(SLOTS).fill(empty), owner: this.owner };
    while (slots.length < at) slots.push(undefined);
    slots[at] = own;
    return own;
  }
}
