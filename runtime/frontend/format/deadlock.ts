/** The report of a deadlock: who waits, in which call, for what. */
import type { Waiter } from "../../scheduler/outcome.ts";
import { printable } from "./printable.ts";

/** Lines for people. */
export function deadlockLines(waiters: readonly Waiter[]): string[] {
  const count =
    waiters.length === 1
      ? "1 process waits for what can never come"
      : `${waiters.length} processes wait for what can never come`;
  return [
    `deadlock: ${count}`,
    ...waiters.map(({ pid, args, call, waitsFor, because }) => {
      const where = call === "" ? "" : ` in ${call}`;
      return `  [${pid}] ${printable(args.join(" "))}${where}: waits for ${waitsFor.join(" or ") || "nothing known"}${because === "" ? "" : ` (${because})`}`;
    }),
  ];
}
