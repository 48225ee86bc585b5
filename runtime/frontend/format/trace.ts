/**
 * System calls as lines, one when a call is made and one when it is answered:
 *
 *     [2] ==> fork()
 *     [2] <== 3
 *     [2] ==> wait4(-1, 0)
 *     [2] ... waits for a child to end
 *     [3] ==> proc_exit(7)
 *     [3] --- exits with 7
 *     [2] <== 3
 */
import { errnoMessage, errnoName } from "../../abi/errno.ts";
import { PAGE_SIZE } from "../../abi/layout.ts";
import { signalName } from "../../abi/signal.ts";
import { RESTART } from "../../abi/signal-flags.ts";
import type { KernelEvent } from "../../kernel/event.ts";
import { describeEnd } from "./end.ts";
import { printable } from "./printable.ts";

/** What a page was that is written for the first time since the last fork. */
const FAULTS = {
  zero: "first write to an empty page",
  program: "first write to a page of the program",
  fork: "copied on write, as it was shared since a fork",
};

/** "time passes to 1.000002 s": since the world began. */
export function timeText(elapsed: number): string {
  return `time passes to ${(elapsed / 1e9).toFixed(6)} s`;
}

/** The line of an event, without a newline; undefined for those that a trace leaves out. */
export function traceLine(event: KernelEvent): string | undefined {
  const line = describeEvent(event);
  return line === undefined ? undefined : printable(line);
}

function describeEvent(event: KernelEvent): string | undefined {
  switch (event.kind) {
    case "call":
      return event.retry ? undefined : `[${event.pid}] ==> ${event.text}`;
    case "answer":
      if (event.final) return `[${event.pid}] <== ${describeAnswer(event.answer)}${event.stored}`;
      return event.waitsFor.length === 0 ? undefined : `[${event.pid}] ... waits for ${event.waitsFor.join(" or ")}`;
    case "signal":
      return `[${event.pid}] --- ${signalName(event.signal)}: ${event.why}${event.from === undefined ? "" : ` from ${event.from}`}`;
    case "handle":
      return `[${event.pid}] --- runs its handler for ${signalName(event.signal)}`;
    case "exec":
      return `[${event.pid}] --- runs ${event.args.join(" ")}`;
    case "borrowed-write":
      return (
        `[${event.pid}] --- changed ${event.length} ${event.length === 1 ? "byte" : "bytes"} at 0x${event.address.toString(16)} ` +
        `of the memory that vfork lent it: ${event.lender} goes on with it`
      );
    case "fault":
      return `[${event.pid}] --- page 0x${(event.page * PAGE_SIZE).toString(16)}: ${FAULTS[event.cause]}`;
    case "exit":
      return `[${event.pid}] --- ${describeEnd(event.end)}`;
    case "time":
      return `--- ${timeText(event.elapsed)}`;
    case "refused":
      return `[${event.pid}] --- cannot run ${event.path}: ${event.why}`;
    default:
      return undefined;
  }
}

function describeAnswer(answer: number): string {
  if (answer === RESTART) return "interrupted: made again after the handler";
  return answer < 0 ? `${errnoName(-answer)} (${errnoMessage(-answer)})` : String(answer);
}
