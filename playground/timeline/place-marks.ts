/** Where marks are drawn: what there is no room for is left out, the least telling first. */
import type { Lane } from "./lane.ts";
import { lowerBound } from "./lower-bound.ts";
import type { Mark, MarkKind, Marks } from "./marks.ts";
import { laneTop, seenSteps, type View } from "./view.ts";

export interface PlacedMark {
  readonly kind: MarkKind;
  readonly step: number;
  readonly x: number;
  readonly y: number;
}

/** What a mark takes. */
const SIZE = 12;

/** Output stands above the bar and copied pages below it: both come often, and hide nothing there. */
const OFFSETS: Partial<Record<MarkKind, number>> = { output: -11, fault: 11 };

/** Nobody has these: they stand at the axis, where numbers are above them. */
export function placeWorldMarks(marks: Marks, view: View, length: number, y: number): PlacedMark[] {
  return placeRow(marks, marks.kinds, view, length, y);
}

export function placeMarks(marks: Marks, view: View, length: number, y: number): PlacedMark[] {
  const placed: PlacedMark[] = [];
  const rows = new Map<number, MarkKind[]>();
  for (const kind of marks.kinds) {
    const offset = OFFSETS[kind] ?? 0;
    rows.set(offset, [...(rows.get(offset) ?? []), kind]);
  }
  for (const [offset, kinds] of rows) placed.push(...placeRow(marks, kinds, view, length, y + offset));
  return placed;
}

/** A cell is a step, or as many as a mark needs room; in each as many marks stand side by side as it has room for. */
function placeRow(marks: Marks, kinds: readonly MarkKind[], view: View, length: number, y: number): PlacedMark[] {
  const { scale, left } = view;
  const { first, last } = seenSteps(view, length);
  const wide = Math.max(1, SIZE / scale);
  const room = Math.max(1, Math.floor((wide * scale) / SIZE));
  const cells = new Map<number, Mark[]>();
  for (const kind of kinds) {
    const list = marks.of(kind);
    for (let index = lowerBound(list, first, stepOf); index < list.length; ) {
      const mark = list[index] as Mark;
      if (mark.step >= last) break;
      const cell = Math.floor(mark.step / wide);
      const there = cells.get(cell) ?? [];
      if (there.length < room) cells.set(cell, [...there, mark]);
      // One of a kind is enough where several steps are one cell: on to the next cell.
      index = wide === 1 ? index + 1 : lowerBound(list, Math.floor((cell + 1) * wide), stepOf, index + 1);
    }
  }
  return [...cells].flatMap(([cell, found]) =>
    found.map(({ kind, step }, index) => {
      const x = wide === 1 ? (cell + (index + 1) / (found.length + 1)) * scale : (step + 0.5) * scale;
      return { kind, step, x: Math.round(x - left), y };
    }),
  );
}

function stepOf({ step }: Mark): number {
  return step;
}

export function middleOf({ index }: Lane, view: View): number {
  return Math.round(laneTop(index, view) + view.row / 2);
}
