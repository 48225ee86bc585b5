/**
 * What a lesson is: data, and hardly any code. Its texts are markup (`markup.ts`), what it asks for are facts (`fact.ts`), its program lies
 * in `programs/` as a file that can be compiled anywhere.
 *
 * A lesson has one idea. It is read in this order: `text`, the program, `question`, `look`, the goals; and `rule` is what is left of
 * it a year later. Nothing before the question gives its answer away.
 */
import { DEFAULT_SETTINGS, type ProjectFile, type Settings } from "../state/project.ts";
import type { Deed } from "./deed.ts";
import type { Fact } from "./fact.ts";

export interface Lesson {
  readonly id: string;
  readonly title: string;
  /** What it is about, in a line. */
  readonly summary: string;
  readonly text: string;
  readonly files: readonly ProjectFile[];
  /** What is not as usual: see `DEFAULT_SETTINGS`. */
  readonly settings: Partial<Settings>;
  readonly question: Question;
  /** What there is to see in which view. */
  readonly look: string;
  readonly goals: readonly Goal[];
  /** The sentence to remember. */
  readonly rule: string;
  /** The files as they are when all is done, if a goal is to change them. */
  readonly solved: readonly ProjectFile[] | undefined;
}

/** What its program is called: its file's name, without the ending. */
export function programOf({ files }: Lesson): string {
  return files[0]?.path.replace(/\.[^.]*$/, "") ?? "";
}

/** How it is run. */
export function settingsOf({ settings }: Lesson): Settings {
  return { ...DEFAULT_SETTINGS, ...settings };
}

/** What will happen? It is asked before the program runs. */
export interface Question {
  readonly ask: string;
  readonly options: readonly Option[];
  /** Which option is right. */
  readonly right: string;
  /** How one finds out; the claims of the options are about what is known then. Otherwise: run it, and list all outcomes. */
  readonly experiment?: readonly Deed[];
}

export interface Option {
  readonly id: string;
  readonly text: string;
  /** Why it is right; or what somebody has overlooked who says so. */
  readonly why: string;
  /** What would be so if it were right: tests ask it of a run, and only the right option's may hold. */
  readonly claim: Fact;
}

export interface Goal {
  readonly id: string;
  /** What is to be done. */
  readonly text: string;
  /** How, for those who ask. */
  readonly hint: string;
  /** It is reached when this holds, once. */
  readonly fact: Fact;
  /** What reaches it, after all that reached the goals before. */
  readonly solution: readonly Deed[];
}
