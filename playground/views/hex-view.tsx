/** The bytes of a page, in hexadecimal and as characters. A byte can be chosen, by a click or by arrow keys and Enter. */
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { asciiOf, HEX_WIDTH, type HexRow, hexRows, neighbourByte } from "./hex-rows.ts";
import { addressOf } from "./memory-words.ts";
import { hexByte } from "./printable-bytes.ts";
import { scrollTo } from "./rows-in-window.ts";
import { WindowedRows } from "./windowed-rows.tsx";
import "./hex-view.css";

interface HexViewProps {
  readonly page: number;
  readonly bytes: Uint8Array;
  /** What was there before the last step, where that is known: what is new stands out. */
  readonly before: Uint8Array | undefined;
  /** The byte that is asked about. */
  readonly chosen: number | undefined;
  readonly onChoose: (offset: number) => void;
}

const ROW_HEIGHT = 20;

export function HexView({ page, bytes, before, chosen, onChoose }: HexViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const [unfold, setUnfold] = useState(false);
  const rows = useMemo(() => hexRows(bytes, unfold), [bytes, unfold]);
  const [wanted, setWanted] = useState<number>();
  const moved = useRef(false);
  const cursor = wanted ?? rows.find(({ length }) => length === HEX_WIDTH)?.offset ?? 0;

  useEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    scroller.current?.querySelector<HTMLElement>(".hex-view-cursor")?.focus({ preventScroll: true });
  });
  const onKeyDown = (pressed: KeyboardEvent) => {
    const to = neighbourByte(cursor, pressed.key, rows);
    const { current } = scroller;
    if (to === undefined || current === null) return;
    pressed.preventDefault();
    const index = rows.findIndex(({ offset, length }) => offset <= to && to < offset + length);
    const top = scrollTo(index, current.scrollTop, current.clientHeight, ROW_HEIGHT);
    if (top !== undefined) current.scrollTop = top;
    moved.current = true;
    setWanted(to);
  };
  const onClick = (clicked: Event) => {
    const offset = (clicked.target as Element).closest<HTMLElement>("[data-offset]")?.dataset["offset"];
    if (offset === undefined) return;
    moved.current = true;
    setWanted(Number(offset));
    onChoose(Number(offset));
  };
  return (
    <>
      <WindowedRows
        class="hex-view"
        role="group"
        aria-label="Bytes: arrow keys go from byte to byte, Enter asks who wrote it"
        scroller={scroller}
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        onClick={onClick}
        onKeyDown={onKeyDown}
        row={(index) => {
          const row = rows[index] as HexRow;
          return <Row key={row.offset} {...{ row, page, bytes, before, chosen, cursor }} />;
        }}
      />
      <label class="hex-view-fold">
        <input type="checkbox" checked={unfold} onChange={() => setUnfold(!unfold)} /> Show rows of zeros
      </label>
    </>
  );
}

interface RowProps extends Pick<HexViewProps, "page" | "bytes" | "before" | "chosen"> {
  readonly row: HexRow;
  readonly cursor: number;
}

function Row({ row: { offset, length }, page, bytes, before, chosen, cursor }: RowProps) {
  const isFolded = length > HEX_WIDTH;
  const shown = bytes.subarray(offset, offset + HEX_WIDTH);
  return (
    <div class="hex-view-row">
      <span class="hex-view-address">{addressOf(page, offset).slice(2)}</span>
      {isFolded ? (
        <span class="hex-view-zeros">{length.toLocaleString("en")} zeros</span>
      ) : (
        <>
          <span class="hex-view-bytes">
            {[...shown].map((byte, i) => {
              const at = offset + i;
              const isNew = before !== undefined && before[at] !== byte;
              const marks = `${byte === 0 ? "zero" : ""} ${isNew ? "new" : ""} ${at === chosen ? "chosen" : ""}`;
              if (at !== cursor) {
                return (
                  <span key={at} class={marks} data-offset={at}>
                    {hexByte(byte)}
                  </span>
                );
              }
              return (
                <button type="button" key={at} class={`hex-view-cursor ${marks}`} data-offset={at}>
                  {hexByte(byte)}
                  <span class="unseen">
                    {" at "}
                    {addressOf(page, at)}
                    {isNew && ", new"}
                  </span>
                </button>
              );
            })}
          </span>
          <span class="hex-view-text" aria-hidden="true">
            {asciiOf(shown)}
          </span>
        </>
      )}
    </div>
  );
}
