/** Printing. Nothing is buffered: what is printed before a fork is printed once. */

import { STDERR, STDOUT, writeText } from "./descriptors";

/** Writes a line to standard output. */
export function print(line: string): void {
  writeText(STDOUT, line + "\n");
}

/** Writes a line to standard error. */
export function eprint(line: string): void {
  writeText(STDERR, line + "\n");
}
