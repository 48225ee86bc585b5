/** What each page of each process is, who shares it, and what copying on write has saved. */
import { useMemo, useRef, useState } from "preact/hooks";
import type { LastWrite, PageKind, Pid, SystemScene } from "../../runtime/index.ts";
import type { SeenPage, SeenStep } from "../run/orders.ts";
import { MemoryCounts } from "./memory-counts.tsx";
import { describeFaults, faultsOf, PAGE_KINDS } from "./memory-words.ts";
import { kindAt, type PagePlace } from "./page-columns.ts";
import { type MappedProcess, PageMap } from "./page-map.tsx";
import { CELL_HEIGHT, patternOf } from "./page-patterns.tsx";
import { PageView } from "./page-view.tsx";
import "./memory.css";

interface MemoryProps {
  readonly scene: SystemScene | undefined;
  readonly steps: readonly SeenStep[];
  readonly position: number;
  readonly selected: Pid | undefined;
  readonly onAskPage: (pid: Pid, page: number) => Promise<SeenPage>;
  readonly onAskWrite: (pid: Pid, address: number) => Promise<LastWrite>;
  readonly onGoTo: (position: number) => void;
  readonly onShowLine: (path: string, line: number) => void;
}

export function Memory({ scene, steps, position, selected, ...asks }: MemoryProps) {
  const [open, setOpen] = useState<PagePlace>();
  const map = useRef<HTMLDivElement>(null);
  const processes = useMemo(
    () => (scene?.processes ?? []).filter((process): process is MappedProcess => process.memory !== undefined),
    [scene],
  );
  const faults = useMemo(() => faultsOf(steps[position - 1]?.events), [steps, position]);
  if (scene === undefined) return <p class="memory-empty">Run a program to see its memory, page by page.</p>;
  if (processes.length === 0) return <p class="memory-empty">No process has memory now: all have ended.</p>;
  const memory = processes.find(({ pid }) => pid === open?.pid)?.memory;
  const kind = open === undefined || memory === undefined ? undefined : kindAt(memory.pages, open.page);
  return (
    <div class="memory">
      <div class="memory-map" ref={map}>
        <Legend kinds={new Set(processes.flatMap(({ memory }) => memory.pages.map(({ kind }) => kind)))} />
        <PageMap
          processes={processes}
          faults={faults}
          step={position - 1}
          selected={selected}
          open={open}
          onOpen={setOpen}
        />
        <p class="memory-news" aria-live="polite">
          {faults.length > 0 && `${describeFaults(faults)}, in step ${position}.`}
        </p>
      </div>
      <div class="memory-side">
        {open !== undefined && kind !== undefined ? (
          <PageView
            {...open}
            key={`${open.pid} ${open.page}`}
            kind={kind}
            moment={scene}
            onClose={() => {
              setOpen(undefined);
              map.current?.querySelector<HTMLElement>(".page-map-cursor")?.focus();
            }}
            {...asks}
          />
        ) : (
          <MemoryCounts processes={processes} pagesUsed={scene.pagesUsed} selected={selected} />
        )}
      </div>
    </div>
  );
}

/** No wider than the narrowest page. */
const SWATCH = 12;

function Legend({ kinds }: { readonly kinds: ReadonlySet<PageKind> }) {
  return (
    <ul class="memory-legend">
      {PAGE_KINDS.filter(([kind]) => kinds.has(kind)).map(([kind, name, about]) => (
        <li key={kind} title={about}>
          <svg width={SWATCH} height={CELL_HEIGHT} aria-hidden="true">
            <rect width={SWATCH} height={CELL_HEIGHT} fill={patternOf(kind)} />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
