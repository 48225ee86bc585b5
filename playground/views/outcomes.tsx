/** All outcomes: a search through every order in which processes could run, and what it has found. */
import { useState } from "preact/hooks";
import type { Exploration, FoundOutcome, FoundRace, Pid } from "../../runtime/index.ts";
import type { Search } from "../state/exploration.ts";
import { ComparedText } from "./compared-text.tsx";
import { differenceWords, firstDifference } from "./first-difference.ts";
import {
  caveats,
  endWords,
  foundWords,
  raceWords,
  schedulesWords,
  shareOf,
  shareWords,
  waiterWords,
} from "./outcome-words.ts";
import { ProcessName } from "./process-name.tsx";
import { counted } from "./words.ts";
import "./outcomes.css";

export interface SearchWish {
  readonly races: boolean;
  readonly maxSteps: number;
}

interface OutcomesProps {
  readonly search: Search | undefined;
  /** Is it the program's that runs now? */
  readonly isCurrent: boolean;
  /** Is there a program? */
  readonly canSearch: boolean;
  readonly onStart: (wish: SearchWish) => void;
  readonly onGiveUp: () => void;
  /** Opens a run by its schedule, and looks at a process in it; at its end, or, of one without an end, at its beginning. */
  readonly onOpen: (schedule: string, how: { readonly atEnd: boolean; readonly pid: Pid | undefined }) => void;
}

const LIMITS = [30_000, 300_000, 3_000_000];

export function Outcomes({ search, isCurrent, canSearch, onStart, onGiveUp, onOpen }: OutcomesProps) {
  const isSearching = search?.state === "searching";
  return (
    <div class="outcomes">
      {isSearching ? (
        <Progress search={search} onGiveUp={onGiveUp} />
      ) : (
        <Start canSearch={canSearch} isAgain={search !== undefined} onStart={onStart} />
      )}
      <div aria-live="polite">
        {search?.state === "given-up" && (
          <p class="outcomes-note">
            The search was given up after {counted(search.progress.steps, "step")}: it had come by{" "}
            {counted(search.progress.outcomes, "outcome")}.
          </p>
        )}
        {search?.state === "failed" && <p class="outcomes-note bad">The search has failed. {search.failure}</p>}
        {search?.state === "done" && !isCurrent && (
          <p class="outcomes-note">This was found of the program as it was: it has been changed since.</p>
        )}
        {search?.found !== undefined && <p class="outcomes-found">{foundWords(search.found)}</p>}
      </div>
      {search?.found !== undefined && <Found search={search} found={search.found} onOpen={onOpen} />}
    </div>
  );
}

function Start({
  canSearch,
  isAgain,
  onStart,
}: { readonly canSearch: boolean; readonly isAgain: boolean } & Pick<OutcomesProps, "onStart">) {
  const [races, setRaces] = useState(false);
  const [maxSteps, setMaxSteps] = useState(LIMITS[1] as number);
  return (
    <div class="outcomes-start">
      {!isAgain && (
        <p>
          Tries every order in which the processes could run, and lists what can come of it: what is printed, and how it
          ends.
          {canSearch ? "" : " Run the program once first."}
        </p>
      )}
      <button type="button" class="primary" disabled={!canSearch} onClick={() => onStart({ races, maxSteps })}>
        {isAgain ? "Search again" : "Find all outcomes"}
      </button>
      <label title="Accesses to shared memory that nothing orders. It takes longer.">
        <input type="checkbox" checked={races} onChange={(changed) => setRaces(changed.currentTarget.checked)} /> data
        races, too
      </label>
      <label>
        at most{" "}
        <select value={String(maxSteps)} onChange={(changed) => setMaxSteps(Number(changed.currentTarget.value))}>
          {LIMITS.map((limit) => (
            <option key={limit} value={String(limit)}>
              {counted(limit, "step")}
            </option>
          ))}
        </select>
      </label>
    </div>
  );
}

