/** What lines and shapes mean: those that a run has. */
import type { ArrowKind } from "./channels.ts";
import { LANE_STATES, type LaneState } from "./lane.ts";
import { MARK_NAMES, type MarkKind } from "./marks.ts";
import type { TimelineModel } from "./model.ts";

export const STATE_NAMES: Readonly<Record<LaneState, string>> = {
  running: "running",
  ready: "ready: could run",
  asleep: "asleep: waits",
  stopped: "stopped by a signal",
  zombie: "zombie: not waited for",
};

export const ARROW_NAMES: Readonly<Record<ArrowKind, string>> = {
  signal: "signal that is sent",
  pipe: "bytes through a pipe",
  wait: "end that is waited for",
};

export type LegendItem =
  | { readonly what: "state"; readonly kind: LaneState; readonly name: string }
  | { readonly what: "mark"; readonly kind: MarkKind; readonly name: string }
  | { readonly what: "arrow"; readonly kind: ArrowKind; readonly name: string };

/** As they come in a life. */
const MARKS = [
  "fork",
  "exec",
  "exit",
  "killed",
  "reap",
  "signal",
  "handler",
  "stop",
  "output",
  "fault",
  "time",
  "input",
  "warning",
] as const satisfies MarkKind[];

/** Everything that there can be. */
export const LEGEND: readonly LegendItem[] = [
  ...LANE_STATES.map((kind) => ({ what: "state", kind, name: STATE_NAMES[kind] }) as const),
  ...MARKS.map((kind) => ({ what: "mark", kind, name: MARK_NAMES[kind] }) as const),
  ...(["pipe", "signal", "wait"] as const).map((kind) => ({ what: "arrow", kind, name: ARROW_NAMES[kind] }) as const),
];

/** What of it a run has. */
export function legendOf(model: TimelineModel): LegendItem[] {
  const { lanes, world, channels } = model;
  const states = new Set(lanes.flatMap(({ spans }) => spans.map(({ state }) => state)));
  const marks = new Set([world, ...lanes.map((lane) => lane.marks)].flatMap(({ kinds }) => kinds));
  const arrows = new Set(lanes.flatMap((lane) => channels.of(lane).map(({ kind }) => kind)));
  return LEGEND.filter(
    ({ what, kind }) =>
      (what === "state" && states.has(kind)) ||
      (what === "mark" && marks.has(kind)) ||
      (what === "arrow" && arrows.has(kind)),
  );
}
