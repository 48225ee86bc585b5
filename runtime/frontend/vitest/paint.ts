/**
 * Colours for the report of a matcher. Vitest paints a whole message red, which says nothing: here only its first line is left so, and
 * after it every colour ends with a reset of all, which Vitest leaves as it is.
 */
import { type Paint, PLAIN } from "../testing/report.ts";

const RESET = "\x1b[0m";

function style(on: number): (text: string) => string {
  return (text) => `\x1b[${on}m${text}${RESET}`;
}

const PAINTED: Paint = { wrong: style(31), right: style(32), quiet: style(2) };

/** Those of Vitest that tell. */
interface Utils {
  RECEIVED_COLOR(text: string): string;
}

/** Plain where Vitest shows no colours. */
export function paintFor(utils: Utils): Paint {
  return hasColours(utils) ? PAINTED : PLAIN;
}

export function paintMessage(text: string, utils: Utils): string {
  return hasColours(utils) ? text.replace("\n", `${RESET}\n`) : text;
}

function hasColours({ RECEIVED_COLOR }: Utils): boolean {
  return RECEIVED_COLOR("x") !== "x";
}
