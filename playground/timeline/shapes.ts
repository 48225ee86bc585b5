/** How marks look, each within ten pixels round its middle: told apart by their shape, not by a colour. */
import type { MarkKind } from "./marks.ts";

export interface Shape {
  readonly path: string;
  /** `solid` in the colour of the letters, `hollow` with the ground's inside, `line` without an inside. */
  readonly fill: "solid" | "hollow" | "line";
}

export const SHAPES: Readonly<Record<MarkKind, Shape>> = {
  fork: { path: "M0-4.2a4.2 4.2 0 1 1 0 8.4a4.2 4.2 0 1 1 0-8.4z", fill: "hollow" },
  exec: { path: "M-3.4-4.4L4.4 0L-3.4 4.4z", fill: "solid" },
  exit: { path: "M-4-4h8v8h-8z", fill: "solid" },
  killed: { path: "M-4-4L4 4M4-4L-4 4", fill: "line" },
  signal: { path: "M1.6-5.6L-3.8 1H-.6L-1.8 5.6L3.8-1.2H.6z", fill: "solid" },
  handler: { path: "M0-5L5 0L0 5L-5 0z", fill: "hollow" },
  stop: { path: "M-3-4.4v8.8M3-4.4v8.8", fill: "line" },
  reap: { path: "M-4-4h8v8h-8z", fill: "hollow" },
  output: { path: "M-4.6-3.6h9.2v5.4h-5.2l-2.4 2.6v-2.6h-1.6z", fill: "solid" },
  fault: { path: "M-4.4-4.4h6v6h-6zM-1.6-1.6h6v6h-6z", fill: "hollow" },
  time: { path: "M0-4.8a4.8 4.8 0 1 1 0 9.6a4.8 4.8 0 1 1 0-9.6zM0-2.6V.2L2 1.4", fill: "hollow" },
  input: { path: "M0-5.2V1.2M-3-1.6L0 1.4L3-1.6M-4.6 4.4h9.2", fill: "line" },
  warning: { path: "M0-5L5.2 4.4h-10.4zM0-1.8v3", fill: "hollow" },
};
