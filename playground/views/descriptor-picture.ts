/**
 * Where everything of the three layers is drawn: three columns of boxes, and the lines from descriptors to open files to inodes.
 * Processes are in the order of their pids; what they lead to is sorted by where it is led to from, so that lines cross little.
 */
import type { DescriptorModel, EntryKey, InodeEntry, OpenFileEntry, ProcessEntry } from "./descriptor-model.ts";
import { stackBoxes } from "./stack-boxes.ts";

export interface Box {
  readonly key: EntryKey;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly from: EntryKey;
  readonly to: EntryKey;
  /** As `d` of an SVG path. */
  readonly path: string;
}

export interface DescriptorPicture {
  readonly width: number;
  readonly height: number;
  readonly boxes: ReadonlyMap<EntryKey, Box>;
  readonly lines: readonly Line[];
  /** The columns' left edges and widths. */
  readonly columns: readonly { readonly x: number; readonly width: number }[];
  /** Entries from top to bottom: open files, inodes. */
  readonly openFiles: readonly OpenFileEntry[];
  readonly inodes: readonly InodeEntry[];
}

export const HEADER = 30;
export const ROW = 24;
const GAP = 12;
const LEAST_WIDTH = 640;

export function descriptorPicture(model: DescriptorModel, wanted: number): DescriptorPicture {
  const width = Math.max(LEAST_WIDTH, wanted);
  const columns = columnsOf(width);
  const [left, middle, right] = columns;
  const boxes = new Map<EntryKey, Box>();
  const lines: Line[] = [];
  const middleOf = (key: EntryKey) => {
    const box = boxes.get(key);
    return box === undefined ? 0 : box.y + box.height / 2;
  };

  let y = 0;
  const sources = new Map<EntryKey, EntryKey[]>();
  const lead = (from: EntryKey, to: EntryKey) => sources.set(to, [...(sources.get(to) ?? []), from]);
  for (const entry of model.processes) {
    const height = heightOfProcess(entry);
    boxes.set(entry.key, { key: entry.key, ...left, y, height });
    entry.descriptors.forEach(({ key, openFile }, i) => {
      boxes.set(key, { key, ...left, y: y + HEADER + i * ROW, height: ROW });
      lead(key, `file ${openFile}`);
    });
    y += height + GAP;
  }

  const place = <T extends { readonly key: EntryKey }>(
    entries: readonly T[],
    column: { readonly x: number; readonly width: number },
    heightOf: (entry: T) => number,
  ): T[] => {
    const wishes = entries
      .map((entry) => ({ entry, height: heightOf(entry), middle: mean((sources.get(entry.key) ?? []).map(middleOf)) }))
      .sort((one, other) => one.middle - other.middle);
    const tops = stackBoxes(wishes, GAP);
    wishes.forEach(({ entry: { key }, height }, i) => {
      boxes.set(key, { key, ...column, y: tops[i] ?? 0, height });
    });
    for (const { entry } of wishes) lines.push(...linesTo(entry.key, sources.get(entry.key) ?? [], boxes));
    return wishes.map(({ entry }) => entry);
  };
  const openFiles = place(model.openFiles, middle, heightOfFile);
  for (const { key, file } of openFiles) lead(key, `inode ${file.inode}`);
  const inodes = place(model.inodes, right, heightOfInode);

  const height = Math.max(0, ...[...boxes.values()].map((box) => box.y + box.height));
  return { width, height, boxes, lines, columns, openFiles, inodes };
}

/** Lines that come to the same box do not meet before it. */
function linesTo(to: EntryKey, from: readonly EntryKey[], boxes: ReadonlyMap<EntryKey, Box>): Line[] {
  const target = boxes.get(to);
  if (target === undefined) return [];
  const starts = from
    .flatMap((key) => boxes.get(key) ?? [])
    .sort((one, other) => one.y + one.height / 2 - (other.y + other.height / 2));
  return starts.map((start, i) => {
    const [x1, y1] = [start.x + start.width, start.y + start.height / 2];
    const [x2, y2] = [target.x, target.y + (target.height * (i + 1)) / (starts.length + 1)];
    const bend = (x2 - x1) / 2;
    return { from: start.key, to, path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}` };
  });
}

type Column = { readonly x: number; readonly width: number };

function columnsOf(width: number): readonly [Column, Column, Column] {
  const gap = Math.min(96, Math.round(width * 0.08));
  const left = Math.round(Math.min(220, width * 0.23));
  const middle = Math.round(Math.min(280, (width - left - 2 * gap) * 0.46));
  const right = Math.min(320, width - left - middle - 2 * gap);
  return [
    { x: 0, width: left },
    { x: left + gap, width: middle },
    { x: left + middle + 2 * gap, width: right },
  ];
}

function heightOfProcess({ descriptors, folded, alike }: ProcessEntry): number {
  return HEADER + (descriptors.length + (folded.length > 0 ? 1 : 0) + (alike.length > 0 ? 1 : 0)) * ROW + 4;
}

function heightOfFile({ holders }: OpenFileEntry): number {
  return holders.size > 1 ? 70 : 46;
}

function heightOfInode({ inode }: InodeEntry): number {
  if (inode.kind === "pipe") return 82;
  if (inode.kind === "file") return 46 + 18 * inode.locks.length;
  return inode.kind === "terminal" || inode.kind === "stream" ? 46 : 32;
}

function mean(numbers: readonly number[]): number {
  return numbers.length === 0 ? 0 : numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}

export type Direction = "up" | "down" | "left" | "right";

/** Where an arrow key leads from an entry: up and down in its column, right and left along the lines. */
export function neighbourOf(picture: DescriptorPicture, key: EntryKey, direction: Direction): EntryKey | undefined {
  const here = picture.boxes.get(key);
  if (here === undefined) return undefined;
  if (direction === "right") return picture.lines.find((line) => line.from === key)?.to;
  if (direction === "left") return picture.lines.find((line) => line.to === key)?.from;
  const column = [...picture.boxes.values()].filter(({ x }) => x === here.x).sort((one, other) => one.y - other.y);
  return column[column.findIndex((box) => box.key === key) + (direction === "down" ? 1 : -1)]?.key;
}
