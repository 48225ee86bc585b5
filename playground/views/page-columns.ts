/**
 * The pages of all processes side by side: a column is a page, the same address in every process, so that what they share is one
 * below the other. Long stretches that are the same all along in each process are folded into one column.
 */
import type { MemoryScene, PageKind, PageRun, Pid } from "../../runtime/index.ts";

export interface PageColumn {
  readonly from: number;
  /** The page behind the last: more than one of them are folded. */
  readonly to: number;
  /** Where it is in its band, and how wide, in cells. */
  readonly at: number;
  readonly width: number;
}

/** Columns that fit beside each other. */
export type PageBand = readonly PageColumn[];

/** A folded column is as wide as so many pages. */
export const FOLD_WIDTH = 6;
/** Longer stretches that nobody has written are folded; of others those above the first of these that leaves not too many columns. */
const MOST_EMPTY = 8;
const MOST_ALIKE = [256, 64, 16];
const MOST_COLUMNS = 1500;

/** How wide all columns are together, in cells. */
export function cellsOf(bands: readonly PageBand[]): number {
  return bands.flat().reduce((sum, { width }) => sum + width, 0);
}

interface BandOptions {
  /** How many cells there are side by side. */
  readonly cells: number;
  /** First pages of stretches that are not folded. */
  readonly unfolded: ReadonlySet<number>;
}

export function pageBands(memories: readonly MemoryScene[], { cells, unfolded }: BandOptions): PageBand[] {
  const stretches = stretchesOf(memories);
  const mostAlike =
    MOST_ALIKE.find((most) => countColumns(stretches, most) <= MOST_COLUMNS) ?? (MOST_ALIKE.at(-1) as number);
  const bands: PageColumn[][] = [[]];
  let at = 0;
  const add = (from: number, to: number, width: number) => {
    if (at > 0 && at + width > cells) {
      bands.push([]);
      at = 0;
    }
    bands.at(-1)?.push({ from, to, at, width });
    at += width;
  };
  for (const stretch of stretches) {
    const { from, to } = stretch;
    if (isLong(stretch, mostAlike) && !unfolded.has(from)) add(from, to, FOLD_WIDTH);
    else for (let page = from; page < to; page++) add(page, page + 1, 1);
  }
  return bands.filter((band) => band.length > 0);
}

interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly isEmpty: boolean;
}

function isLong({ from, to, isEmpty }: Stretch, mostAlike: number): boolean {
  return to - from > (isEmpty ? MOST_EMPTY : mostAlike);
}

function countColumns(stretches: readonly Stretch[], mostAlike: number): number {
  return stretches.reduce((sum, each) => sum + (isLong(each, mostAlike) ? 1 : each.to - each.from), 0);
}

/** From one place where something changes in some process to the next. */
function stretchesOf(memories: readonly MemoryScene[]): Stretch[] {
  const cuts = new Set(memories.flatMap(({ pages }) => pages.flatMap(({ from, to }) => [from, to])));
  const sorted = [...cuts].sort((one, other) => one - other);
  const next = memories.map(() => 0);
  return sorted.slice(0, -1).map((from, i) => {
    const isEmpty = memories.every(({ pages }, m) => {
      while ((pages[next[m] as number]?.to ?? Number.POSITIVE_INFINITY) <= from) (next[m] as number)++;
      const kind = pages[next[m] as number]?.kind;
      return kind === undefined || kind === "zero" || kind === "unmapped";
    });
    return { from, to: sorted[i + 1] as number, isEmpty };
  });
}

/** A part of a process's row in a band: pages of one kind. */
export interface RowPart {
  readonly at: number;
  readonly width: number;
  readonly kind: PageKind;
  /** How many pages it is, if it is folded. */
  readonly folded: number | undefined;
}

/** What a process has in the columns of a band. */
export function partsOf(pages: readonly PageRun[], band: PageBand): RowPart[] {
  const parts: RowPart[] = [];
  for (const { from, to, at, width } of band) {
    const kind = kindAt(pages, from);
    if (kind === undefined) break;
    const last = parts.at(-1);
    const folded = to - from > 1 ? to - from : undefined;
    if (folded === undefined && last?.kind === kind && last.folded === undefined) {
      parts[parts.length - 1] = { ...last, width: last.width + width };
    } else parts.push({ at, width, kind, folded });
  }
  return parts;
}

/** Undefined where the process has no such page. */
export function kindAt(pages: readonly PageRun[], page: number): PageKind | undefined {
  let [low, high] = [0, pages.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((pages[middle] as PageRun).to <= page) low = middle + 1;
    else high = middle;
  }
  return pages[low]?.kind;
}

/** A place in the picture: a process, and a column by its first page. */
export interface PagePlace {
  readonly pid: Pid;
  readonly page: number;
}

/** Where an arrow key leads: along the columns of all bands, up and down from process to process. */
export function neighbourPlace(
  { pid, page }: PagePlace,
  key: string,
  pids: readonly Pid[],
  bands: readonly PageBand[],
): PagePlace | undefined {
  const columns = bands.flat();
  const index = columns.findIndex(({ from, to }) => from <= page && page < to);
  const row = pids.indexOf(pid);
  const toColumn = (to: number) => {
    const column = columns[Math.min(Math.max(to, 0), columns.length - 1)];
    return column === undefined ? undefined : { pid, page: column.from };
  };
  const toRow = (to: number) => {
    const other = pids[to];
    return other === undefined ? undefined : { pid: other, page };
  };
  switch (key) {
    case "ArrowRight":
      return toColumn(index + 1);
    case "ArrowLeft":
      return toColumn(index - 1);
    case "Home":
      return toColumn(0);
    case "End":
      return toColumn(columns.length - 1);
    case "ArrowUp":
      return toRow(row - 1);
    case "ArrowDown":
      return toRow(row + 1);
    default:
      return undefined;
  }
}
