/** Draws what is seen of a timeline. What it means is said elsewhere in words: for those who do not see, this is one image. */
import { processColour } from "../views/process-colour.ts";
import type { MarkKind } from "./marks.ts";
import type { Picture, PlacedLane } from "./picture.ts";
import type { PlacedMark } from "./place-marks.ts";
import { SHAPES } from "./shapes.ts";
import type { View } from "./view.ts";
import "./plot.css";

interface PlotProps {
  readonly picture: Picture;
  readonly view: View;
  /** What the axis above the lanes is high. */
  readonly axis: number;
  /** Where the run stands, and where what is known of it ends: from the left of what is seen. */
  readonly here: number;
  readonly end: number;
  /** The lane that is looked at. */
  readonly selected: number | undefined;
}

export function Plot({ picture, view, axis, here, end, selected }: PlotProps) {
  const { width, height, row } = view;
  const { lanes, arrows, world, ticks } = picture;
  const chosen = lanes.find(({ lane }) => lane.pid === selected);
  return (
    <svg class="timeline-plot" width={width} height={axis + height} aria-hidden="true">
      <g transform={`translate(0 ${axis})`}>
        {chosen !== undefined && (
          <rect class="timeline-chosen" x={0} y={chosen.y - row / 2} width={width} height={row} />
        )}
        <path class="timeline-grid" d={ticks.map(({ x }) => `M${x} 0V${height}`).join("")} />
        {lanes.map(({ lane, fork }) =>
          fork === undefined ? null : (
            <path key={lane.index} class="timeline-fork" d={fork.path} style={{ stroke: processColour(lane.pid) }} />
          ),
        )}
        {lanes.map((placed) => (
          <LaneBars key={placed.lane.index} placed={placed} />
        ))}
        {arrows.map(({ kind, from, to, arrow, path, head }) => (
          <g
            key={`${kind} ${from.index} ${to.index} ${arrow.sent} ${arrow.came}`}
            class={`timeline-arrow ${kind}`}
            style={{ stroke: processColour(from.pid) }}
          >
            <path class="shaft" d={path} />
            <path d={head} />
          </g>
        ))}
        {lanes.map(({ lane, marks }) => (
          <g key={lane.index}>{marks.map(drawMark)}</g>
        ))}
        {end > here && (
          <rect
            class="timeline-ahead"
            x={Math.max(0, here)}
            y={0}
            width={Math.max(0, Math.min(width, end) - here)}
            height={height}
          />
        )}
      </g>
      <rect class="timeline-axis" x={0} y={0} width={width} height={axis} />
      <path class="timeline-axis-line" d={`M0 ${axis - 0.5}H${width}`} />
      {ticks.map(({ x, label }) => (
        <text key={label} class="timeline-tick" x={x} y={14}>
          {label}
        </text>
      ))}
      {world.map(drawMark)}
      <path class="timeline-here" d={`M${here} 0V${axis + height}`} />
    </svg>
  );
}

function LaneBars({ placed: { lane, bars } }: { readonly placed: PlacedLane }) {
  const { paths, area, joints } = bars;
  return (
    <g class="timeline-bars" style={{ "--colour": processColour(lane.pid) }}>
      {Object.entries(paths).map(([state, path]) => (
        <path key={state} class={state} d={path} />
      ))}
      {area !== undefined && <path class="area" d={area} />}
      {joints !== undefined && <path class="joints" d={joints} />}
    </g>
  );
}

function drawMark({ kind, step, x, y }: PlacedMark) {
  return <MarkShape key={`${kind} ${step}`} kind={kind} x={x} y={y} />;
}

export function MarkShape({ kind, x, y }: { readonly kind: MarkKind; readonly x: number; readonly y: number }) {
  const { path, fill } = SHAPES[kind];
  return (
    <g
      class={kind === "warning" || kind === "killed" ? "timeline-mark bad" : "timeline-mark"}
      transform={`translate(${x} ${y})`}
    >
      <path class="halo" d={path} />
      <path class={fill} d={path} />
    </g>
  );
}
