/** The report of a deadlock: who waits, in which call, for what, and where in the program that is. */
import type { Pid } from "../../abi/ids.ts";
import type { StackEntry } from "../../backend/emulated/call-stack.ts";
import type { Waiter } from "../../scheduler/outcome.ts";
import { callStackLine } from "./call-stack.ts";
import { printable } from "./printable.ts";

/** Lines for people. `stackOf` is what `System.callStack` answers; without it nothing is said of places in the program. */
export function deadlockLines(
  waiters: readonly Waiter[],
  stackOf: (pid: Pid) => readonly StackEntry[] | undefined = () => undefined,
): string[] {
  const count =
    waiters.length === 1
      ? "1 process waits for what can never come"
      : `${waiters.length} processes wait for what can never come`;
  return [
    `deadlock: ${count}`,
    ...waiters.flatMap((waiter) => {
      const place = callStackLine(stackOf(waiter.pid) ?? []);
      return [waiterLine(waiter), ...(place === "" ? [] : [`      at ${place}`])];
    }),
  ];
}

/** Who waits, in which call, for what, and who is to blame. */
export function waiterLine({ pid, args, call, waitsFor, because }: Waiter): string {
  const where = call === "" ? "" : ` in ${call}`;
  return `  [${pid}] ${printable(args.join(" "))}${where}: waits for ${waitsFor.join(" or ") || "nothing known"}${because === "" ? "" : ` (${because})`}`;
}
