/** What the compiler said, as a list: each one leads to its line. */
import type { Diagnostic } from "./diagnostics.ts";
import "./problem-list.css";

interface ProblemListProps {
  readonly diagnostics: readonly Diagnostic[];
  /** Is there one file only? Then it need not be named. */
  readonly alone: boolean;
  readonly onGoTo: (path: string, line: number, column: number) => void;
}

/** A screen reader says the word; a letter stands for it to others, beside its colour. */
const WORDS = { error: "Error", warning: "Warning", note: "Note" } as const;

export function ProblemList({ diagnostics, alone, onGoTo }: ProblemListProps) {
  if (diagnostics.length === 0) return null;
  return (
    <ul class="problem-list" aria-label="What the compiler says">
      {diagnostics.map((diagnostic, index) => (
        <li key={index} class={`problem-list-${diagnostic.severity}`}>
          <Problem diagnostic={diagnostic} alone={alone} onGoTo={onGoTo} />
        </li>
      ))}
    </ul>
  );
}

interface ProblemProps extends Omit<ProblemListProps, "diagnostics"> {
  readonly diagnostic: Diagnostic;
}

function Problem({ diagnostic, alone, onGoTo }: ProblemProps) {
  const { severity, path, line, column = 1, message } = diagnostic;
  const content = (
    <>
      <span class="problem-list-word">{WORDS[severity]}</span>
      {path !== undefined && <span class="problem-list-place">{placeOf(path, line, alone)}</span>}
      <span class="problem-list-message">{message}</span>
    </>
  );
  if (path === undefined || line === undefined) return <span class="problem-list-row">{content}</span>;
  return (
    <button type="button" class="problem-list-row" onClick={() => onGoTo(path, line, column)}>
      {content}
    </button>
  );
}

function placeOf(path: string, line: number | undefined, alone: boolean): string {
  if (line === undefined) return path;
  return alone ? `line ${line}` : `${path}:${line}`;
}
