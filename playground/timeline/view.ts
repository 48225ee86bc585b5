/** Which part of a timeline is seen, and how large: pure arithmetic of zooming and scrolling. Lengths are in pixels. */

/** What a step is wide, and how far the picture is scrolled. The first step begins at 0. */
export interface View {
  readonly scale: number;
  /** What lies to the left of what is seen. */
  readonly left: number;
  readonly width: number;
  readonly top: number;
  readonly height: number;
  /** What a lane is high. */
  readonly row: number;
}

/** What is free above the first lane: its output stands there. */
export const HEADROOM = 8;

/** Below this, steps are drawn together: there is no room for each. */
export const SMALLEST_STEP = 2;

const LARGEST_SCALE = 80;
const SMALLEST_SCALE = 0.002;
/** A scale at which all fits is taken from the beginning, as long as steps are as wide as this. */
const COMFORTABLE = { least: 9, most: 26 };
const ROW = { least: 20, most: 34 };
/** Browsers cannot scroll in what is wider than some ten million pixels. */
const WIDEST = 8_000_000;

/** `fit`: the whole run, always; `comfortable`: as much of it as can be read. */
export type Zoom = "fit" | "comfortable" | number;

export function scaleOf(zoom: Zoom, steps: number, width: number): number {
  const whole = width / Math.max(1, steps);
  if (zoom === "fit") return clamp(whole, SMALLEST_SCALE, COMFORTABLE.most);
  if (zoom === "comfortable") return clamp(whole, COMFORTABLE.least, COMFORTABLE.most);
  return clamp(zoom, Math.min(whole, COMFORTABLE.least), Math.min(LARGEST_SCALE, WIDEST / Math.max(1, steps)));
}

/** Lanes share the height as long as they can be told apart. */
export function rowOf(lanes: number, height: number): number {
  return Math.floor(clamp((height - HEADROOM) / Math.max(1, lanes), ROW.least, ROW.most));
}

/** What lies to the left so that what is at `x` stays where it is when the scale changes. */
export function zoomLeft(left: number, scale: number, newScale: number, x: number): number {
  return Math.max(0, ((left + x) / scale) * newScale - x);
}

/** What must lie to the left for a position to be seen; the same as now, if it is. */
export function follow(position: number, { scale, left, width }: Pick<View, "scale" | "left" | "width">): number {
  const x = position * scale - left;
  const margin = Math.min(width / 6, 3 * scale + 24);
  if (x >= Math.min(margin, position * scale) && x <= width - margin) return left;
  return Math.max(0, position * scale - (x < margin ? width / 3 : (width * 2) / 3));
}

/** What must lie above for a lane to be seen, with what it has written; the same as now, if it is. */
export function followLane(index: number, { top, height, row }: Pick<View, "top" | "height" | "row">): number {
  return Math.max(0, Math.min(index * row, Math.max(top, (index + 1) * row + HEADROOM - height)));
}

/** The first step that is seen, and the one behind the last, as far as there are any. */
export function seenSteps(
  { scale, left, width }: View,
  steps: number,
): { readonly first: number; readonly last: number } {
  return {
    first: clamp(Math.floor(left / scale) - 1, 0, steps),
    last: clamp(Math.ceil((left + width) / scale) + 1, 0, steps),
  };
}

/** The lanes that are seen, from one on and before another. */
export function seenLanes(
  { top, height, row }: View,
  lanes: number,
): { readonly first: number; readonly last: number } {
  return {
    first: clamp(laneAt(0, { top, row }), 0, lanes),
    last: clamp(laneAt(height, { top, row }) + 1, 0, lanes),
  };
}

/** The index of the lane that is drawn so far below the axis. */
export function laneAt(y: number, { top, row }: Pick<View, "top" | "row">): number {
  return Math.floor((y + top - HEADROOM) / row);
}

/** Where a lane has its upper end. */
export function laneTop(index: number, { top, row }: Pick<View, "top" | "row">): number {
  return index * row + HEADROOM - top;
}

/** Steps from tick to tick of the axis, so that numbers have room: 1, 2, 5, 10, 20 ... */
export function tickStep(scale: number): number {
  const least = 44 / scale;
  const power = 10 ** Math.max(0, Math.floor(Math.log10(least)));
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => step >= least) ?? 10 * power;
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
