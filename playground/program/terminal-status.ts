/** What the terminal's panel says beside its title: what it waits for, and what typing would do. */
import type { Pid } from "../../runtime/index.ts";
import type { Standing } from "../run/orders.ts";

export interface TerminalState {
  readonly hasTerminal: boolean;
  /** Of the run; undefined before the first one. */
  readonly standing: Standing | undefined;
  /** Who is in a step for long, if somebody is and it is known. */
  readonly computes: { readonly pid: Pid | undefined } | undefined;
  /** Does the run go on? Then time passes as it does for people, if nobody types. */
  readonly isRunning: boolean;
  readonly position: number;
  /** How many steps of the branch are known. */
  readonly length: number;
}

export interface TerminalStatus {
  readonly text: string;
  /** Is somebody to type? Then the panel shows it, and how to get there. */
  readonly wantsInput: boolean;
  /** Could one say that nobody types, so that who only waits some time goes on? */
  readonly mayPass: boolean;
  /** Is there anybody who could get what is typed? */
  readonly canType: boolean;
}

const HOPES = {
  data: "The program waits for you to type.",
  signal: "The program waits for a signal: ^C types one.",
  rescue: "Nobody reads what you type, but ^C can end what waits.",
};

export function terminalStatus(state: TerminalState): TerminalStatus {
  const { hasTerminal, standing, computes, isRunning, position, length } = state;
  const calm = { wantsInput: false, mayPass: false };
  if (computes !== undefined) {
    const who = computes.pid === undefined ? "A process" : `Process ${computes.pid}`;
    return { text: `${who} computes, without a system call for some time.`, ...calm, canType: hasTerminal };
  }
  if (!hasTerminal) return { text: "", ...calm, canType: false };
  if (position < length && !isRunning) {
    return { text: `Step ${position} of ${length}: typing here begins another branch.`, ...calm, canType: true };
  }
  if (standing?.kind === "ended") return { text: "The program has ended.", ...calm, canType: false };
  if (standing?.kind === "deadlock") return { text: "Nobody can go on.", ...calm, canType: false };
  if (standing?.kind !== "wants-input") return { text: "", ...calm, canType: true };
  return {
    text: HOPES[standing.hope ?? "data"],
    wantsInput: true,
    mayPass: standing.within !== undefined && !isRunning,
    canType: true,
  };
}
