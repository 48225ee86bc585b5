/**
 * What is mapped into an address space, where it may be mapped, and what was stored to it. All in pages of 4 KiB.
 *
 * A guest that maps gives regions of its memory for that (`memory.grow`), and they stay regions: what is in one, and in no
 * mapping, is free. What is in no region is the program's own memory; it becomes a mapping when it is advised or protected.
 */
import { PROT_READ, PROT_WRITE } from "../abi/mapping.ts";
import { PAGES_PER_WASM_PAGE } from "./page.ts";
import type { SharedObject } from "./shared-object.ts";
import { type Span, Spans } from "./spans.ts";

/** What a child of `fork` finds at a mapping: a copy (or what is shared), zeros, or nothing (which reads as zeros here). */
export type AtFork = "keep" | "wipe" | "drop";

/** One range with one meaning. */
export interface Mapping {
  /** The first page, and the one behind the last. */
  from: number;
  to: number;
  /** PROT_READ, PROT_WRITE, PROT_EXEC. */
  protection: number;
  /** May it be made writable? Not where a file is shared that is open only to be read. */
  readonly mayWrite: boolean;
  /** What it shows, and from which of its pages on; undefined for anonymous memory of its own. */
  readonly object: SharedObject | undefined;
  at: number;
  /** Are stores seen by others? Where not, the object is what the memory was made of. */
  readonly shared: boolean;
  /** Which of the object's changes are in the address space: `SharedObject.position`. */
  seen: number;
  atFork: AtFork;
}

/** A store that the guest was not allowed to make, found when it stopped. */
export interface Violation {
  readonly page: number;
  readonly why: "read-only" | "behind the end of its file";
}

export class Mappings {
  /** Sorted; none overlap. */
  readonly list: Mapping[] = [];
  readonly regions = new Spans();
  readonly locked = new Spans();
  /** Is what will be mapped locked, too (MCL_FUTURE)? */
  lockFuture = false;
  /** How many mappings are shared, and how many of those show files. */
  shared = 0;
  files = 0;
  /** Which changes of shared objects are in the address space: `Changes.count`. */
  seen = -1;
  /** Pages that were stored to and that are shared, or may not be written. */
  readonly stored: number[] = [];
  violation: Violation | undefined = undefined;

  /** The mapping that has this page. */
  find(page: number): Mapping | undefined {
    const mapping = this.list[this.indexOf(page)];
    return mapping !== undefined && mapping.from <= page ? mapping : undefined;
  }

  /** Those with pages in a range, as they are. */
  touching(from: number, to: number): readonly Mapping[] {
    let last = this.indexOf(from);
    const first = last;
    while ((this.list[last]?.from ?? to) < to) last++;
    return this.list.slice(first, last);
  }

  /** The guest, or the kernel for it, has stored to a page. */
  noteStore(page: number): void {
    const mapping = this.find(page);
    if (mapping !== undefined && isWatched(mapping)) this.stored.push(page);
  }

  /** Those with pages in a range, with what is outside of the range cut off from them. */
  carve(from: number, to: number): Mapping[] {
    this.split(from);
    this.split(to);
    return this.list.slice(this.indexOf(from), this.indexOf(to));
  }

  /** Takes all mappings out of a range. */
  remove(from: number, to: number): Mapping[] {
    const removed = this.carve(from, to);
    if (removed.length === 0) return removed;
    this.list.splice(this.indexOf(from), removed.length);
    for (const mapping of removed) this.count(mapping, -1);
    return removed;
  }

  /** Adds one to a range where there is none. */
  insert(mapping: Mapping): void {
    this.list.splice(this.indexOf(mapping.from), 0, mapping);
    this.count(mapping, 1);
  }

  /** As `carve`, where the program's own memory counts as a mapping. Undefined where there is neither in a part of the range. */
  cover(from: number, to: number): Mapping[] | undefined {
    if (!this.isCovered(from, to)) return undefined;
    let page = from;
    for (const mapping of this.carve(from, to)) {
      if (page < mapping.from) this.insert(ownMemory(page, mapping.from));
      page = mapping.to;
    }
    if (page < to) this.insert(ownMemory(page, to));
    return this.carve(from, to);
  }

