/** The tree of all processes that the run has had: how it is with each, and who could be let run next. */
import type { JSX } from "preact";
import { useMemo, useRef, useState } from "preact/hooks";
import type { Pid, SystemScene } from "../../runtime/index.ts";
import type { SeenStep } from "../run/orders.ts";
import { livedBefore, livesReader } from "./lives.ts";
import { ProcessDetails } from "./process-details.tsx";
import { ProcessName } from "./process-name.tsx";
import { nextPid } from "./process-state.ts";
import { type FoldedRow, type ProcessRow, type TreeRow, treeRows } from "./process-tree-rows.ts";
import { StateMark } from "./state-mark.tsx";
import "./process-tree.css";

interface ProcessTreeProps {
  readonly scene: SystemScene | undefined;
  readonly steps: readonly SeenStep[];
  readonly position: number;
  /** Who may be made to run next. */
  readonly choosable: readonly Pid[];
  readonly selected: Pid | undefined;
  readonly onSelect: (pid: Pid) => void;
  readonly onRunNext: (pid: Pid) => void;
  /** Goes to the moment before this step. */
  readonly onGoTo: (position: number) => void;
}

export function ProcessTree({ scene, steps, position, choosable, selected, onSelect, ...calls }: ProcessTreeProps) {
  const [unfold, setUnfold] = useState(false);
  const readLives = useRef(livesReader()).current;
  const next = nextPid(steps, position);
  const rows = useMemo(
    () => treeRows(livedBefore(readLives(steps), position), { processes: scene?.processes ?? [], next, unfold }),
    [readLives, steps, position, scene, next, unfold],
  );
  if (scene === undefined) return <p class="process-tree-empty">Run a program to see its processes here.</p>;
  const process = scene.processes.find(({ pid }) => pid === selected);
  const row = rows.find((each): each is ProcessRow => "pid" in each && each.pid === selected);
  return (
    <div class="process-tree">
      <ProcessRows
        rows={rows}
        choosable={choosable}
        selected={selected}
        onSelect={onSelect}
        onRunNext={calls.onRunNext}
        onUnfold={() => setUnfold(true)}
      />
      {row === undefined ? (
        <p class="process-tree-hint">Choose a process to see more of it: its group, its signals, why it waits.</p>
      ) : (
        <ProcessDetails
          row={row}
          process={process}
          canRunNext={choosable.includes(row.pid) && row.pid !== next}
          {...calls}
        />
      )}
    </div>
  );
}

interface RowsProps extends Pick<ProcessTreeProps, "choosable" | "selected" | "onSelect" | "onRunNext"> {
  readonly rows: readonly TreeRow[];
  readonly onUnfold: () => void;
}

function ProcessRows({ rows, choosable, selected, onSelect, onRunNext, onUnfold }: RowsProps) {
  const list = useRef<HTMLDivElement>(null);
  const shown = rows.filter((row): row is ProcessRow => "pid" in row);
  const focused = shown.find(({ pid }) => pid === selected)?.pid ?? shown[0]?.pid;
  const onKeyDown = (pressed: KeyboardEvent) => {
    if (!KEYS.has(pressed.key)) return;
    pressed.preventDefault(); // where it leads nowhere, too: the page has the same keys
    const to = targetOf(pressed.key, shown, focused);
    if (to === undefined) return;
    onSelect(to);
    list.current?.querySelector<HTMLElement>(`[data-pid="${to}"]`)?.focus();
  };
  return (
    <div
      class="process-tree-rows"
      role="tree"
      aria-label="Processes"
      ref={list}
      style={{ "--indent": `${indentOf(rows)}px` }}
    >
      <div class="process-tree-init" role="none">
        <span class="process-tree-pid-1">1</span> init: takes in orphans, and reaps them
      </div>
      {rows.map((row) =>
        "folded" in row ? (
          <Folded key={`folded ${row.folded[0]}`} row={row} onUnfold={onUnfold} />
        ) : (
          <div
            key={row.pid}
            class={`process-tree-row ${row.state.kind}`}
            role="treeitem"
            data-pid={row.pid}
            tabIndex={row.pid === focused ? 0 : -1}
            aria-level={row.depth + 1}
            aria-posinset={row.place}
            aria-setsize={row.of}
            aria-selected={row.pid === selected}
            style={{ "--levels": row.passing.length }}
            onClick={() => onSelect(row.pid)}
            onKeyDown={onKeyDown}
          >
            <Lines passing={row.passing} />
            <span class="process-tree-name">
              <ProcessName pid={row.pid} ended={row.state.kind === "gone"} />
              <Commands commands={row.commands} />
            </span>
            <span class="process-tree-state">
              <StateMark kind={row.state.kind} />
              <span>
                {row.bornTo !== undefined && <em>orphan of {row.bornTo}, </em>}
                {row.state.text}
              </span>
            </span>
            {choosable.includes(row.pid) && row.state.kind !== "next" && (
              <button
                type="button"
                class="process-tree-run"
                tabIndex={-1}
                onClick={(click) => {
                  click.stopPropagation();
                  onRunNext(row.pid);
                }}
              >
                Run <span class="unseen">process {row.pid} </span>next
              </button>
            )}
          </div>
        ),
      )}
    </div>
  );
}

