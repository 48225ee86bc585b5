/** What of a timeline is seen, as shapes with places: drawn in the page by `plot.tsx`, into a file by `svg.ts`. */
import { type Bars, barsOf } from "./bars.ts";
import type { Lane } from "./lane.ts";
import type { TimelineModel } from "./model.ts";
import { type PlacedArrow, type PlacedFork, placeArrows, placeFork } from "./place-arrows.ts";
import { middleOf, type PlacedMark, placeMarks, placeWorldMarks } from "./place-marks.ts";
import { seenLanes, seenSteps, tickStep, type View } from "./view.ts";

export interface PlacedLane {
  readonly lane: Lane;
  /** Its middle. */
  readonly y: number;
  readonly bars: Bars;
  readonly marks: readonly PlacedMark[];
  readonly fork: PlacedFork | undefined;
}

export interface Tick {
  readonly x: number;
  /** The step's number as people count them. */
  readonly label: string;
}

export interface Picture {
  readonly lanes: readonly PlacedLane[];
  readonly arrows: readonly PlacedArrow[];
  /** What happened to nobody, at the axis. */
  readonly world: readonly PlacedMark[];
  readonly ticks: readonly Tick[];
}

/** `axis`: where the marks of the axis have their middle. */
export function pictureOf(model: TimelineModel, view: View, axis = 0): Picture {
  const { length } = model;
  const seen = seenLanes(view, model.lanes.length);
  const lanes = model.lanes.slice(seen.first, seen.last);
  const placed = lanes.map((lane) => {
    const y = middleOf(lane, view);
    return {
      lane,
      y,
      bars: barsOf(lane, view, length, y),
      marks: placeMarks(lane.marks, view, length, y),
      fork: placeFork(lane, view),
    };
  });
  return {
    lanes: placed,
    arrows: placeArrows(model.channels, lanes, view, length),
    world: placeWorldMarks(model.world, view, length, axis),
    ticks: ticksOf(view, length),
  };
}

/** In the middle of every so many-th step. */
function ticksOf(view: View, length: number): Tick[] {
  const { scale, left } = view;
  const { first, last } = seenSteps(view, length);
  const by = tickStep(scale);
  const ticks: Tick[] = [];
  for (let number = Math.max(1, Math.ceil((first + 1) / by)) * by; number <= last; number += by) {
    ticks.push({ x: Math.round((number - 0.5) * scale - left), label: String(number) });
  }
  if (first === 0 && by > 1 && length > 0)
    ticks.unshift({ x: Math.max(5, Math.round(0.5 * scale - left)), label: "1" });
  return ticks;
}
