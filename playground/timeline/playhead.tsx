/** Where the run stands: a slider along the axis. */
import type { Signal } from "@preact/signals";
import { useRef } from "preact/hooks";
import type { SeenStep } from "../run/orders.ts";
import { positionWords } from "../views/step-words.ts";
import { px } from "./px.ts";
import type { HintedStep } from "./step-hint.tsx";
import type { View } from "./view.ts";

interface PlayheadProps {
  readonly steps: readonly SeenStep[];
  readonly position: number;
  readonly view: View;
  readonly gutter: number;
  readonly axis: number;
  readonly hinted: Signal<HintedStep | undefined>;
  /** While it is dragged: whereto; undefined when it is let go. */
  readonly onDrag: (position: number | undefined) => void;
  readonly onSeek: (position: number) => void;
}

/** So many steps at once. */
const LEAP = 10;

export function Playhead({ steps, position, view, gutter, axis, hinted, onDrag, onSeek }: PlayheadProps) {
  const { length } = steps;
  const { scale, left, width } = view;
  const ruler = useRef<HTMLDivElement>(null);
  const x = position * scale - left;

  const drag = (moved: PointerEvent) => {
    const box = ruler.current?.getBoundingClientRect();
    if (box === undefined) return;
    const within = Math.max(0, Math.min(width, moved.clientX - box.left));
    onDrag(Math.max(0, Math.min(length, Math.round((within + left) / scale))));
  };
  const begin = (pressed: PointerEvent) => {
    if (pressed.button !== 0) return;
    (pressed.currentTarget as Element).setPointerCapture(pressed.pointerId);
    drag(pressed);
  };
  const move = (moved: PointerEvent) => {
    if ((moved.currentTarget as Element).hasPointerCapture(moved.pointerId)) drag(moved);
  };
  const handlers = {
    onPointerDown: begin,
    onPointerMove: move,
    onPointerUp: () => onDrag(undefined),
    onPointerCancel: () => onDrag(undefined),
    onClick: (clicked: MouseEvent) => clicked.stopPropagation(),
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    const to = moves(pressed.key, position, length);
    if (to === undefined || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return;
    pressed.preventDefault();
    pressed.stopPropagation(); // the page has the same keys
    onSeek(Math.max(0, Math.min(length, to)));
  };
  const hint = (focused: FocusEvent) => {
    const box = (focused.currentTarget as Element).getBoundingClientRect();
    const isShown = position > 0 && (focused.currentTarget as Element).matches(":focus-visible");
    hinted.value = isShown ? { step: position - 1, lane: undefined, x: box.right, y: box.bottom } : undefined;
  };
  return (
    <>
      <div
        class="timeline-ruler"
        ref={ruler}
        style={{ left: px(gutter), width: px(width), height: px(axis) }}
        {...handlers}
      />
      <div
        class="timeline-handle"
        style={{ left: px(gutter + x), visibility: x < -1 || x > width + 1 ? "hidden" : "visible" }}
        role="slider"
        tabIndex={0}
        aria-label="Position in the run"
        aria-valuemin={0}
        aria-valuemax={length}
        aria-valuenow={position}
        aria-valuetext={positionWords(steps, position)}
        onKeyDown={onKeyDown}
        onFocus={hint}
        onBlur={() => {
          hinted.value = undefined;
        }}
        {...handlers}
      >
        {position}
      </div>
    </>
  );
}

function moves(key: string, position: number, length: number): number | undefined {
  switch (key) {
    case "ArrowRight":
    case "ArrowUp":
      return position + 1;
    case "ArrowLeft":
    case "ArrowDown":
      return position - 1;
    case "PageUp":
      return position + LEAP;
    case "PageDown":
      return position - LEAP;
    case "Home":
      return 0;
    case "End":
      return length;
    default:
      return undefined;
  }
}
