/**
 * Who was waited for. A run reaps if it ends, and until then nobody has been left to process 1: whoever ends has waited for all of
 * its children, or ignores SIGCHLD, so that the kernel does it.
 */
import { INIT_PID } from "../../abi/ids.ts";
import type { RunResult } from "../../backend/emulated/trials.ts";
import type { KernelEvent } from "../../kernel/event.ts";

const LEFT = "left to process 1: ";

/** What is noted of an event: that a process has ended and left a child, living or not. */
export function noteLeft(event: KernelEvent): string | undefined {
  const isLeft = event.kind === "reparent" || (event.kind === "reap" && event.by === INIT_PID);
  return isLeft ? `${LEFT}${event.pid}` : undefined;
}

export function hasReaped({ end, notes }: RunResult): boolean {
  return end.kind === "ended" && leftOf(notes).length === 0;
}

/** Lines for people. */
export function leftLines(notes: RunResult["notes"]): string[] {
  return leftOf(notes).map((pid) => `  [${pid}] is left to process 1: its parent has ended without waiting for it`);
}

function leftOf(notes: RunResult["notes"] = []): string[] {
  return notes.filter((note) => note.startsWith(LEFT)).map((note) => note.slice(LEFT.length));
}