function Progress({ search, onGiveUp }: { readonly search: Search } & Pick<OutcomesProps, "onGiveUp">) {
  const { steps, outcomes, schedules } = search.progress;
  const words = `${counted(steps, "step")} tried, ${schedulesWords(schedules)}, ${counted(outcomes, "outcome")} so far`;
  return (
    <div class="outcomes-progress">
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
      <span>{words}</span>
      <button type="button" onClick={onGiveUp}>
        Give up
      </button>
    </div>
  );
}

function Found({
  search,
  found,
  onOpen,
}: { readonly search: Search; readonly found: Exploration } & Pick<OutcomesProps, "onOpen">) {
  const notes = caveats(found);
  const [usual] = found.outcomes;
  return (
    <>
      {notes.length > 0 && (
        <ul class="outcomes-caveats">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      <ol class="outcomes-list">
        {found.outcomes.map((outcome, index) => (
          <Outcome
            key={search.schedules[index]}
            outcome={outcome}
            number={index + 1}
            usual={index === 0 ? undefined : usual}
            share={shareOf(outcome, found.schedules)}
            onOpen={(pid) =>
              onOpen(search.schedules[index] ?? "", {
                atEnd: outcome.end.kind === "ended" || outcome.end.kind === "deadlock",
                pid,
              })
            }
          />
        ))}
      </ol>
      {search.races && <Races races={found.races} schedules={search.raceSchedules} onOpen={onOpen} />}
    </>
  );
}

interface OutcomeProps {
  readonly outcome: FoundOutcome;
  readonly number: number;
  /** The most frequent one, unless it is this. */
  readonly usual: FoundOutcome | undefined;
  readonly share: number;
  readonly onOpen: (pid: Pid | undefined) => void;
}

function Outcome({ outcome, number, usual, share, onOpen }: OutcomeProps) {
  const { stdout, stderr, end, count } = outcome;
  const hasEnd = end.kind === "ended" || end.kind === "deadlock";
  return (
    <li class="outcomes-item">
      <div class="outcomes-head">
        <h3>
          {number}. {endWords(end)}
        </h3>
        <button type="button" onClick={() => onOpen(undefined)}>
          {hasEnd ? "Open this run" : "Open how it begins"}
          <span class="unseen"> of outcome {number}</span>
        </button>
      </div>
      <div class="outcomes-share">
        <span class="outcomes-bar" aria-hidden="true">
          <span style={{ width: `${Math.max(1, share * 100)}%` }} />
        </span>
        {shareWords(share)}: {schedulesWords(count)}
      </div>
      {usual !== undefined && (
        <p class="outcomes-differs">
          The output {differenceWords(firstDifference(stdout, usual.stdout), "this one", "the first outcome")}.
        </p>
      )}
      <ComparedText text={stdout} other={usual?.stdout} empty="Nothing is printed." />
      {stderr !== "" && (
        <>
          <p class="outcomes-title">Standard error</p>
          <ComparedText text={stderr} other={usual?.stderr} empty="" />
        </>
      )}
      {end.kind === "deadlock" && (
        <ul class="outcomes-waiters">
          {end.waiters.map((waiter) => (
            <li key={waiter.pid}>
              <ProcessName pid={waiter.pid} />
              <span>{waiterWords(waiter)}</span>
              <button type="button" onClick={() => onOpen(waiter.pid)}>
                See it
                <span class="unseen"> on the picture: process {waiter.pid}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Races({
  races,
  schedules,
  onOpen,
}: { readonly races: readonly FoundRace[]; readonly schedules: readonly string[] } & Pick<OutcomesProps, "onOpen">) {
  if (races.length === 0) return <p class="outcomes-note">No data race was found.</p>;
  return (
    <section>
      <h3>{races.length === 1 ? "A data race" : `${races.length} data races`}</h3>
      <ol class="outcomes-list">
        {races.map(({ race }, index) => (
          <li class="outcomes-item" key={`${race.first.place.key} ${race.second.place.key}`}>
            <ul class="outcomes-race">
              {raceWords(race).map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
            <button type="button" onClick={() => onOpen(schedules[index] ?? "", { atEnd: true, pid: race.second.pid })}>
              Open a run that shows it
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}
