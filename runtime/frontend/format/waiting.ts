/**
 * Why a process does not run, in a line:
 *
 *     [3] /bin/reader in fd_read(3): waits for pipe 1 to have data (its write end is still open: 4 in [2]) since step 12
 *     [4] /bin/reader: exits with 3 in step 17, and its parent, 2, has not waited for it
 *     [2] /bin/reader: could run, and ran last in step 21
 */
import type { WaitingSince } from "../../backend/emulated/time-travel.ts";
import { waiterLine } from "./deadlock.ts";
import { describeEnd } from "./end.ts";
import { printable } from "./printable.ts";

const SECOND = 1_000_000_000;

export function waitingLine(waiting: WaitingSince): string {
  const { pid, args, state, since, end, on, until, waitsFor, because } = waiting;
  const who = `[${pid}] ${printable(args.join(" "))}`;
  const inStep = since === undefined ? "" : ` in step ${since}`;
  if (end !== undefined)
    return `${who}: ${describeEnd(end)}${inStep}, and its parent, ${on.join()}, has not waited for it`;
  if (state === "runnable") return `${who}: could run${since === undefined ? "" : `, and ran last${inStep}`}`;
  const time = until === undefined ? [] : [`the time ${(until / SECOND).toFixed(9)}`];
  const others = on.length > 0 && because === "" ? `it is up to ${on.join(", ")}` : because;
  const line = waiterLine({ ...waiting, waitsFor: [...waitsFor, ...time], because: others }).trim();
  return since === undefined ? line : `${line} since step ${since}`;
}
