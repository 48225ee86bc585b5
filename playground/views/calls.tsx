/** The trace of system calls, up to the end of what is known of the run: where it stands is marked, and what comes later is dim. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Pid } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { CallDetails } from "./call-details.tsx";
import { type CallFilter, countPast, filterRows, NO_FILTER } from "./call-filter.ts";
import { CallLine } from "./call-line.tsx";
import { type CallRow, callRowsReader } from "./call-rows.ts";
import { CallTools } from "./call-tools.tsx";
import { useFollow } from "./use-follow.ts";
import { WindowedRows } from "./windowed-rows.tsx";
import "./calls.css";

interface CallsProps {
  readonly steps: readonly SeenStep[];
  readonly position: number;
  readonly selected: Pid | undefined;
  /** Goes to the moment before this step. */
  readonly onGoTo: (position: number) => void;
}

const ROW_HEIGHT = 25;

export function Calls({ steps, position, selected, onGoTo }: CallsProps) {
  const read = useRef(callRowsReader()).current;
  const [filter, setFilter] = useState<CallFilter>(NO_FILTER);
  const scroller = useRef<HTMLDivElement>(null);
  const calls = useMemo(() => read(steps), [read, steps]);
  const { rows } = calls;
  // Rows are added to, and answered, in place: what was filtered is of these steps.
  const shown = useMemo(() => filterRows(rows, filter), [rows, steps, filter]);
  const past = countPast(rows, shown, position);
  const now = past - 1;
  const { isFollowing, follow, onScroll } = useFollow(scroller, now, ROW_HEIGHT);
  const [active, setActive] = useState<number>();
  const [pointed, setPointed] = useState<number>();
  // One that was gone to stays active as long as the run stands there; one that was only looked at, until the run goes on.
  useEffect(
    () => setActive((last) => (rows[shown[last ?? -1] ?? -1]?.step === position - 1 ? last : undefined)),
    [position],
  );
  const at = Math.min(active ?? Math.max(0, now), shown.length - 1);

  const goTo = (index: number) => {
    const row = rows[shown[index] ?? -1];
    if (row === undefined) return;
    setActive(index);
    onGoTo(row.step + 1);
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    const to = indexAfter(pressed.key, at, shown.length, pageOf(scroller.current));
    if (to !== undefined) {
      setActive(to);
      keepInView(scroller.current, to);
    } else if (pressed.key === "Enter" || pressed.key === " ") goTo(at);
    else return;
    pressed.preventDefault();
  };
  const indexOf = (happened: Event): number | undefined => {
    const index = (happened.target as Element).closest<HTMLElement>("[data-index]")?.dataset["index"];
    return index === undefined ? undefined : Number(index);
  };
  if (steps.length === 0) return <p class="calls-empty">Run a program to see each of its system calls.</p>;
  const told = rows[shown[pointed ?? at] ?? -1];
  return (
    <div class="calls">
      <CallTools calls={calls} count={shown.length} filter={filter} selected={selected} onFilter={setFilter} />
      <WindowedRows
        class="calls-rows"
        role="listbox"
        aria-label="System calls: Enter goes to the step"
        aria-activedescendant={shown.length === 0 ? undefined : `call-${at}`}
        tabIndex={0}
        scroller={scroller}
        count={shown.length}
        rowHeight={ROW_HEIGHT}
        onKeyDown={onKeyDown}
        onScroll={onScroll}
        onClick={(clicked) => {
          const index = indexOf(clicked);
          if (index !== undefined) goTo(index);
        }}
        onPointerOver={(over) => setPointed(indexOf(over))}
        onPointerLeave={() => setPointed(undefined)}
        row={(index) => (
          <CallLine
            key={shown[index]}
            id={`call-${index}`}
            index={index}
            row={rows[shown[index] as number] as CallRow}
            position={position}
            isActive={index === at}
            isFirstToCome={index === past && past > 0}
          />
        )}
      />
      {shown.length === 0 && <p class="calls-empty">No call is like that: ask for others above.</p>}
      {!isFollowing && (
        <button type="button" class="calls-back" onClick={follow}>
          Back to now
        </button>
      )}
      <CallDetails row={told} position={position} />
    </div>
  );
}

function indexAfter(key: string, from: number, count: number, page: number): number | undefined {
  const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
  const step = steps[key];
  if (step !== undefined) return Math.max(0, Math.min(count - 1, from + step));
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}

function pageOf(element: HTMLElement | null): number {
  return Math.max(1, Math.floor((element?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
}

function keepInView(element: HTMLElement | null, index: number): void {
  if (element === null) return;
  const [top, bottom] = [index * ROW_HEIGHT, (index + 1) * ROW_HEIGHT];
  if (top < element.scrollTop) element.scrollTop = top;
  else if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
}
