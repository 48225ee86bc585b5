/** What happened to a process at a step, as marks of a few kinds: sorted, so that those of some steps are found at once. */
import { lowerBound } from "./lower-bound.ts";

/** The most telling first: where there is no room for all, the first is drawn. */
export const MARK_KINDS = [
  "killed",
  "exit",
  "warning",
  "fork",
  "exec",
  "signal",
  "handler",
  "stop",
  "reap",
  "time",
  "input",
  "output",
  "fault",
] as const;

export type MarkKind = (typeof MARK_KINDS)[number];

export const MARK_NAMES: Readonly<Record<MarkKind, string>> = {
  killed: "killed by a signal",
  exit: "exits",
  warning: "goes wrong",
  fork: "forks",
  exec: "runs another program",
  signal: "gets a signal",
  handler: "runs a handler",
  stop: "is stopped, or goes on",
  reap: "is reaped by its parent",
  time: "time jumps",
  input: "input comes",
  output: "writes output",
  fault: "copies a page on write",
};

export interface Mark {
  readonly kind: MarkKind;
  readonly step: number;
  /** What exactly: "SIGINT from 2". */
  readonly text: string;
}

export class Marks {
  readonly #byKind = new Map<MarkKind, Mark[]>();

  add(kind: MarkKind, step: number, text: string): void {
    const marks = this.#byKind.get(kind);
    if (marks === undefined) this.#byKind.set(kind, [{ kind, step, text }]);
    else marks.push({ kind, step, text });
  }

  /** Those of a kind in the order of their steps. */
  of(kind: MarkKind): readonly Mark[] {
    return this.#byKind.get(kind) ?? [];
  }

  /** The kinds that there are, the most telling first. */
  get kinds(): MarkKind[] {
    return MARK_KINDS.filter((kind) => this.#byKind.has(kind));
  }

  /** All of one step, the most telling first. */
  at(step: number): Mark[] {
    return this.kinds.flatMap((kind) => {
      const marks = this.of(kind);
      const first = lowerBound(marks, step, (mark) => mark.step);
      return marks.slice(
        first,
        lowerBound(marks, step + 1, (mark) => mark.step, first),
      );
    });
  }
}
