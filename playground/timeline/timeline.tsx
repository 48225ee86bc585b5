/**
 * The timeline: a lane for each process, step by step from left to right. One points at a step to hear of it, clicks to go there,
 * drags the playhead, zooms and scrolls; and all of it can be read as text instead.
 */
import { useSignal } from "@preact/signals";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Pid } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { saveFile } from "../views/save-file.ts";
import { LaneLabels } from "./lane-labels.tsx";
import { Legend } from "./legend.tsx";
import { modelOf, type TimelineModel } from "./model.ts";
import { pictureOf } from "./picture.ts";
import { Playhead } from "./playhead.tsx";
import { Plot } from "./plot.tsx";
import { px } from "./px.ts";
import { type HintedStep, StepHint } from "./step-hint.tsx";
import { svgOf } from "./svg.ts";
import { TimelineText } from "./timeline-text.tsx";
import { useViewport } from "./use-viewport.ts";
import { laneAt } from "./view.ts";
import "./timeline.css";

export interface TimelineProps {
  /** All that are known of the branch. */
  readonly steps: readonly SeenStep[];
  readonly position: number;
  readonly selected: Pid | undefined;
  /** What the run is called in a picture, and what its file is called, without an ending. */
  readonly title: string;
  readonly name: string;
  readonly onSeek: (position: number) => void;
  readonly onSelect: (pid: Pid) => void;
}

/** What the axis is high. */
const AXIS = 36;

export function Timeline(props: TimelineProps) {
  const { steps, position, title, name, onSeek } = props;
  const known = useRef<TimelineModel | undefined>(undefined);
  known.current = modelOf(known.current, steps);
  const model = known.current;
  const [isText, setText] = useState(false);
  const [hasLegend, setLegend] = useState(false);
  const zoom = useRef<(factor: number | "fit") => void>(() => {});
  const save = () => saveFile(`${name}.svg`, "image/svg+xml", svgOf(model, { title }));
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    <div class="timeline" role="group" aria-label="Timeline">
      <div class="timeline-tools">
        <h2>Timeline</h2>
        {!isText && (
          <>
            <button type="button" title="Smaller steps (-)" aria-label="Zoom out" onClick={() => zoom.current(1 / 1.6)}>
              −
            </button>
            <button type="button" title="Larger steps (+)" aria-label="Zoom in" onClick={() => zoom.current(1.6)}>
              +
            </button>
            <button type="button" title="Show the whole run" onClick={() => zoom.current("fit")}>
              Fit
            </button>
            <button type="button" aria-expanded={hasLegend} onClick={() => setLegend(!hasLegend)}>
              Legend
            </button>
          </>
        )}
        <button type="button" aria-pressed={isText} onClick={() => setText(!isText)}>
          As text
        </button>
        <button
          type="button"
          title="Save the picture of the whole run as an SVG file"
          disabled={steps.length === 0}
          onClick={save}
        >
          Save picture
        </button>
      </div>
      {hasLegend && !isText && <Legend />}
      {steps.length === 0 ? (
        <p class="timeline-empty">Nothing has happened yet. Run the program to see its processes here.</p>
      ) : isText ? (
        <TimelineText model={model} length={steps.length} position={position} onSeek={onSeek} />
      ) : (
        <Drawing {...props} model={model} zoom={zoom} />
      )}
    </div>
  );
}

interface DrawingProps extends TimelineProps {
  readonly model: TimelineModel;
  /** Where the buttons find how to zoom. */
  readonly zoom: { current: (factor: number | "fit") => void };
}

function Drawing({ model, zoom, steps, position, selected, onSeek, onSelect }: DrawingProps) {
  const { length } = steps;
  const acting = model.laneOf(Math.max(0, position - 1))?.index;
  const viewport = useViewport({ lanes: model.lanes.length, length, position, acting, axis: AXIS });
  const { view, gutter, size, scroller } = viewport;
  zoom.current = viewport.zoom;
  const [dragged, setDragged] = useState<number>();
  const hinted = useSignal<HintedStep | undefined>(undefined);
  const { scale, left, width, top, height, row } = view;
  const picture = useMemo(
    () => pictureOf(model, { scale, left, width, top, height, row }, AXIS - 9),
    [model, length, scale, left, width, top, height, row],
  );
  const at = dragged ?? position;

  const stepAt = (x: number) => Math.floor((x - gutter + left) / scale);
  const point = (pointed: PointerEvent) => {
    const box = (pointed.currentTarget as Element).getBoundingClientRect();
    const [x, y] = [pointed.clientX - box.left, pointed.clientY - box.top];
    const step = stepAt(x);
    const lane = y < AXIS ? undefined : model.lanes[laneAt(y - AXIS, view)];
    const isThere =
      pointed.pointerType !== "touch" && dragged === undefined && x >= gutter && step >= 0 && step < length;
    hinted.value = isThere ? { step, lane, x: pointed.clientX, y: pointed.clientY } : undefined;
  };
  const go = (clicked: MouseEvent) => {
    const x = clicked.clientX - (clicked.currentTarget as Element).getBoundingClientRect().left;
    if (x >= gutter) onSeek(Math.max(0, Math.min(length, stepAt(x) + 1)));
  };
  const drag = (to: number | undefined) => {
    setDragged(to);
    hinted.value = undefined;
    if (to !== undefined && to !== at) onSeek(to);
  };
  return (
    <div class="timeline-scroll" ref={scroller} onScroll={viewport.onScroll}>
      <div style={{ width: px(size.width), height: px(size.height) }}>
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the playhead does the same by keyboard */}
        <div
          class="timeline-seen"
          style={{ width: px(gutter + width), height: px(AXIS + height) }}
          onPointerMove={point}
          onPointerLeave={() => {
            hinted.value = undefined;
          }}
          onClick={go}
        >
          <div style={{ position: "absolute", left: px(gutter) }}>
            <Plot
              picture={picture}
              view={view}
              axis={AXIS}
              here={at * scale - left}
              end={length * scale - left}
              selected={selected}
            />
          </div>
          <Playhead
            steps={steps}
            position={at}
            view={view}
            gutter={gutter}
            axis={AXIS}
            hinted={hinted}
            onDrag={drag}
            onSeek={onSeek}
          />
          <LaneLabels
            lanes={model.lanes}
            at={at}
            view={view}
            gutter={gutter}
            axis={AXIS}
            selected={selected}
            onSelect={onSelect}
          />
        </div>
      </div>
      <StepHint hinted={hinted} steps={steps} />
    </div>
  );
}
