/** The bars of a lane: one path for each thing that a process does, so that a picture is a few elements however long a run is. */
import { LANE_STATES, type Lane, type LaneState } from "./lane.ts";
import { SMALLEST_STEP, seenSteps, type View } from "./view.ts";

export interface Bars {
  /** Paths to be stroked; of `zombie`, outlines. */
  readonly paths: Readonly<Partial<Record<LaneState, string>>>;
  /** Where running is drawn together for several steps: an area, the higher the more of the steps it ran in. */
  readonly area: string | undefined;
  /** Where one step of running ends and the next begins. */
  readonly joints: string | undefined;
}

/** Half of what the bar of running is high. */
export const HALF = 6;
/** Half of what a zombie's outline is high. */
const HOLLOW = 4;
/** Narrower steps have no joints. */
const JOINTED = 5;

/** `y` is the lane's middle, and steps up to `length` are known. */
export function barsOf(lane: Lane, view: View, length: number, y: number): Bars {
  return view.scale < SMALLEST_STEP ? together(lane, view, length, y) : each(lane, view, length, y);
}

function each(lane: Lane, view: View, length: number, y: number): Bars {
  const { scale, left } = view;
  const { first, last } = seenSteps(view, Math.min(length, lane.gone ?? length));
  const paths: Partial<Record<LaneState, string>> = {};
  let joints = "";
  const { spans } = lane;
  for (let index = Math.max(0, lane.spanIndex(first)); index < spans.length; index++) {
    const { from, state } = spans[index] as (typeof spans)[number];
    if (from >= last) break;
    const begin = Math.max(from, first);
    const end = Math.min(spans[index + 1]?.from ?? last, last);
    if (end <= begin) continue;
    const [x, right] = [round(begin * scale - left), round(end * scale - left)];
    const path = state === "zombie" ? `M${x} ${y - HOLLOW}H${right}V${y + HOLLOW}H${x}Z` : `M${x} ${y}H${right}`;
    paths[state] = (paths[state] ?? "") + path;
    if (state !== "running" || scale < JOINTED) continue;
    for (let step = begin + 1; step < end; step++) joints += `M${round(step * scale - left)} ${y - HALF}v${2 * HALF}`;
  }
  return { paths, area: undefined, joints: joints || undefined };
}

/** Columns of two pixels, always at the same steps, so that nothing flickers when the picture is moved. */
function together(lane: Lane, view: View, length: number, y: number): Bars {
  const { scale, left } = view;
  const { first, last } = seenSteps(view, Math.min(length, lane.gone ?? length));
  const wide = SMALLEST_STEP / scale;
  const paths: Partial<Record<LaneState, string>> = {};
  let area = "";
  let line: { state: LaneState; from: number } | undefined;
  const draw = (to: number) => {
    if (line === undefined) return;
    const { state } = line;
    const [x, right] = [round(line.from * SMALLEST_STEP - left), round(to * SMALLEST_STEP - left)];
    const path = state === "zombie" ? `M${x} ${y - HOLLOW}H${right}V${y + HOLLOW}H${x}Z` : `M${x} ${y}H${right}`;
    paths[state] = (paths[state] ?? "") + path;
  };
  const begin = Math.floor(Math.max(first, lane.born) / wide);
  const end = Math.ceil(last / wide);
  for (let column = begin; column < end; column++) {
    const from = Math.max(lane.born, Math.floor(column * wide));
    const to = Math.min(last, Math.max(from + 1, Math.floor((column + 1) * wide)));
    const counts = lane.counts(from, to);
    const ran = (counts[0] ?? 0) / Math.max(1, to - from);
    if (ran > 0) {
      const half = Math.max(1, HALF * ran);
      area += `M${round(column * SMALLEST_STEP - left)} ${round(y - half)}h${SMALLEST_STEP}v${round(2 * half)}h-${SMALLEST_STEP}z`;
    }
    const state = mostOf(counts);
    if (state === line?.state) continue;
    draw(column);
    line = state === undefined ? undefined : { state, from: column };
  }
  draw(end);
  return { paths, area: area || undefined, joints: undefined };
}

/** What it does most when it does not run. */
function mostOf(counts: readonly number[]): LaneState | undefined {
  let most: LaneState | undefined;
  let steps = 0;
  for (const [index, count] of counts.entries()) {
    if (index === 0 || count <= steps) continue;
    most = LANE_STATES[index];
    steps = count;
  }
  return most;
}

/** A tenth of a pixel is as much as one sees. */
export function round(length: number): number {
  return Math.round(length * 10) / 10;
}
