/** Colours on a terminal's standard error; nothing elsewhere, nor where NO_COLOR asks for none. */
import { isTerminal } from "../../node/terminal.ts";

const isColoured = isTerminal("stderr") && process.env.NO_COLOR === undefined;

function style(on: number, off: number): (text: string) => string {
  return isColoured ? (text) => `\x1b[${on}m${text}\x1b[${off}m` : (text) => text;
}

export const paint = {
  /** What only those see who asked for it. */
  quiet: style(2, 22),
  /** What is wrong. */
  wrong: style(31, 39),
};
