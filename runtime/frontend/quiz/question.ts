/** A question with choices, and what is known of the program that it asks about. */
import type { Ending, Laboratory } from "./laboratory.ts";
import type { KindName, Level, Sketch } from "./topic.ts";

export interface Choice {
  /** On one line, or on several: a tree. */
  readonly text: string;
  readonly right: boolean;
  /** Why it is right or wrong. */
  readonly why: string;
  /** The run that shows it. */
  readonly ending?: Ending;
}

/** A question without its program. */
export interface Asked {
  readonly text: string;
  /** Can more than one choice be right? */
  readonly several: boolean;
  readonly choices: readonly Choice[];
}

export interface Question extends Asked {
  /** In its quiz, from 1 on. */
  readonly number: number;
  readonly level: Level;
  readonly topic: string;
  readonly kind: KindName;
  readonly source: string;
  readonly lesson: string;
  /** All that can come of the program. */
  readonly endings: readonly Ending[];
}

/** A program of which all is known. */
export interface Studied {
  readonly sketch: Sketch;
  readonly endings: readonly Ending[];
  readonly laboratory: Pick<Laboratory, "endings" | "shapes">;
}

const LETTERS = "abcdefgh";

/** What a choice is called. */
export function letterOf(index: number): string {
  return LETTERS[index] as string;
}

/** The letters of the right choices, in order. */
export function rightLetters({ choices }: Asked): string[] {
  return choices.flatMap(({ right }, i) => (right ? [letterOf(i)] : []));
}

/** What somebody at a terminal sees of a run. */
export function endingText({ output, hangs }: Pick<Ending, "output" | "hangs">): string {
  const text = output === "" ? "nothing" : output;
  return hangs ? `${text}, and then it hangs` : text;
}
