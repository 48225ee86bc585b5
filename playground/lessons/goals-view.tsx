/** What is to be done, as a list in which one sees what is done, with a hint for each. */
import type { Goal } from "./lesson.ts";
import { type Follow, MarkupLine } from "./markup-view.tsx";
import "./goals-view.css";

interface GoalsViewProps {
  readonly goals: readonly Goal[];
  /** Ids of those that were reached. */
  readonly reached: readonly string[];
  readonly onFollow: Follow;
}

export function GoalsView({ goals, reached, onFollow }: GoalsViewProps) {
  return (
    <ul class="goals">
      {goals.map(({ id, text, hint }) => {
        const isReached = reached.includes(id);
        return (
          <li key={id} class={isReached ? "goals-goal reached" : "goals-goal"}>
            <Mark isReached={isReached} />
            <div class="goals-text">
              <p class="markup-line">
                <MarkupLine text={text} onFollow={onFollow} />
              </p>
              {!isReached && (
                <details>
                  <summary>Hint</summary>
                  <p class="markup-line">
                    <MarkupLine text={hint} onFollow={onFollow} />
                  </p>
                </details>
              )}
            </div>
            <span class="goals-state">{isReached ? "done" : "to do"}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Mark({ isReached }: { readonly isReached: boolean }) {
  return (
    <svg class="goals-mark" viewBox="0 0 18 18" aria-hidden="true">
      <circle cx="9" cy="9" r="7.5" />
      {isReached && <path d="M5.5 9.3 8 11.8 12.8 6.6" />}
    </svg>
  );
}
