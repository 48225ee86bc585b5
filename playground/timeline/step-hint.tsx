/** What happened in the step that one points at, beside the pointer. */
import type { Signal } from "@preact/signals";
import type { SeenStep } from "../run/orders.ts";
import { stepLines, stepWords } from "../views/step-words.ts";
import type { Lane } from "./lane.ts";
import { px } from "./px.ts";
import { laneWords } from "./text.ts";
import "./step-hint.css";

export interface HintedStep {
  readonly step: number;
  /** The lane that one points at. */
  readonly lane: Lane | undefined;
  /** In the window. */
  readonly x: number;
  readonly y: number;
}

interface StepHintProps {
  readonly hinted: Signal<HintedStep | undefined>;
  readonly steps: readonly SeenStep[];
}

/** So many lines of the trace. */
const LINES = 6;
const WIDEST = 360;

export function StepHint({ hinted, steps }: StepHintProps) {
  const hint = hinted.value;
  const step = hint === undefined ? undefined : steps[hint.step];
  if (hint === undefined || step === undefined) return null;
  const lines = stepLines(step);
  const told =
    lines.length > LINES ? [...lines.slice(0, LINES - 1), `... and ${lines.length - LINES + 1} lines more`] : lines;
  const lane = hint.lane === undefined ? "" : laneWords(hint.lane, hint.step);
  const [wide, high] = [globalThis.innerWidth, globalThis.innerHeight];
  const across = hint.x + WIDEST < wide ? { left: px(hint.x + 12) } : { right: px(Math.max(8, wide - hint.x + 12)) };
  const down = hint.y < high / 2 ? { top: px(hint.y + 16) } : { bottom: px(high - hint.y + 12) };
  return (
    <div class="timeline-words" style={{ ...across, ...down }}>
      <b>Step {hint.step + 1}</b>
      {stepWords(step)}
      {lane !== "" && <div>{lane}</div>}
      {told.length > 0 && <pre>{told.join("\n")}</pre>}
    </div>
  );
}
