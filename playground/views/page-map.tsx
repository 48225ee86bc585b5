/**
 * The pages of all processes as a picture: a row a process, a column a page. Arrow keys go from page to page and from process to
 * process; Enter looks into a page, or unfolds those that are folded.
 */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { MemoryScene, Pid, SystemProcessScene } from "../../runtime/index.ts";
import { addressOf, describeCause, type Fault } from "./memory-words.ts";
import {
  cellsOf,
  kindAt,
  neighbourPlace,
  type PageBand,
  type PageColumn,
  type PagePlace,
  pageBands,
  partsOf,
  type RowPart,
} from "./page-columns.ts";
import { CELL_HEIGHT, PagePatterns, patternOf } from "./page-patterns.tsx";
import { ProcessName } from "./process-name.tsx";
import { commandOf } from "./process-state.ts";
import { useWidth } from "./use-width.ts";
import "./page-map.css";

export interface MappedProcess extends SystemProcessScene {
  readonly memory: MemoryScene;
}

interface PageMapProps {
  readonly processes: readonly MappedProcess[];
  /** What was written for the first time in the last step. */
  readonly faults: readonly Fault[];
  /** Which step that was: faults of another one flash again. */
  readonly step: number;
  readonly selected: Pid | undefined;
  /** The page that is looked into. */
  readonly open: PagePlace | undefined;
  readonly onOpen: (place: PagePlace) => void;
}

/** Room for pids at the left, and for what they run where the picture is wide. */
const [NAMES, LONG_NAMES, WIDE] = [44, 124, 420];
const [NARROWEST, WIDEST] = [13, 22];
const MOST_CELLS = 64;
/** So many bands are drawn at first. */
const FIRST_BANDS = 60;
/** An address is so wide. */
const LABEL = 56;

export function PageMap({ processes, faults, step, selected, open, onOpen }: PageMapProps) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const [most, setMost] = useState(FIRST_BANDS);
  const [unfolded, setUnfolded] = useState<ReadonlySet<number>>(new Set());
  const { bands, names } = useMemo(() => {
    const memories = processes.map(({ memory }) => memory);
    const layOut = (names: number) => {
      const cells = Math.min(MOST_CELLS, Math.max(8, Math.floor((width - names) / NARROWEST)));
      return { names, bands: pageBands(memories, { cells, unfolded }) };
    };
    const wide = layOut(LONG_NAMES);
    // What they run is said where all pages fit beside it.
    return width >= WIDE && wide.bands.length === 1 ? wide : layOut(NAMES);
  }, [processes, width, unfolded]);
  const cell = Math.min(WIDEST, Math.max(NARROWEST, Math.floor((width - names) / cellsOf(bands))));
  const [wanted, setWanted] = useState<PagePlace>();
  /** The cursor is another element wherever it goes. */
  const moved = useRef(false);
  const cursor = placeOf(wanted ?? open, processes, selected);

  useEffect(() => {
    if (moved.current) frame.current?.querySelector<HTMLElement>(".page-map-cursor")?.focus();
    moved.current = false;
  });
  const moveTo = (place: PagePlace) => {
    moved.current = true;
    setWanted(place);
  };

  const enter = (place: PagePlace) => {
    const column = bands.flat().find(({ from, to }) => from <= place.page && place.page < to);
    if (column === undefined) return;
    moveTo(place);
    if (column.to - column.from > 1) setUnfolded(new Set([...unfolded, column.from]));
    else onOpen(place);
  };
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (cursor === undefined) return;
    const to = neighbourPlace(
      cursor,
      pressed.key,
      withOwn(processes).map(({ pid }) => pid),
      bands,
    );
    if (to === undefined) return;
    pressed.preventDefault();
    moveTo(to);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: pages are no fields of a form
    <div
      class="page-map"
      role="group"
      aria-label="Pages of memory: arrow keys go from page to page"
      ref={frame}
      style={{ "--names": `${names}px`, "--height": `${CELL_HEIGHT}px` }}
    >
      <PagePatterns cell={cell} />
      {bands.slice(0, most).map((band) => (
        <div class="page-map-band" key={band[0]?.from}>
          <Addresses band={band} cell={cell} />
          {processes.map((process) => (
            <div class={process.pid === selected ? "page-map-row selected" : "page-map-row"} key={process.pid}>
              <ProcessName pid={process.pid} command={names === NAMES ? undefined : commandOf(process.args)} />
              <Cells
                process={process}
                band={band}
                cell={cell}
                faults={faults.filter(({ pid }) => pid === process.pid)}
                step={step}
                open={open?.pid === process.pid ? open.page : undefined}
                cursor={cursor?.pid === process.pid ? cursor.page : undefined}
                onEnter={(page) => enter({ pid: process.pid, page })}
                onKeyDown={onKeyDown}
              />
            </div>
          ))}
        </div>
      ))}
      {bands.length > most && (
        <button type="button" onClick={() => setMost(bands.length)}>
          Show {bands.length - most} more rows of pages
        </button>
      )}
    </div>
  );
}

