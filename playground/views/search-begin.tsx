/** Begins a search for all outcomes, says how far it is, and gives it up: one button does, so that the keyboard stays where it is. */
import type { Search } from "../state/exploration.ts";
import { schedulesWords } from "./outcome-words.ts";
import { counted } from "./words.ts";

export interface SearchWish {
  readonly races: boolean;
  readonly maxSteps: number;
}

export interface SearchBeginProps {
  /** The last one. */
  readonly search: Search | undefined;
  /** Is there a program? */
  readonly canSearch: boolean;
  /** Is it compiled now, to be searched? */
  readonly isPreparing: boolean;
  readonly wish: SearchWish;
  readonly onWish: (wish: SearchWish) => void;
  readonly onStart: () => void;
  readonly onGiveUp: () => void;
}

const LIMITS = [30_000, 300_000, 3_000_000];
export const USUAL_WISH: SearchWish = { races: false, maxSteps: 300_000 };

export function SearchBegin(props: SearchBeginProps) {
  const { search, canSearch, isPreparing, onStart, onGiveUp } = props;
  const isSearching = search?.state === "searching";
  const isBusy = isPreparing || isSearching;
  return (
    <div class="outcomes-begin">
      {search === undefined && !isPreparing && (
        <p>
          Tries every order in which the processes could run, and lists what can come of it: what is printed, and how it
          ends.
          {canSearch ? "" : " There is no program yet."}
        </p>
      )}
      <button
        type="button"
        class={isBusy ? "outcomes-give-up" : "primary"}
        disabled={!isBusy && !canSearch}
        onClick={isBusy ? onGiveUp : onStart}
      >
        {isBusy ? "Give up" : search === undefined ? "Find all outcomes" : "Search again"}
      </button>
      {isPreparing ? (
        <span role="status">The program is compiled first ...</span>
      ) : isSearching ? (
        <Progress search={search} />
      ) : (
        <Wish {...props} />
      )}
    </div>
  );
}

function Wish({ wish, onWish }: Pick<SearchBeginProps, "wish" | "onWish">) {
  return (
    <>
      <label title="Accesses to shared memory that nothing orders. It takes longer.">
        <input
          type="checkbox"
          checked={wish.races}
          onChange={(changed) => onWish({ ...wish, races: changed.currentTarget.checked })}
        />{" "}
        data races, too
      </label>
      <label>
        at most{" "}
        <select
          value={String(wish.maxSteps)}
          onChange={(changed) => onWish({ ...wish, maxSteps: Number(changed.currentTarget.value) })}
        >
          {LIMITS.map((limit) => (
            <option key={limit} value={String(limit)}>
              {counted(limit, "step")}
            </option>
          ))}
        </select>
      </label>
    </>
  );
}

function Progress({ search }: { readonly search: Search }) {
  const { steps, outcomes, schedules } = search.progress;
  const words = `${counted(steps, "step")} tried, ${schedulesWords(schedules)}, ${counted(outcomes, "outcome")} so far`;
  return (
    <>
      <span
        class="outcomes-bar"
        role="progressbar"
        aria-label="Search for all outcomes"
        aria-valuemin={0}
        aria-valuemax={search.maxSteps}
        aria-valuenow={steps}
        aria-valuetext={words}
      >
        <span style={{ width: `${Math.min(100, (steps / search.maxSteps) * 100)}%` }} />
      </span>
      <span class="outcomes-progress">{words}</span>
    </>
  );
}
