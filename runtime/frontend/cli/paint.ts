/** Colours on a terminal's standard error; nothing elsewhere, nor where NO_COLOR asks for none. */
import { createColors } from "picocolors";

const colors = createColors(process.stderr.isTTY === true && process.env.NO_COLOR === undefined);

export const paint = {
  /** What only those see who asked for it. */
  quiet: colors.dim,
  /** What is wrong. */
  wrong: colors.red,
};
