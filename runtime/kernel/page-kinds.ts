/** What each page of an address space is at this moment, as runs of pages that are alike: exactly what `memory-usage.ts` counts. */
import type { AddressSpace } from "../image/address-space.ts";
import type { Mappings } from "../image/mappings.ts";
import { type Page, SHARED, ZERO_PAGE } from "../image/page.ts";
import type { Leaf } from "../image/page-table.ts";
import type { Span } from "../image/spans.ts";
import { hasVersion, type PageVersions } from "./page-versions.ts";

/**
 * `zero`: never written. `program`: as it was when the program began. `private`: written, and nobody else has this version.
 * `shared`: it and others have this version since a fork; the first who writes gets one of its own. `mapped`: mapped shared, one
 * memory for all who map it. `unmapped`: given for mappings, and in none: not to be used.
 */
export type PageKind = "zero" | "program" | "private" | "shared" | "mapped" | "unmapped";

export interface PageRun {
  readonly from: number;
  readonly to: number;
  readonly kind: PageKind;
}

export class PageKinds {
  readonly #versions: PageVersions;
  /** Of leaves that several spaces have, what is in them: it is the same in all. From the leaf's first page on. */
  readonly #known = new Map<Leaf, readonly PageRun[]>();

  /** For as long as the world stays as it is. */
  constructor(versions: PageVersions) {
    this.#versions = versions;
  }

  /** From the first page to the last. */
  runsOf(space: AddressSpace): readonly PageRun[] {
    const { pages, marked, mappings } = space;
    const runs = new Runs(mappings, marked ? "zero" : "private");
    let at = 0;
    pages.eachLeaf((first, leaf) => {
      runs.fill(at, first);
      for (const { from, to, kind } of this.#runsIn(space, first, leaf)) {
        if (first + from < pages.size) runs.add(first + from, Math.min(first + to, pages.size), kind);
      }
      at = Math.min(first + leaf.slots.length, pages.size);
    });
    runs.fill(at, pages.size);
    return runs.list;
  }

  #runsIn(space: AddressSpace, first: number, leaf: Leaf): readonly PageRun[] {
    if (!space.marked) return toRuns(leaf.slots.map(unmarkedKind));
    if (this.#versions.isOwn(leaf)) return toRuns(kindsInOwn(leaf, this.#versions.leavesAt(first), space.epoch));
    let runs = this.#known.get(leaf);
    if (runs === undefined) {
      runs = toRuns(leaf.slots.map((page) => markedKind(page) ?? "shared"));
      this.#known.set(leaf, runs);
    }
    return runs;
  }
}

/** Of a leaf that nobody else has; what was written in the space's own epoch, nobody else can have. */
function kindsInOwn(leaf: Leaf, leaves: readonly Leaf[], own: number): PageKind[] {
  const { slots } = leaf;
  const kinds: PageKind[] = [];
  for (let slot = 0; slot < slots.length; slot++) {
    const page = slots[slot] as Page;
    const isPrivate = page.epoch === own || !hasVersion(leaves, leaf, slot, page.epoch);
    kinds.push(markedKind(page) ?? (isPrivate ? "private" : "shared"));
  }
  return kinds;
}

function toRuns(kinds: readonly PageKind[]): PageRun[] {
  const runs: PageRun[] = [];
  let from = 0;
  for (let slot = 1; slot <= kinds.length; slot++) {
    const kind = kinds[from] as PageKind;
    if (kinds[slot] === kind) continue;
    runs.push({ from, to: slot, kind });
    from = slot;
  }
  return runs;
}

function unmarkedKind({ epoch }: Page): PageKind {
  return epoch === SHARED ? "mapped" : "private";
}

/** Undefined where it was written. */
function markedKind(page: Page): PageKind | undefined {
  if (page === ZERO_PAGE) return "zero";
  if (page.epoch === 0) return "program";
  return page.epoch === SHARED ? "mapped" : undefined;
}

/** Takes ranges in order. What nobody has written, and is not mapped where things are to be mapped, is cut out of them. */
class Runs {
  readonly list: { from: number; to: number; kind: PageKind }[] = [];
  readonly #empty: PageKind;
  readonly #gaps: readonly Span[];
  #nextGap = 0;

  constructor(mappings: Mappings | undefined, empty: PageKind) {
    this.#empty = empty;
    this.#gaps = mappings === undefined ? [] : gapsOf(mappings);
  }

  /** Adds pages that were never written. */
  fill(from: number, to: number): void {
    if (from < to) this.add(from, to, this.#empty);
  }

  add(from: number, to: number, kind: PageKind): void {
    let at = from;
    while (at < to && kind === this.#empty) {
      const gap = this.#gaps[this.#nextGap];
      if (gap === undefined || gap.from >= to) break;
      if (at < gap.from) this.#append(at, gap.from, kind);
      const [begin, end] = [Math.max(at, gap.from), Math.min(to, gap.to)];
      if (begin < end) this.#append(begin, end, "unmapped");
      at = Math.max(at, end);
      if (gap.to <= to) this.#nextGap++;
      else break;
    }
    if (at < to) this.#append(at, to, kind);
  }

  #append(from: number, to: number, kind: PageKind): void {
    const last = this.list.at(-1);
    if (last?.kind === kind && last.to === from) last.to = to;
    else this.list.push({ from, to, kind });
  }
}

/** The parts of regions in which nothing is mapped. */
function gapsOf(mappings: Mappings): Span[] {
  const gaps: Span[] = [];
  for (const region of mappings.regions.list) {
    let at = region.from;
    for (const { from, to } of mappings.touching(region.from, region.to)) {
      if (at < from) gaps.push({ from: at, to: from });
      at = to;
    }
    if (at < region.to) gaps.push({ from: at, to: region.to });
  }
  return gaps;
}
