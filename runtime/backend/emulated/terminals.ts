/** Which standard streams guests see as a terminal. */
import type { Terminals } from "../../kernel/files/root.ts";
import type { SystemOptions } from "./system.ts";

const STREAMS = [
  ["i", "stdin"],
  ["o", "stdout"],
  ["e", "stderr"],
] as const;

/** The terminal that the options ask for: the system's own, or the host's. */
export function terminalsOf({ terminal, terminals }: SystemOptions): Terminals {
  if (terminal === undefined || terminal === false) return terminals ?? {};
  const own = { stdin: true, stdout: true, stderr: true, raw: true };
  return terminal === true ? own : { ...own, window: terminal };
}

/** As a schedule says it: `ioe`. */
export function terminalLetters(terminals: Terminals): string {
  return STREAMS.flatMap(([letter, stream]) => (terminals[stream] === true ? [letter] : [])).join("");
}

/** Those of them that a schedule says; nobody types where input is none. */
export function onlyTerminals(terminals: Terminals, letters: string): Terminals {
  const streams = Object.fromEntries(
    STREAMS.map(([letter, stream]) => [stream, terminals[stream] === true && letters.includes(letter)]),
  );
  return { ...terminals, ...streams, raw: terminals.raw === true && streams.stdin === true };
}
