/** A process's state as a shape: a full triangle runs next, a hollow one could, two bars wait, a square is stopped, a cross has ended. */
import type { JSX } from "preact";
import type { StateKind } from "./process-state.ts";
import "./state-mark.css";

const SHAPES: Readonly<Record<StateKind, JSX.Element>> = {
  next: <path d="M4 2.5 13 8 4 13.5z" class="full" />,
  ready: <path d="M4.5 3.5 12 8 4.5 12.5z" />,
  waiting: <path d="M5.5 3.5v9M10.5 3.5v9" />,
  stopped: <rect x="4" y="4" width="8" height="8" class="full" />,
  zombie: (
    <>
      <circle cx="8" cy="8" r="5.5" />
      <path d="M5.8 5.8l4.4 4.4M10.2 5.8l-4.4 4.4" />
    </>
  ),
  gone: <circle cx="8" cy="8" r="5" class="dashed" />,
};

export function StateMark({ kind }: { readonly kind: StateKind }) {
  return (
    <svg class={`state-mark ${kind}`} viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      {SHAPES[kind]}
    </svg>
  );
}
