/** A call stack as people read it: their own functions, and what is of libraries put together. */
import { type StackEntry, sourceName } from "../../runtime/index.ts";
import { placeInSource, type SourcePlace } from "./current-lines.ts";

export interface Frame {
  readonly name: string;
  readonly place: SourcePlace | undefined;
}

export interface Frames {
  /** The innermost first. */
  readonly own: readonly Frame[];
  /** Those of libraries, and what begins a program. */
  readonly others: number;
}

/**
 * Where lines are known, functions without one are of libraries; otherwise those are whose names C keeps for its library, with an
 * underscore before them. What Prong put between two functions (`<signals>`) is neither.
 */
export function framesOf(stack: readonly StackEntry[]): Frames {
  const hasLines = stack.some(({ line }) => line !== undefined);
  const isOwn = ({ function: name, functionIndex, line }: StackEntry) =>
    functionIndex === undefined || (hasLines ? line !== undefined : !sourceName(name).startsWith("_"));
  const own = stack
    .filter(isOwn)
    .map((entry) => ({ name: sourceName(entry.function), place: placeInSource(entry.line) }));
  return { own, others: stack.length - own.length };
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** The text of a line, without the spaces around it; undefined where there is no such file or line. */
export function lineOf(files: readonly SourceFile[], { path, name, line }: SourcePlace): string | undefined {
  const file = files.find((each) => each.path === path) ?? files.find((each) => each.path === name);
  return file?.text.split("\n")[line - 1]?.trim();
}