/** What it ran, one after the other: `sh → ls -l`. */
function Commands({ commands }: { readonly commands: readonly string[] }) {
  const before = commands.slice(0, -1);
  return (
    <span class="process-tree-commands">
      {before.map((command, i) => (
        <span key={i} class="process-tree-before">
          {command}
          <span aria-hidden="true"> → </span>
          <span class="unseen">, then </span>
        </span>
      ))}
      {commands.at(-1)}
    </span>
  );
}

function Folded({ row, onUnfold }: { readonly row: FoldedRow; readonly onUnfold: () => void }) {
  return (
    <div class="process-tree-row folded" role="none" style={{ "--levels": row.passing.length }}>
      <Lines passing={row.passing} />
      <span class="process-tree-name">
        <button type="button" class="plain" onClick={onUnfold}>
          Show {row.folded.length} that are gone
        </button>
      </span>
    </div>
  );
}

/** The lines that lead from parents to children, on the left of a row. */
function Lines({ passing }: Pick<ProcessRow, "passing">) {
  return (
    <span class="process-tree-lines" aria-hidden="true">
      {passing.map((goesOn, level): JSX.Element | null => {
        const isOwn = level === passing.length - 1;
        if (!goesOn && !isOwn) return null;
        return (
          <i key={level} class={`${isOwn ? "own" : ""} ${goesOn ? "goes-on" : ""}`} style={{ "--level": level }} />
        );
      })}
    </span>
  );
}

/** Deep trees are indented less. */
function indentOf(rows: readonly TreeRow[]): number {
  const depth = rows.reduce((deepest, row) => Math.max(deepest, row.depth), 0);
  return depth > 10 ? 13 : depth > 5 ? 16 : 22;
}

const KEYS: ReadonlySet<string> = new Set(
  "ArrowDown ArrowUp ArrowLeft ArrowRight Home End Enter".split(" ").concat(" "),
);

/** Where a key leads: up and down by rows, left to the parent, right to the first child. */
function targetOf(key: string, rows: readonly ProcessRow[], from: Pid | undefined): Pid | undefined {
  const index = rows.findIndex(({ pid }) => pid === from);
  const row = rows[index];
  if (row === undefined) return undefined;
  switch (key) {
    case "ArrowDown":
      return rows[index + 1]?.pid;
    case "ArrowUp":
      return rows[index - 1]?.pid;
    case "ArrowLeft":
      return rows.slice(0, index).findLast(({ depth }) => depth === row.depth - 1)?.pid;
    case "ArrowRight":
      return rows[index + 1]?.depth === row.depth + 1 ? rows[index + 1]?.pid : undefined;
    case "Home":
      return rows[0]?.pid;
    case "End":
      return rows.at(-1)?.pid;
    case "Enter":
    case " ":
      return row.pid;
    default:
      return undefined;
  }
}
