/** All outcomes: a search through every order in which processes could run, and what it has found. */
import type { Exploration, FoundOutcome, FoundRace, Pid, Race } from "../../runtime/index.ts";
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
import { SearchBegin, type SearchBeginProps } from "./search-begin.tsx";
import { counted } from "./words.ts";
import "./outcomes.css";

/** Where one stands in a run that is opened, and whom one looks at. */
export interface OpenedAt {
  /** A run without an end is opened at its beginning. */
  readonly at: "beginning" | "end" | Race;
  readonly pid: Pid | undefined;
}

interface OutcomesProps extends SearchBeginProps {
  /** Is the search of the program as it is on the page now? */
  readonly isCurrent: boolean;
  /** Was it to be searched, and could not be compiled? */
  readonly cannotCompile: boolean;
  /** Opens a run by its schedule. */
  readonly onOpen: (schedule: string, at: OpenedAt) => void;
}

export function Outcomes(props: OutcomesProps) {
  const { search, isCurrent, cannotCompile, onOpen } = props;
  return (
    <div class="outcomes">
      <SearchBegin {...props} />
      <div aria-live="polite">
        {search?.state === "given-up" && (
          <p class="outcomes-note">
            The search was given up after {counted(search.progress.steps, "step")}: it had come by{" "}
            {counted(search.progress.outcomes, "outcome")}.
          </p>
        )}
        {search?.state === "failed" && <p class="outcomes-note bad">The search has failed. {search.failure}</p>}
        {cannotCompile && (
          <p class="outcomes-note bad">Nothing was searched, as the program cannot be compiled: see Program for why.</p>
        )}
        {search?.state === "done" && !isCurrent && (
          <p class="outcomes-note">
            This was found of another program, or of this one before it was changed. Search again to open its runs.
          </p>
        )}
        {search?.found !== undefined && <p class="outcomes-found">{foundWords(search.found)}</p>}
      </div>
      {search?.found !== undefined && (
        <Found search={search} found={search.found} onOpen={isCurrent ? onOpen : undefined} />
      )}
    </div>
  );
}

interface FoundProps {
  readonly search: Search;
  readonly found: Exploration;
  /** Undefined where a run would be one of another program than that on the page. */
  readonly onOpen: OutcomesProps["onOpen"] | undefined;
}

function Found({ search, found, onOpen }: FoundProps) {
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
            onOpen={
              onOpen &&
              ((pid) => onOpen(search.schedules[index] ?? "", { at: hasEnd(outcome) ? "end" : "beginning", pid }))
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
  readonly onOpen: ((pid: Pid | undefined) => void) | undefined;
}

function hasEnd({ end }: FoundOutcome): boolean {
  return end.kind === "ended" || end.kind === "deadlock";
}

function Outcome({ outcome, number, usual, share, onOpen }: OutcomeProps) {
  const { stdout, stderr, end, count } = outcome;
  return (
    <li class="outcomes-item">
      <div class="outcomes-head">
        <h3>
          {number}. {endWords(end)}
        </h3>
        {onOpen !== undefined && (
          <button type="button" onClick={() => onOpen(undefined)}>
            {hasEnd(outcome) ? "Open this run" : "Open how it begins"}
            <span class="unseen"> of outcome {number}</span>
          </button>
        )}
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
              {onOpen !== undefined && (
                <button type="button" onClick={() => onOpen(waiter.pid)}>
                  See it
                  <span class="unseen"> on the picture: process {waiter.pid}</span>
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

interface RacesProps extends Pick<FoundProps, "onOpen"> {
  readonly races: readonly FoundRace[];
  readonly schedules: readonly string[];
}

function Races({ races, schedules, onOpen }: RacesProps) {
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
            {onOpen !== undefined && (
              <button type="button" onClick={() => onOpen(schedules[index] ?? "", { at: race, pid: race.second.pid })}>
                Open a run that shows it
              </button>
            )}
          </li>
        ))}
      </ol>
    </section>
  );
}