/** The address of the first column, and of each behind a folded one. */
function Addresses({ band, cell }: { readonly band: PageBand; readonly cell: number }) {
  const end = band.reduce((sum, { width }) => sum + width, 0) * cell;
  const begins = band.filter(({ from, to }, i) => to - from === 1 && (i === 0 || band[i - 1]?.width !== 1));
  return (
    <div class="page-map-addresses" aria-hidden="true">
      {begins.map(({ from, at }) => (
        <span key={from} style={{ left: `${Math.max(0, Math.min(at * cell, end - LABEL))}px` }}>
          {addressOf(from)}
        </span>
      ))}
    </div>
  );
}

interface CellsProps {
  readonly process: MappedProcess;
  readonly band: PageBand;
  readonly cell: number;
  readonly faults: readonly Fault[];
  readonly step: number;
  readonly open: number | undefined;
  readonly cursor: number | undefined;
  readonly onEnter: (page: number) => void;
  readonly onKeyDown: (pressed: KeyboardEvent) => void;
}

function Cells({ process, band, cell, faults, step, open, cursor, onEnter, onKeyDown }: CellsProps) {
  const { pid, memory, borrowsFrom } = process;
  const last = band.at(-1);
  const width = last === undefined ? 0 : (last.at + last.width) * cell;
  const columnOf = (page: number) => band.find(({ from, to }) => from <= page && page < to);
  const onClick = (clicked: MouseEvent) => {
    const where = clicked.offsetX / cell;
    const column = band.find(({ at, width }) => at <= where && where < at + width);
    if (column !== undefined && kindAt(memory.pages, column.from) !== undefined) onEnter(column.from);
  };
  if (borrowsFrom !== undefined) {
    return (
      <span class="page-map-borrowed">
        runs in the memory of <ProcessName pid={borrowsFrom} /> until exec or exit (vfork)
      </span>
    );
  }
  const at = cursor === undefined ? undefined : columnOf(cursor);
  return (
    <div class="page-map-cells" style={{ width: `${width}px` }}>
      <svg width={width} height={CELL_HEIGHT} aria-hidden="true" onClick={onClick}>
        {partsOf(memory.pages, band).map((part) => (
          <g key={part.at}>
            <rect
              x={part.at * cell}
              width={part.width * cell - 1}
              height={CELL_HEIGHT}
              class={isFoldedEmpty(part) ? "folded" : undefined}
              fill={isFoldedEmpty(part) ? undefined : patternOf(part.kind)}
            />
            {part.folded !== undefined && (
              <text x={(part.at + part.width / 2) * cell} y="14">
                {part.folded.toLocaleString("en")} {part.kind}
              </text>
            )}
          </g>
        ))}
        {faults.map(({ page }) => {
          const column = columnOf(page);
          if (column === undefined) return null;
          return (
            <rect
              key={`${step} ${page}`}
              class="fault"
              x={column.at * cell}
              y="1"
              width={column.width * cell - 1}
              height={CELL_HEIGHT - 2}
            />
          );
        })}
      </svg>
      {open !== undefined && <Frame column={columnOf(open)} cell={cell} />}
      {cursor !== undefined && at !== undefined && (
        <button
          type="button"
          key={cursor}
          class="page-map-cursor"
          style={{ left: `${at.at * cell}px`, width: `${at.width * cell - 1}px` }}
          aria-label={labelOf(pid, cursor, at.to - at.from, memory, faults)}
          onClick={() => onEnter(cursor)}
          onKeyDown={onKeyDown}
        />
      )}
    </div>
  );
}

function isFoldedEmpty({ folded, kind }: RowPart): boolean {
  return folded !== undefined && (kind === "zero" || kind === "unmapped");
}

function Frame({ column, cell }: { readonly column: PageColumn | undefined; readonly cell: number }) {
  if (column === undefined) return null;
  return (
    <span class="page-map-open" style={{ left: `${column.at * cell}px`, width: `${column.width * cell - 1}px` }} />
  );
}

/** "Process 3, page 63 at 0x3f000, private, copied on write". */
function labelOf(
  pid: Pid,
  page: number,
  pages: number,
  { pages: runs }: MemoryScene,
  faults: readonly Fault[],
): string {
  const kind = kindAt(runs, page) ?? "none";
  if (pages > 1) return `Process ${pid}, ${pages} pages from ${addressOf(page)}, ${kind}: show them`;
  const fault = faults.find((each) => each.page === page);
  return `Process ${pid}, page ${page} at ${addressOf(page)}, ${kind}${fault === undefined ? "" : `, ${describeCause(fault.cause)}`}`;
}

/** Whoever borrows memory has no pages to go to. */
function withOwn(processes: readonly MappedProcess[]): readonly MappedProcess[] {
  return processes.filter(({ borrowsFrom }) => borrowsFrom === undefined);
}

/** Where the cursor is: where it was moved to, or at the first page of the selected process that was written. */
function placeOf(
  wanted: PagePlace | undefined,
  processes: readonly MappedProcess[],
  selected: Pid | undefined,
): PagePlace | undefined {
  const own = withOwn(processes);
  const process = own.find(({ pid }) => pid === (wanted?.pid ?? selected)) ?? own[0];
  if (process === undefined) return undefined;
  const { pid, memory } = process;
  if (wanted !== undefined && kindAt(memory.pages, wanted.page) !== undefined) return { pid, page: wanted.page };
  return { pid, page: memory.pages.find(({ kind }) => kind !== "zero")?.from ?? 0 };
}
