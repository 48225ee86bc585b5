/**
 * The functions of a guest, one a line:
 *
 *     index  name           sites  before  after  copies
 *        12  main               9     214    450     613
 *        13  strlen             -      80     80       -
 */
import type { ExplainedFunction } from "../explain/explanation.ts";
import { printable } from "./printable.ts";

const HEAD = ["index", "name", "sites", "before", "after", "copies"];
/** C++ has names of hundreds of letters. */
const WIDEST_NAME = 60;

/** Lines for people; sizes are in bytes. */
export function functionTable(functions: readonly ExplainedFunction[]): string[] {
  const rows = [HEAD, ...functions.map(row)];
  const widths = HEAD.map((_, column) =>
    rows.reduce((widest, cells) => Math.max(widest, cells[column]?.length ?? 0), 0),
  );
  return rows.map((cells) =>
    cells
      .map((cell, column) => (column === 1 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join("  ")
      .trimEnd(),
  );
}

/** What it comes to, in a line. */
export function functionSummary(functions: readonly ExplainedFunction[]): string {
  const sum = (size: (each: ExplainedFunction) => number) => functions.reduce((total, each) => total + size(each), 0);
  const instrumented = functions.filter(({ isInstrumented }) => isInstrumented).length;
  const [before, after] = [sum((each) => each.before), sum((each) => each.after + each.copies)];
  const times = before === 0 ? "" : `, ${(after / before).toFixed(2)} times as much`;
  return `${instrumented} of ${functions.length} functions can be on a captured stack, at ${sum((each) => each.sites)} sites; ${before} bytes of code before, ${after} after${times}`;
}

function row({ index, name, isInstrumented, sites, before, after, copies }: ExplainedFunction): string[] {
  const shown = printable(name ?? "");
  return [
    String(index),
    shown.length > WIDEST_NAME ? `${shown.slice(0, WIDEST_NAME - 3)}...` : shown,
    isInstrumented ? String(sites) : "-",
    String(before),
    String(after),
    copies === 0 ? "-" : String(copies),
  ];
}
