/** The first line of a file that names the program to run it: `#!/bin/sh -e`. */

/** How many such lines may lead from one to the next (Linux). */
export const MAX_INTERPRETERS = 4;
/** How much of a file's first line is looked at (Linux). */
export const SHEBANG_MAX = 256;

/** The interpreter, and its one argument if any, of a file that begins with `#!`. */
export function readShebang(bytes: Uint8Array): [string] | [string, string] | undefined {
  if (bytes[0] !== 0x23 || bytes[1] !== 0x21) return undefined;
  const head = bytes.subarray(2, SHEBANG_MAX);
  const end = head.indexOf(0x0a);
  const line = new TextDecoder().decode(end < 0 ? head : head.subarray(0, end)).trim();
  const match = /^(\S+)(?:\s+(.*))?$/.exec(line);
  if (match === null) return undefined;
  return match[2] === undefined ? [match[1] as string] : [match[1] as string, match[2]];
}
