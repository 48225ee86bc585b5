/** One page of a process: what it is, who has this very version, its bytes, and who wrote one of them last. */
import { useEffect, useState } from "preact/hooks";
import type { LastWrite, PageKind, StackEntry } from "../../runtime/index.ts";
import type { SeenPage } from "../run/orders.ts";
import { placeInSource } from "./current-lines.ts";
import { HexView } from "./hex-view.tsx";
import { aboutKind, addressOf, describeMapping, describeWrite } from "./memory-words.ts";
import type { PagePlace } from "./page-columns.ts";
import { ProcessName } from "./process-name.tsx";
import "./page-view.css";

export interface PageViewProps extends PagePlace {
  readonly kind: PageKind;
  /** Changes whenever the run stands elsewhere: then everything is asked again. */
  readonly moment: unknown;
  readonly onAskPage: (pid: number, page: number) => Promise<SeenPage>;
  readonly onAskWrite: (pid: number, address: number) => Promise<LastWrite>;
  readonly onGoTo: (position: number) => void;
  readonly onShowLine: (path: string, line: number) => void;
  readonly onClose: () => void;
}

/** The past is searched when the run stands for so many milliseconds: that takes its time. */
const REST = 200;

export function PageView({ pid, page, kind, moment, onAskPage, onAskWrite, onClose, ...calls }: PageViewProps) {
  const { now, before } = usePage(pid, page, moment, onAskPage);
  const [chosen, setChosen] = useState<number>();
  const write = useWrite(pid, page, chosen, moment, onAskWrite);
  return (
    <section class="page-view" aria-label={`Page ${page} of process ${pid}`}>
      <header>
        <h3>
          Page {page} of <ProcessName pid={pid} />
        </h3>
        <button type="button" onClick={onClose}>
          Close
        </button>
      </header>
      <p>
        {addressOf(page)} to {addressOf(page, 4095)}, <strong>{kind}</strong>: {aboutKind(kind)}.
      </p>
      {now?.mapping !== undefined && <p>{describeMapping(now.mapping)}.</p>}
      {now !== undefined && now.sharers.length > 1 && (
        <p class="page-view-sharers">
          This version is that of{" "}
          {now.sharers.map((sharer) => (
            <ProcessName key={sharer} pid={sharer} />
          ))}
        </p>
      )}
      {now !== undefined && (
        <HexView page={page} bytes={now.bytes} before={before?.bytes} chosen={chosen} onChoose={setChosen} />
      )}
      <div class="page-view-write" aria-live="polite">
        {chosen === undefined ? (
          <p>Choose a byte to learn who wrote it last.</p>
        ) : write === undefined ? (
          <p>Looking for who wrote {addressOf(page, chosen)}...</p>
        ) : (
          <Write address={addressOf(page, chosen)} write={write} {...calls} />
        )}
      </div>
    </section>
  );
}

interface WriteProps extends Pick<PageViewProps, "onGoTo" | "onShowLine"> {
  readonly address: string;
  readonly write: LastWrite;
}

function Write({ address, write, onGoTo, onShowLine }: WriteProps) {
  const place = write.kind === "written" ? firstPlace(write.stack) : undefined;
  return (
    <>
      <p>
        <strong>{address}</strong>: {describeWrite(write)}
        {write.inherited.length > 0 &&
          ` Inherited by fork from ${write.inherited.map(({ pid }) => pid).join(", then ")}.`}
      </p>
      <p class="page-view-links">
        {write.kind !== "untouched" && (
          <button type="button" onClick={() => onGoTo(write.step + 1)}>
            Go to step {write.step + 1}
          </button>
        )}
        {place !== undefined && (
          <button type="button" onClick={() => onShowLine(place.path, place.line)}>
            Show {place.name}:{place.line}
          </button>
        )}
      </p>
    </>
  );
}

function firstPlace(stack: readonly StackEntry[]) {
  for (const { line } of stack) {
    const place = placeInSource(line);
    if (place !== undefined) return place;
  }
  return undefined;
}

/** The page as it is now, and as it was when it was last seen. */
function usePage(pid: number, page: number, moment: unknown, onAskPage: PageViewProps["onAskPage"]) {
  const [seen, setSeen] = useState<{ of: string; now: SeenPage; before: SeenPage | undefined }>();
  const of = `${pid} ${page}`;
  useEffect(() => {
    let isWanted = true;
    onAskPage(pid, page).then(
      (now) => {
        if (isWanted) setSeen((last) => ({ of, now, before: last?.of === of ? last.now : undefined }));
      },
      () => {}, // it is gone: the map says so
    );
    return () => {
      isWanted = false;
    };
  }, [of, moment]);
  return seen?.of === of ? seen : { now: undefined, before: undefined };
}

function useWrite(
  pid: number,
  page: number,
  chosen: number | undefined,
  moment: unknown,
  onAskWrite: PageViewProps["onAskWrite"],
): LastWrite | undefined {
  const [write, setWrite] = useState<{ of: string; write: LastWrite }>();
  const of = `${pid} ${page} ${chosen}`;
  useEffect(() => {
    setWrite(undefined);
    if (chosen === undefined) return;
    let isWanted = true;
    const timer = setTimeout(() => {
      onAskWrite(pid, page * 4096 + chosen).then(
        (found) => {
          if (isWanted) setWrite({ of, write: found });
        },
        () => {},
      );
    }, REST);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  }, [of, moment]);
  return write?.of === of ? write.write : undefined;
}