  /** Is every page of a range in a mapping, or the program's own memory? */
  isCovered(from: number, to: number): boolean {
    return this.regions.within(from, to).every((part) => {
      let page = part.from;
      for (let i = this.indexOf(page); i < this.list.length && page < part.to; i++) {
        const mapping = this.list[i] as Mapping;
        if (mapping.from > page) return false;
        page = mapping.to;
      }
      return page >= part.to;
    });
  }

  /** Is the whole range free to be mapped to? */
  isFree({ from, to }: Span): boolean {
    const isRegion = this.regions.list.some((region) => region.from <= from && region.to >= to);
    return isRegion && (this.list[this.indexOf(from)]?.from ?? to) >= to;
  }

  /** The first free range of so many pages, at the beginning of a Wasm page; undefined where there is none. */
  findFree(pages: number): Span | undefined {
    for (const region of this.regions.list) {
      let from = alignUp(region.from);
      for (let i = this.indexOf(from); from + pages <= region.to; i++) {
        const next = this.list[i];
        if (next === undefined || next.from >= from + pages) return { from, to: from + pages };
        from = alignUp(next.to);
      }
    }
    return undefined;
  }

  /** The smallest range with all shared mappings. */
  get sharedSpan(): Span {
    const shared = this.list.filter((mapping) => mapping.shared);
    return { from: shared[0]?.from ?? 0, to: shared.at(-1)?.to ?? 0 };
  }

  /** The first mapping that ends behind a page: its index in the list. */
  private indexOf(page: number): number {
    let [low, high] = [0, this.list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.list[middle] as Mapping).to <= page) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Makes a mapping begin at this page, if one goes over it. */
  private split(page: number): void {
    const index = this.indexOf(page);
    const mapping = this.list[index];
    if (mapping === undefined || mapping.from >= page) return;
    const rest = { ...mapping, from: page, at: mapping.at + page - mapping.from };
    mapping.object?.retain();
    mapping.to = page;
    this.list.splice(index + 1, 0, rest);
    this.count(rest, 1);
  }

  private count({ shared, object }: Mapping, by: number): void {
    if (!shared) return;
    this.shared += by;
    if (object?.backing !== undefined) this.files += by;
  }
}

/** A page of what processes share. */
export interface SharedPage {
  readonly object: SharedObject;
  readonly page: number;
}

/** What a page shows that others may see, too; undefined where it is the process's own. */
export function shownAt(mappings: Mappings | undefined, page: number): SharedPage | undefined {
  const mapping = mappings?.find(page);
  if (mapping?.shared !== true || mapping.object === undefined) return undefined;
  return { object: mapping.object, page: mapping.at + page - mapping.from };
}

/** At which page of a process it is seen; undefined where it is not. */
export function whereShown(mappings: Mappings | undefined, { object, page }: SharedPage): number | undefined {
  const mapping = mappings?.list.find(
    ({ object: other, shared, at, from, to }) => other === object && shared && at <= page && page < at + to - from,
  );
  return mapping === undefined ? undefined : mapping.from + page - mapping.at;
}

/** Does it matter that somebody stores to it? */
export function isWatched({ shared, protection }: Mapping): boolean {
  return shared || (protection & PROT_WRITE) === 0;
}

function ownMemory(from: number, to: number): Mapping {
  const protection = PROT_READ | PROT_WRITE;
  return { from, to, protection, mayWrite: true, object: undefined, at: 0, shared: false, seen: 0, atFork: "keep" };
}

function alignUp(page: number): number {
  return Math.ceil(page / PAGES_PER_WASM_PAGE) * PAGES_PER_WASM_PAGE;
}

/** How many of a space's `size` pages are in use: all but those regions, or parts of regions, in which nothing is mapped. */
export function usedPages({ list, regions }: Mappings, size: number): number {
  return size - regions.size + list.reduce((sum, { from, to }) => sum + to - from, 0);
}
