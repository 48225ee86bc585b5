/** The programs of the lessons, as text: `programs/pipe.c`, `offset.ts`, and `pipe.solved.c` for those that are to be changed. */
/// <reference types="vite/client" />
import type { ProjectFile } from "../state/project.ts";

const TEXTS = import.meta.glob<string>("./programs/*", { query: "?raw", import: "default", eager: true });

/** The file that one finds in the editor, by its path. */
export function given(path: string): readonly ProjectFile[] {
  return [{ path, text: textOf(path) }];
}

/** The same file when all is done. */
export function solved(path: string): readonly ProjectFile[] {
  return [{ path, text: textOf(path.replace(/\.(c|ts)$/, ".solved.$1")) }];
}

function textOf(path: string): string {
  const text = TEXTS[`./programs/${path}`];
  if (text === undefined) throw new RangeError(`Cannot find the program ${path}: expected a file in lessons/programs`);
  return text;
}
