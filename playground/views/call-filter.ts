/** Which rows of the trace are wanted, and which of them is now. */
import type { Pid } from "../../runtime/index.ts";
import { type CallRow, nameOf } from "./call-rows.ts";

export interface CallFilter {
  readonly pid: Pid | undefined;
  /** A call's name; `news` is what is no call. */
  readonly name: string | undefined;
  /** Words of calls and answers. */
  readonly text: string;
}

export const NO_FILTER: CallFilter = { pid: undefined, name: undefined, text: "" };

/** The wanted rows' numbers. */
export function filterRows(rows: readonly CallRow[], { pid, name, text }: CallFilter): number[] {
  const wanted = text.trim().toLowerCase();
  const found: number[] = [];
  for (let index = 0; index < rows.length; index++) {
    const row = rows[index] as CallRow;
    if (pid !== undefined && row.pid !== pid) continue;
    if (name !== undefined && (name === "news" ? row.kind !== "news" : nameOf(row) !== name)) continue;
    if (wanted !== "" && !wordsOf(row).toLowerCase().includes(wanted)) continue;
    found.push(index);
  }
  return found;
}

/** How many of the shown rows are past: the last of them is what happened last. */
export function countPast(rows: readonly CallRow[], shown: readonly number[], position: number): number {
  let [low, high] = [0, shown.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[shown[middle] as number]?.step ?? 0) < position) low = middle + 1;
    else high = middle;
  }
  return low;
}

function wordsOf({ text, sleeps, answer }: CallRow): string {
  return `${text} ${sleeps ?? ""} ${answer?.text ?? ""} ${answer?.about ?? ""}`;
}
