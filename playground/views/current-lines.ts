/** Where in its source each process is. */
import type { Pid, SystemScene } from "../../runtime/index.ts";

export interface CurrentLine {
  readonly pid: Pid;
  /** As the compiler was given it. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

export interface SourcePlace {
  readonly path: string;
  /** The path without its folders. */
  readonly name: string;
  readonly line: number;
}

/** The innermost function with a line tells; who has ended, or has not run, is nowhere. */
export function currentLines(scene: SystemScene): readonly CurrentLine[] {
  return scene.processes.flatMap(({ pid, stack }): CurrentLine[] => {
    const place = placeInSource(stack.find(({ line }) => line !== undefined)?.line);
    return place === undefined ? [] : [{ pid, path: place.path, line: place.line }];
  });
}

/** Of "src/shell.c:42". */
export function placeInSource(text: string | undefined): SourcePlace | undefined {
  const colon = text?.lastIndexOf(":") ?? -1;
  if (text === undefined || colon < 0) return undefined;
  const path = text.slice(0, colon);
  return { path, name: path.slice(path.lastIndexOf("/") + 1), line: Number(text.slice(colon + 1)) };
}
