/**
 * Programs for which a reader may take the one that is shown: a line overlooked, a rule forgotten. What they print, and it does
 * not, are the wrong answers that people give.
 */

export interface Misreading {
  readonly source: string;
  /** In which case it would be right: "if nobody waited". */
  readonly because: string;
}

type Change = readonly [because: string, change: (source: string) => string];

const MAIN = "int main(void)\n{\n";
const UNBUFFERED = "  setbuf(stdout, NULL);\n";

const CHANGES: readonly Change[] = [
  [
    "if printf wrote at once",
    (source) =>
      source.includes(UNBUFFERED) || !source.includes("printf") ? source : source.replace(MAIN, `${MAIN}${UNBUFFERED}`),
  ],
  ["if printf wrote only at the end", (source) => without(source.replace(UNBUFFERED, ""), /^ *fflush\(stdout\);\n/gm)],
  ["if nobody waited", withoutWaits],
  ["if _exit wrote what is in the buffer", (source) => source.replace(/\b_exit\(/g, "exit(")],
  ["if exit did not write what is in the buffer", (source) => source.replace(/(?<!_)\bexit\(/g, "_exit(")],
  ["if the child went on behind its block", withoutEnds],
  ["if fork returned 0 in the parent", fromOtherSide],
  ["with || for && and && for ||", (source) => source.replace(/&&|\|\|/g, (sign) => (sign === "&&" ? "||" : "&&"))],
  [
    "if the child left the loop",
    (source) => source.replace(/(?<=for \(.*\)(?: \{\n(?:.*\n)? *| ))fork\(\);/, "if (fork() == 0) break;"),
  ],
  ["if the child did not leave the loop", (source) => source.replace(/if \((!?fork\(\).*)\) break;/, "if ($1) {}")],
];

/** All that there are of a program. */
export function misreadings(source: string): Misreading[] {
  return CHANGES.map(([because, change]) => ({ because, source: change(source) })).filter(
    (changed) => changed.source !== source && /\bfork\(\)/.test(changed.source),
  );
}

/** A program that needs a status still waits for it. */
function withoutWaits(source: string): string {
  if (source.includes("&status")) return source;
  return without(source, /^ *(while \()?wait(pid)?\(.*\n/gm);
}

/** Who goes on as a child would send signals to its own group. */
function withoutEnds(source: string): string {
  if (/\bkill\(/.test(source)) return source;
  return without(source, /^ {3,}(_?exit\(.*\)|return .*);\n/gm);
}

/** Who names the child needs its pid. */
function fromOtherSide(source: string): string {
  if (/\b(kill|waitpid)\(/.test(source)) return source;
  return source.replace(/\b(fork\(\)|pid|p|q) (== 0|> 0|!= 0)/g, (_, what: string, is: string) => {
    return `${what} ${is === "== 0" ? "!= 0" : "== 0"}`;
  });
}

function without(source: string, lines: RegExp): string {
  return source.replace(lines, "");
}
