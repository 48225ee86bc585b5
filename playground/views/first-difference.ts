/** Where two texts part, line by line, and how to say so. */

export interface Difference {
  /** Counted from 1 on. */
  readonly line: number;
  /** The line of each, without its end; undefined where that one has come to its end. */
  readonly one: string | undefined;
  readonly other: string | undefined;
}

/** Undefined where they are the same. */
export function firstDifference(one: string, other: string): Difference | undefined {
  if (one === other) return undefined;
  const [lines, others] = [linesOf(one), linesOf(other)];
  for (let index = 0; index < Math.max(lines.length, others.length); index++) {
    if (lines[index] !== others[index]) return { line: index + 1, one: lines[index], other: others[index] };
  }
  // All lines are the same: only the end of the last one is not.
  const last = lines.length;
  return {
    line: last,
    one: `${lines[last - 1] ?? ""}${one.endsWith("\n") ? "\\n" : ""}`,
    other: `${others[last - 1] ?? ""}${other.endsWith("\n") ? "\\n" : ""}`,
  };
}

/** "differs first in line 2: \"child\" in branch 0, \"parent\" in branch 1". */
export function differenceWords(difference: Difference | undefined, name: string, otherName: string): string {
  if (difference === undefined) return "is the same";
  const { line, one, other } = difference;
  if (line === 1 && one === undefined) return `is empty in ${name}, and begins with ${shown(other)} in ${otherName}`;
  if (line === 1 && other === undefined) return `begins with ${shown(one)} in ${name}, and is empty in ${otherName}`;
  if (one === undefined) return `is the same up to line ${line - 1}, then ${otherName} has more: ${shown(other)}`;
  if (other === undefined) return `is the same up to line ${line - 1}, then ${name} has more: ${shown(one)}`;
  return `differs first in line ${line}: ${shown(one)} in ${name}, ${shown(other)} in ${otherName}`;
}

/** The end of the last line begins no other one. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.replace(/\n$/, "").split("\n");
}

const LONGEST = 60;

function shown(line = ""): string {
  return `“${line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line}”`;
}
