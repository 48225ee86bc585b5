/** A timeline as text, a letter a step: R runs, r could run, . sleeps, s is stopped, z is a zombie. */
import type { LaneState } from "../../../playground/timeline/lane.ts";
import type { TimelineModel } from "../../../playground/timeline/model.ts";

const LETTERS: Readonly<Record<LaneState, string>> = {
  running: "R",
  ready: "r",
  asleep: ".",
  stopped: "s",
  zombie: "z",
};

export function drawLanes({ lanes, length }: TimelineModel): string[] {
  return lanes.map((lane) => {
    const states = Array.from({ length }, (_, step) => lane.spanAt(step)?.state);
    return `${lane.pid} ${states.map((state) => (state === undefined ? " " : LETTERS[state])).join("")}`.trimEnd();
  });
}

/** What is marked at which step, counted from 0. */
export function drawMarks({ lanes, world, length }: TimelineModel): string[] {
  return Array.from({ length }, (_, step) => [
    ...world.at(step).map(({ text }) => `${step}: ${text}`),
    ...lanes.flatMap((lane) => lane.marks.at(step).map(({ text }) => `${step}: process ${lane.pid} ${text}`)),
  ]).flat();
}

export function drawArrows({ lanes, channels }: TimelineModel): string[] {
  const all = new Set(lanes.flatMap((lane) => channels.of(lane)));
  return [...all].flatMap(({ kind, from, to, arrows }) =>
    arrows.map(({ sent, came, text }) => `${kind} from ${from.pid} in ${sent} to ${to.pid} in ${came}: ${text}`),
  );
}
