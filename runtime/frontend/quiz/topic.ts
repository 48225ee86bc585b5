/** What a quiz can be about. A topic draws a program, and says what may be asked of it. */
import type { Draw } from "./draw.ts";

/** A question's kind: see `questions/`. */
export type KindName = "outputs" | "order" | "printed" | "processes" | "tree" | "deadlock";

export type Level = 1 | 2 | 3;

export const LEVELS: readonly Level[] = [1, 2, 3];

export interface Sketch {
  /** The program, as C. */
  readonly source: string;
  /** The kinds of questions that it is good for. */
  readonly kinds: readonly KindName[];
  /** What it teaches, in a sentence or two: true of every program of the topic. */
  readonly lesson: string;
  /** What somebody may think that it prints: wrong choices, unless exploring says that they are right. */
  readonly guesses?: readonly string[];
}

export interface Topic {
  readonly name: string;
  readonly level: Level;
  draw(draw: Draw): Sketch;
}
