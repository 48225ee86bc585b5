/** What every run of a program is to do, whatever the order of events. */
import { signalName } from "../../abi/signal.ts";
import type { End } from "../../abi/wait-status.ts";
import type { RunResult } from "../../backend/emulated/trials.ts";
import type { Watch } from "./guest.ts";
import { hasReaped } from "./reaping.ts";

export interface Expectation {
  readonly watch: Exclude<Watch, "races">;
  /** After "every run": `prints "2\n"`. */
  readonly wanted: string;
  isMet(result: RunResult): boolean;
}

/** An exit code, or a signal: `0`, `"SIGKILL"`. */
export type WantedEnd = number | string;

/** Ends, and has printed one of these to standard output. */
export function onlyPrint(texts: readonly string[]): Expectation {
  if (texts.length === 0) throw new TypeError("Cannot check what is printed: expected one text at least");
  return {
    watch: "outcomes",
    wanted: `ends, and has printed ${anyOf(texts.map((text) => JSON.stringify(text)))}`,
    isMet: ({ stdout, end }) => end.kind === "ended" && texts.includes(stdout),
  };
}

/** Its first process ends in one of these ways, and all others end, too. */
export function onlyExitWith(ends: readonly WantedEnd[]): Expectation {
  if (ends.length === 0) throw new TypeError("Cannot check how it ends: expected one exit code or signal at least");
  return {
    watch: "outcomes",
    wanted: `ends, with ${anyOf(ends.map(String))}`,
    isMet: ({ end }) => end.kind === "ended" && ends.includes(endOf(end.end)),
  };
}

export const neverDeadlock: Expectation = {
  watch: "outcomes",
  wanted: "goes on without a deadlock",
  isMet: ({ end }) => end.kind !== "deadlock",
};

export const alwaysReap: Expectation = {
  watch: "reaping",
  wanted: "ends, and each of its processes was waited for by its parent",
  isMet: hasReaped,
};

function endOf(end: End): WantedEnd {
  return "code" in end ? end.code & 0xff : signalName(end.signal);
}

function anyOf(what: readonly string[]): string {
  return what.length === 1 ? `${what[0]}` : `${what.slice(0, -1).join(", ")} or ${what.at(-1)}`;
}
