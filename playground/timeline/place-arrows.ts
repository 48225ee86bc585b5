/** Curves from lane to lane: forks, and what is sent. */
import { HALF, round } from "./bars.ts";
import type { Arrow, ArrowKind, Channel, Channels } from "./channels.ts";
import type { Lane } from "./lane.ts";
import { lowerBound } from "./lower-bound.ts";
import { middleOf } from "./place-marks.ts";
import { SMALLEST_STEP, seenSteps, type View } from "./view.ts";

export interface PlacedArrow {
  readonly kind: ArrowKind;
  readonly from: Lane;
  readonly to: Lane;
  readonly arrow: Arrow;
  /** The line, and its head. */
  readonly path: string;
  readonly head: string;
}

export interface PlacedFork {
  readonly child: Lane;
  readonly path: string;
}

/** Arrows between the same two lanes have at least so many pixels from one to the next: more where steps are drawn together. */
const APART = { each: 9, together: 20 };
const CORNER = 12;

/** Those that begin or end at these lanes, as far as they are seen. */
export function placeArrows(channels: Channels, lanes: readonly Lane[], view: View, length: number): PlacedArrow[] {
  const seen = new Set(lanes.flatMap((lane) => channels.of(lane)));
  return [...seen].flatMap((channel) => placeChannel(channel, view, length));
}

function placeChannel(channel: Channel, view: View, length: number): PlacedArrow[] {
  const { arrows, from, to, kind } = channel;
  const { first, last } = seenSteps(view, length);
  const { each, together } = APART;
  const wide = Math.max(1, (view.scale < SMALLEST_STEP ? together : each) / view.scale);
  const placed: PlacedArrow[] = [];
  for (let index = lowerBound(arrows, first, cameIn); index < arrows.length; ) {
    const arrow = arrows[index] as Arrow;
    if (arrow.sent >= last) break;
    placed.push({ kind, from, to, arrow, ...draw(channel, arrow, view) });
    // The next one that stands off this one at its beginning or at its end.
    const [sent, came] = [cellEnd(arrow.sent, wide), cellEnd(arrow.came, wide)];
    const next = lowerBound(arrows, sent, sentIn, index + 1);
    index = Math.min(next, lowerBound(arrows, came, cameIn, index + 1));
  }
  return placed;
}

function draw({ kind, from, to }: Channel, { sent, came }: Arrow, view: View): { path: string; head: string } {
  const { scale, left } = view;
  const x = round((sent + 0.5) * scale - left);
  const end = round((came + 0.5) * scale - left);
  const [y, target] = [middleOf(from, view), middleOf(to, view)];
  if (from === to) {
    const over = y - HALF;
    const high = Math.min(14, view.row / 2);
    return { path: `M${x} ${over}C${x} ${over - high} ${end} ${over - high} ${end} ${over}`, head: head(end, over, 1) };
  }
  const down = Math.sign(target - y);
  const [start, tip] = [y + down * HALF, target - down * (HALF + 1)];
  const bow = kind === "signal" ? Math.min(10, scale / 2) : 0;
  const middle = round((start + tip) / 2);
  const path = `M${x} ${start}C${round(x + bow)} ${middle} ${round(end + bow)} ${middle} ${end} ${tip}`;
  return { path, head: head(end, tip, down) };
}

/** The head of an arrow that points up (-1) or down (1). */
function head(x: number, y: number, down: number): string {
  return `M${round(x - 3.5)} ${y - down * 6}L${x} ${y}L${round(x + 3.5)} ${y - down * 6}`;
}

/** From the step in which it was forked, off its parent's lane and round a corner into its own. */
export function placeFork(child: Lane, view: View): PlacedFork | undefined {
  const { parent, born } = child;
  if (parent === undefined) return undefined;
  const { scale, left } = view;
  const [x, y, target] = [round((born - 0.5) * scale - left), middleOf(parent, view), middleOf(child, view)];
  const down = Math.sign(target - y);
  const corner = Math.min(CORNER, Math.abs(target - y) / 2);
  const right = round(Math.max(x + 1, born * scale - left));
  const bend = round(Math.min(corner, right - x));
  return { child, path: `M${x} ${y}V${target - down * corner}Q${x} ${target} ${round(x + bend)} ${target}H${right}` };
}

function cellEnd(step: number, wide: number): number {
  return Math.floor((Math.floor(step / wide) + 1) * wide);
}

function cameIn({ came }: Arrow): number {
  return came;
}

function sentIn({ sent }: Arrow): number {
  return sent;
}
