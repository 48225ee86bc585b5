import { expect, test } from "vitest";
import { type TerminalState, terminalStatus } from "../../../playground/program/terminal-status.ts";

const STATE: TerminalState = {
  hasTerminal: true,
  standing: undefined,
  computes: undefined,
  isRunning: false,
  position: 5,
  length: 5,
};

/** What it says, and in brackets what can be done. */
function status(state: Partial<TerminalState>): string {
  const { text, wantsInput, mayPass, canType } = terminalStatus({ ...STATE, ...state });
  const deeds = [wantsInput && "wants", mayPass && "pass", canType && "type"].filter((deed) => deed !== false);
  return `${text} (${deeds.join(" ")})`;
}

test.each<[string, Partial<TerminalState>, string]>([
  ["without a terminal", { hasTerminal: false }, " ()"],
  ["in the past", { position: 3 }, "Step 3 of 5: typing here begins another branch. (type)"],
  ["while it runs", { isRunning: true }, " (type)"],
  ["while it runs, and is drawn some steps later", { isRunning: true, position: 3 }, " (type)"],
  ["while one computes", { computes: { pid: 3 } }, "Process 3 computes, without a system call for some time. (type)"],
  [
    "without a terminal, while one computes that is not known",
    { hasTerminal: false, computes: { pid: undefined } },
    "A process computes, without a system call for some time. ()",
  ],
  [
    "when somebody reads",
    { standing: { kind: "wants-input", hope: "data", within: undefined } },
    "The program waits for you to type. (wants type)",
  ],
  [
    "when somebody reads, for some time",
    { standing: { kind: "wants-input", hope: "data", within: 5 } },
    "The program waits for you to type. (wants pass type)",
  ],
  [
    "when time passes by itself",
    { standing: { kind: "wants-input", hope: "data", within: 5 }, isRunning: true },
    "The program waits for you to type. (wants type)",
  ],
  [
    "when nobody reads",
    { standing: { kind: "wants-input", hope: "rescue", within: undefined } },
    "Nobody reads what you type, but ^C can end what waits. (wants type)",
  ],
  ["at the end", { standing: { kind: "ended", end: { code: 0 } } }, "The program has ended. ()"],
  ["in a deadlock", { standing: { kind: "deadlock", waiters: [], end: undefined } }, "Nobody can go on. ()"],
])("%s", (_, state, expected) => {
  expect(status(state)).toBe(expected);
});
