/** The timeline to be read: every process's life, and the steps, a page of them at a time. */
import { useEffect, useState } from "preact/hooks";
import type { TimelineModel } from "./model.ts";
import { lifeWords, textLines } from "./text.ts";
import "./timeline-text.css";

interface TimelineTextProps {
  readonly model: TimelineModel;
  /** How many steps the model has: it is the same one, grown. */
  readonly length: number;
  readonly position: number;
  readonly onSeek: (position: number) => void;
}

const PAGE = 50;
/** So many lives are told; a fork bomb has thousands. */
const LIVES = 60;

export function TimelineText({ model, length, position, onSeek }: TimelineTextProps) {
  const [page, setPage] = useState(0);
  useEffect(() => setPage(Math.floor(Math.max(0, position - 1) / PAGE)), [position]);
  const from = Math.min(page, Math.max(0, Math.ceil(length / PAGE) - 1)) * PAGE;
  const to = Math.min(length, from + PAGE);
  return (
    <div class="timeline-text">
      <h3>Processes</h3>
      <ul>
        {model.lanes.slice(0, LIVES).map((lane) => (
          <li key={lane.index}>{lifeWords(lane, length)}</li>
        ))}
      </ul>
      {model.lanes.length > LIVES && <p>and {model.lanes.length - LIVES} more</p>}
      <h3>
        Steps {from + 1} to {to} of {length}{" "}
        <button type="button" disabled={from === 0} onClick={() => setPage(page - 1)}>
          Earlier
        </button>{" "}
        <button type="button" disabled={to === length} onClick={() => setPage(page + 1)}>
          Later
        </button>
      </h3>
      <ol>
        {textLines(model, from, to).map((line) => (
          <li key={line.position}>
            <button
              type="button"
              aria-current={line.position === position ? "step" : undefined}
              onClick={() => onSeek(line.position)}
            >
              <span>{line.position}</span>
              <span>{line.text}</span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  );
}
