/** To the left of the lanes: whose they are. A process that is not there at the moment is drawn as ended. */
import type { Pid } from "../../runtime/index.ts";
import { ProcessName } from "../views/process-name.tsx";
import type { Lane } from "./lane.ts";
import { STATE_NAMES } from "./legend.ts";
import { px } from "./px.ts";
import { laneTop, seenLanes, type View } from "./view.ts";

interface LaneLabelsProps {
  readonly lanes: readonly Lane[];
  /** The moment that is looked at. */
  readonly at: number;
  readonly view: View;
  readonly gutter: number;
  readonly axis: number;
  readonly selected: Pid | undefined;
  readonly onSelect: (pid: Pid) => void;
}

export function LaneLabels({ lanes, at, view, gutter, axis, selected, onSelect }: LaneLabelsProps) {
  const { height, row } = view;
  const seen = seenLanes(view, lanes.length);
  return (
    <>
      <div class="timeline-lanes" style={{ width: px(gutter), top: px(axis), height: px(height) }}>
        {lanes.slice(seen.first, seen.last).map((lane) => {
          const { pid } = lane;
          const state = lane.spanBefore(at)?.state;
          const isThere = state !== undefined;
          const how = isThere
            ? state === "running"
              ? "runs next"
              : STATE_NAMES[state]
            : at < lane.born
              ? "not forked yet"
              : "ended";
          return (
            <button
              type="button"
              key={lane.index}
              class={isThere ? undefined : "away"}
              style={{ top: px(laneTop(lane.index, view)), height: px(row) }}
              aria-pressed={pid === selected}
              title={`process ${pid}, ${lane.programAt(at)}: ${how}`}
              onClick={(clicked) => {
                clicked.stopPropagation();
                onSelect(pid);
              }}
            >
              <ProcessName pid={pid} command={lane.programAt(at)} ended={!isThere || state === "zombie"} />
            </button>
          );
        })}
      </div>
      <div class="timeline-corner" style={{ width: px(gutter), height: px(axis) }}>
        step
      </div>
    </>
  );
}
