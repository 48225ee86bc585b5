/** The branches of a run: where each leaves another one and what came of it, and any two of them side by side. */
import { useMemo, useState } from "preact/hooks";
import type { KnownBranch } from "../state/run-state.ts";
import { type BranchSummary, branchName, branchReader, differences, endWords, sharedSteps } from "./branch-summary.ts";
import { ComparedText } from "./compared-text.tsx";
import { counted } from "./words.ts";
import "./branches.css";

interface BranchesProps {
  readonly branches: readonly KnownBranch[];
  /** The one that the run stands on. */
  readonly here: number;
  readonly onGoTo: (position: number, branch: number) => void;
}

export function Branches({ branches, here, onGoTo }: BranchesProps) {
  const read = useMemo(branchReader, []);
  const [pair, setPair] = useState<readonly [number, number]>();
  const summaries = read(branches);
  if (summaries.length < 2) return <NoBranches hasRun={summaries.length === 1} />;
  const usual = [summaries[here]?.parent ?? 0, here === 0 ? summaries.length - 1 : here] as const;
  const [one, other] = (pair ?? usual).map((id) => summaries[id] ?? summaries[0]) as [BranchSummary, BranchSummary];
  const choose = (label: string, value: number, onChange: (id: number) => void) => (
    <select
      aria-label={label}
      value={String(value)}
      onChange={(changed) => onChange(Number(changed.currentTarget.value))}
    >
      {summaries.map(({ id }) => (
        <option key={id} value={String(id)}>
          {branchName(id)}
        </option>
      ))}
    </select>
  );
  return (
    <div class="branches">
      <ul class="branches-list" aria-label="All branches">
        {summaries.map((summary) => (
          <Item
            key={summary.id}
            summary={summary}
            depth={depthOf(branches, summary.id)}
            isHere={summary.id === here}
            onGoTo={onGoTo}
          />
        ))}
      </ul>
      <h3 class="branches-compare">
        Compare {choose("Compare this branch", one.id, (id) => setPair([id, other.id]))} with{" "}
        {choose("with this one", other.id, (id) => setPair([one.id, id]))}
      </h3>
      <ul class="branches-differences" aria-live="polite">
        {differences(one, other, sharedSteps(branches, one.id, other.id)).map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      <div class="branches-sides">
        <Side summary={one} other={other} />
        <Side summary={other} other={one} />
      </div>
    </div>
  );
}

function Item({
  summary,
  depth,
  isHere,
  onGoTo,
}: {
  readonly summary: BranchSummary;
  readonly depth: number;
  readonly isHere: boolean;
  readonly onGoTo: BranchesProps["onGoTo"];
}) {
  const { id, from, length, why, parent } = summary;
  return (
    <li class={isHere ? "branches-item here" : "branches-item"} style={{ "--depth": String(depth) }}>
      <span class="branches-what">
        <b>{capital(branchName(id))}</b>
        {isHere && <span class="branches-here">you are here</span>}
        <span>
          {why}. {capital(endWords(summary))}, after {counted(length, "step")}.
        </span>
      </span>
      {parent !== undefined && (
        <button type="button" title="Go to the first step that is its own" onClick={() => onGoTo(from + 1, id)}>
          To step {from + 1}
        </button>
      )}
      <button type="button" onClick={() => onGoTo(length, id)}>
        To its end<span class="unseen">: {branchName(id)}</span>
      </button>
    </li>
  );
}

function Side({ summary, other }: { readonly summary: BranchSummary; readonly other: BranchSummary }) {
  const { id, stdout, stderr, tree } = summary;
  return (
    <section aria-label={branchName(id)}>
      <h4>{capital(branchName(id))}</h4>
      <p class="branches-title">Output</p>
      <ComparedText text={stdout} other={other.stdout} empty="It has written nothing." />
      {(stderr !== "" || other.stderr !== "") && (
        <>
          <p class="branches-title">Standard error</p>
          <ComparedText text={stderr} other={other.stderr} empty="Nothing." />
        </>
      )}
      <p class="branches-title">Processes</p>
      <ComparedText text={tree.join("\n")} other={other.tree.join("\n")} empty="None yet." />
    </section>
  );
}

function NoBranches({ hasRun }: { readonly hasRun: boolean }) {
  return (
    <p class="branches-empty">
      {hasRun
        ? "There is one run so far. Go back to a step where several processes could run, and choose another one to run next: that begins a branch, and both are kept here."
        : "Run the program first. Then go back to a step, and let another process run next: each such way is kept here as a branch."}
    </p>
  );
}

function depthOf(all: readonly KnownBranch[], id: number): number {
  const parent = all[id]?.parent;
  return parent === undefined ? 0 : 1 + depthOf(all, parent);
}

function capital(text: string): string {
  return `${text.slice(0, 1).toUpperCase()}${text.slice(1)}`;
}
