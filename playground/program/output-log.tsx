/** What a run without a terminal has written: standard error is marked where it begins, and has its own colour. */
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { SeenStep } from "../run/orders.ts";
import "./output-log.css";
import { changeOf } from "./written.ts";
import { readPassages } from "./written-text.ts";

/** A page lays this much text out in a frame. */
const MOST_BYTES = 64 * 1024;

interface OutputLogProps {
  readonly steps: readonly SeenStep[];
  readonly position: number;
}

export function OutputLog({ steps, position }: OutputLogProps) {
  const element = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const { passages, isCut } = useMemo(() => {
    const { chunks = [], isCut = false } = changeOf(undefined, { steps, position }, MOST_BYTES) ?? {};
    return { passages: readPassages(chunks), isCut };
  }, [steps, position]);
  useLayoutEffect(() => {
    const { current } = element;
    if (current !== null && isAtEnd.current) current.scrollTop = current.scrollHeight;
  }, [passages]);
  return (
    <div
      class="output-log"
      ref={element}
      role="log"
      aria-label="What the program has written"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
      tabIndex={0}
      onScroll={({ currentTarget: { scrollTop, scrollHeight, clientHeight } }) => {
        isAtEnd.current = scrollTop + clientHeight >= scrollHeight - 4;
      }}
    >
      {passages.length === 0 && <p class="output-log-note">Nothing is written yet.</p>}
      {isCut && <p class="output-log-note">What was written before is left out here.</p>}
      {passages.map(({ stream, text }, index) => (
        <span key={index} class={`output-log-${stream}`}>
          {stream === "stderr" && <span class="output-log-mark">stderr</span>}
          {text}
        </span>
      ))}
    </div>
  );
}
