/**
 * A call stack in a line, the innermost function first:
 *
 *     read_line (shell.c:42) <- main (shell.c:80)
 *
 * Where lines are known, functions without one are left out: they are of libraries. Otherwise those are left out whose names C
 * keeps for its library, with an underscore before them.
 */
import type { StackEntry } from "../../backend/emulated/call-stack.ts";
import { sourceName } from "../../guest/source-name.ts";
import { printable } from "./printable.ts";

/** Empty where there is nothing to show. Only so many functions are named, of the others it says how many they are. */
export function callStackLine(stack: readonly StackEntry[], most = 4): string {
  const main = stack.find(({ function: name }) => sourceName(name) === "main");
  const named = stack.map((entry) => (entry === main ? { ...entry, function: "main" } : entry));
  const shown = named.filter(named.some(({ line }) => line !== undefined) ? isOurs : isNoLibrary);
  const parts = shown
    .slice(0, most)
    .map(({ function: name, line }) => printable(line === undefined ? name : `${name} (${line})`));
  if (shown.length > most) parts.push(`${shown.length - most} more`);
  return parts.join(" <- ");
}

/** What Prong put between two functions belongs to no library. */
function isOurs({ line, functionIndex }: StackEntry): boolean {
  return line !== undefined || functionIndex === undefined;
}

/** `_Z` begins the names of C++ functions. */
function isNoLibrary({ function: name }: StackEntry): boolean {
  return !name.startsWith("_") || name.startsWith("_Z");
}
